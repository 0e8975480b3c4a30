/** What is wrong with a text before anything is made of it: a hostile file must cost neither the stack, nor memory, nor time. */
import { deepest, isStrange, unread } from './bounds.js'
import type { Fault } from './trouble.js'

/** Something wrong at an offset of the text. */
export type Wrong = Fault & { readonly offset: number }

const mostValues = 500_000

const [quote, backslash, comma] = ['"', '\\', ','].map((mark) => mark.charCodeAt(0)) as [number, number, number]
const opening = new Set(['{', '['].map((mark) => mark.charCodeAt(0)))
const closing = new Set(['}', ']'].map((mark) => mark.charCodeAt(0)))

/** Why a text is not even given to the parser. `most`: characters, and with them values. */
export function refusal(text: string, most: number): Wrong | undefined {
  if (text.length > most)
    return {
      offset: 0,
      code: 'too-long',
      zh: `文件太大，最多 ${most / 10_000} 万字。`,
      en: `the file is too big; ${most / 1_000_000} million characters at most.`,
    }
  return notUtf8(text) ?? webPage(text) ?? tooMuch(text, Math.max(mostValues, most / 8))
}

/** A file that is not UTF-8 reads as zeros and black diamonds. */
function notUtf8(text: string): Wrong | undefined {
  const offset = text.search(unread)
  if (offset < 0) return undefined
  const zh = '这里的字读不出来：文件不是 UTF-8 编码（可能是 GBK 或 UTF-16）。请用记事本打开，另存为 UTF-8。'
  const en = 'these characters cannot be read: the file is not in UTF-8 (perhaps GBK or UTF-16). Save it as UTF-8.'
  return { offset, code: 'not-utf-8', zh, en }
}

function webPage(text: string): Wrong | undefined {
  if (!/^\s*</.test(text)) return undefined
  const zh = '这是网页，不是规则文件。多半是地址写错了。'
  const en = 'this is a web page, not a rule file. Its address is probably wrong.'
  return { offset: 0, code: 'not-json', zh, en }
}

/** Brackets that nest too deep, or too many values: counted by hand, for a pattern would go back over an unclosed text. */
function tooMuch(text: string, values: number): Wrong | undefined {
  let [depth, commas] = [0, 0]
  let quoted = false
  for (let offset = 0; offset < text.length; offset++) {
    const mark = text.charCodeAt(offset)
    if (quoted) {
      if (mark === backslash) offset++
      else if (mark === quote) quoted = false
    } else if (mark === quote) quoted = true
    else if (opening.has(mark)) {
      if (++depth > deepest) {
        const zh = `括号套得太深，最多 ${deepest} 层。`
        return { offset, code: 'too-deep', zh, en: `brackets nest too deep; ${deepest} levels at most.` }
      }
    } else if (closing.has(mark)) depth--
    else if (mark === comma && ++commas > values) {
      const zh = `内容太多，一个文件最多 ${values} 个值。`
      return { offset, code: 'too-much', zh, en: `there is too much in this file; ${values} values at most.` }
    }
  }
  return undefined
}

/** Line and column of an offset, from 1; the lines are counted once, when first asked. */
export function counter(text: string): (offset: number) => { line: number; column: number } {
  let starts: number[] | undefined
  const count = () => {
    const found = [0]
    for (let at = 0; at < text.length; at++) {
      const mark = text[at]
      if (mark === '\n' || (mark === '\r' && text[at + 1] !== '\n')) found.push(at + 1)
    }
    return found
  }
  return (offset) => {
    starts ??= count()
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

/** What is wrong with one value: a number that cannot be kept as it is written, or a character that no text should hold. */
export function strange(value: unknown): Omit<Fault, 'found'> | undefined {
  if (!isStrange(value)) return undefined
  if (typeof value === 'number') {
    const zh = '这个数太大，存不准；编号之类请加双引号写成文字。'
    return { code: 'too-big-number', zh, en: 'this number is too big to be kept exactly; a code is written as a text.' }
  }
  const zh = '文字里有看不见的控制字符或半个字，请删去重写。'
  return { code: 'strange-character', zh, en: 'there is a hidden control character or half a character in this text.' }
}
