/** A trouble in words, with its place. Apart from those who look for what was meant, so that a page need not load them. */
import type { Say, Trouble } from '../types.js'

/** A place in a file; line and column from 1. */
export interface Spot {
  readonly file: string
  readonly line: number
  readonly column: number
  /** In a spreadsheet, the cell's address: it is told instead of line and column. */
  readonly cell?: string
}

export interface Wording {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly found?: string
  /** What was meant, where it is known for sure. */
  readonly meant?: string
}

/** Names are 60 characters at most. */
export const longestWord = 100
/** Longer than any sentence of ours without what it quotes. */
const longestSaid = 400

const short = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most / 2)}…${text.slice(-most / 4)}` : text

export function told(level: Trouble['level'], spot: Spot, { code, zh, en, found, meant }: Wording): Trouble {
  const name = spot.file.replace(/^.*\//, '')
  const where =
    spot.cell === undefined
      ? { zh: `第 ${spot.line} 行第 ${spot.column} 列`, en: `line ${spot.line}, column ${spot.column}` }
      : { zh: spot.cell, en: spot.cell }
  const says: Say = {
    zh: `${name} ${where.zh}：${short(zh, longestSaid)}${meant ? `您是不是想写 ${meant}？` : ''}`,
    en: `${name}, ${where.en}: ${short(en, longestSaid)}${meant ? ` Did you mean ${meant}?` : ''}`,
  }
  return {
    level,
    code,
    ...spot,
    says,
    ...(found !== undefined && { found: short(found, longestWord) }),
    ...(meant && { meant }),
  }
}

/** Of a file as a whole, wherever it is that something in it is wrong. */
export const toldOf = (level: Trouble['level'], file: string, wording: Wording): Trouble =>
  told(level, { file, line: 1, column: 1 }, wording)

/** Where a part of the program is missing without which these rules are not to be worked by. */
export const notLoaded: Wording = {
  code: 'not-loaded',
  zh: '按这些规则办事要用的一段程序没有读到，先不办。接上网络后再打开一次，已经存下的都没有动。',
  en: 'a part of the program that these rules need did not load, so nothing is done by them yet. Open it again online; what is stored was not touched.',
}

/** Where a file cannot be checked, it is refused if it is new, and what is in force stays in force. */
export const unchecked = (script: string): Wording => ({
  code: 'unchecked',
  zh: `这个文件有改动，用来检查它的 ${script} 读不到，先不采用。接上网络后再打开一次。`,
  en: `this file is new here, and ${script}, which checks it, cannot be read; it is not adopted. Open it again online.`,
})
