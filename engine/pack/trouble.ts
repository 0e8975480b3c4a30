/** Without this a mistake in a file would be a stack trace: a trouble is one sentence with its place and the likely word. */
import { closest, distance } from 'fastest-levenshtein'
import type { Trouble } from '../types.js'
import { longestWord, told, type Spot, type Wording } from './told.js'

export type { Spot }

/** Way to a value inside a file: keys and indexes. */
export type Path = readonly (string | number)[]
/** Where a path stands; `key`: at its name instead of at its value. */
export type Where = (path: Path, key?: 'key') => Spot

/** Among more words than these nobody looks for a misspelt one. */
const mostKnown = 5000
/** A file with more faults than these is told of these. */
const mostTold = 200

/** The known word that was probably meant: at most a third of its letters away, at least two, and not all of them. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  if (words.length === 0 || words.length > mostKnown || word.length > longestWord) return undefined
  const best = closest(word, words)
  const away = distance(word, best)
  const likely = away <= Math.max(2, Math.floor(best.length / 3)) && away < Math.max(word.length, best.length)
  return likely ? best : undefined
}

/** What is wrong, in words without its place; `known` are the words that could have been meant. */
export interface Fault extends Wording {
  readonly known?: Iterable<string>
}

export function trouble(level: Trouble['level'], spot: Spot, { known, ...fault }: Fault): Trouble {
  const { found } = fault
  const meant = fault.meant ?? (found !== undefined && known ? nearest(found, known) : undefined)
  return told(level, spot, { ...fault, ...(meant !== undefined && { meant }) })
}

/** Collects the troubles of one file, each told by the path it is about. */
export class Teller {
  constructor(
    readonly where: Where,
    readonly troubles: Trouble[] = [],
    /** How many errors, and how many warnings, are told at most. */
    private readonly most = Infinity,
  ) {}

  error(path: Path, fault: Fault, key?: 'key'): void {
    if (!this.full) this.troubles.push(trouble('error', this.where(path, key), fault))
  }

  warn(path: Path, fault: Fault, key?: 'key'): void {
    if (this.#count('warning') < this.most) this.troubles.push(trouble('warning', this.where(path, key), fault))
  }

  /** Tells everything at one path, whatever path it is told of. */
  at(place: Path): Teller {
    return new Teller(() => this.where(place), this.troubles, this.most)
  }

  /** So much is wrong that nobody would read the rest. */
  get full(): boolean {
    return this.#count('error') >= this.most
  }

  #count(level: Trouble['level']): number {
    return this.troubles.length < this.most ? 0 : this.troubles.filter((one) => one.level === level).length
  }

  get failed(): boolean {
    return this.troubles.some((one) => one.level === 'error')
  }
}

/** For files of rules: of two hundred mistakes nobody reads the rest. */
export const ruleTeller = (where: Where, troubles?: Trouble[]): Teller => new Teller(where, troubles, mostTold)
