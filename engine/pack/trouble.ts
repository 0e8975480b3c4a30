/** Without this a mistake in a file would be a stack trace: a trouble is one sentence with its place and the likely word. */
import { closest, distance } from 'fastest-levenshtein'
import type { Say, Trouble } from '../types.js'

/** Way to a value inside a file: keys and indexes. */
export type Path = readonly (string | number)[]
/** A place in a file; line and column from 1. */
export interface Spot {
  readonly file: string
  readonly line: number
  readonly column: number
  /** In a spreadsheet, the cell's address: it is told instead of line and column. */
  readonly cell?: string
}
/** Where a path stands; `key`: at its name instead of at its value. */
export type Where = (path: Path, key?: 'key') => Spot

/** The known word that was probably meant: at most a third of its letters away, at least two, and not all of them. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  if (words.length === 0) return undefined
  const best = closest(word, words)
  const away = distance(word, best)
  const likely = away <= Math.max(2, Math.floor(best.length / 3)) && away < Math.max(word.length, best.length)
  return likely ? best : undefined
}

/** What is wrong, in words without its place; `known` are the words that could have been meant. */
export interface Fault {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly found?: string
  readonly known?: Iterable<string>
}

export function trouble(level: Trouble['level'], spot: Spot, { code, zh, en, found, known }: Fault): Trouble {
  const meant = found !== undefined && known ? nearest(found, known) : undefined
  const name = spot.file.replace(/^.*\//, '')
  const where =
    spot.cell === undefined
      ? { zh: `第 ${spot.line} 行第 ${spot.column} 列`, en: `line ${spot.line}, column ${spot.column}` }
      : { zh: spot.cell, en: spot.cell }
  const says: Say = {
    zh: `${name} ${where.zh}：${zh}${meant ? `您是不是想写 ${meant}？` : ''}`,
    en: `${name}, ${where.en}: ${en}${meant ? ` Did you mean ${meant}?` : ''}`,
  }
  return { level, code, ...spot, says, ...(found !== undefined && { found }), ...(meant && { meant }) }
}

/** Collects the troubles of one file, each told by the path it is about. */
export class Teller {
  constructor(
    readonly where: Where,
    readonly troubles: Trouble[] = [],
  ) {}

  error(path: Path, fault: Fault, key?: 'key'): void {
    this.troubles.push(trouble('error', this.where(path, key), fault))
  }

  warn(path: Path, fault: Fault, key?: 'key'): void {
    this.troubles.push(trouble('warning', this.where(path, key), fault))
  }

  /** Tells everything at one path, whatever path it is told of. */
  at(place: Path): Teller {
    return new Teller(() => this.where(place), this.troubles)
  }

  get failed(): boolean {
    return this.troubles.some((one) => one.level === 'error')
  }
}
