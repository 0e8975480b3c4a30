/** What somebody meant who wrote it as people do: `8分钟` for PT8M, `否` for false, `>=` for an operator. */
import { spanWords } from '../time/duration.js'
import type { Json } from '../types.js'
import type { ValueType } from './book.js'

const units: Readonly<Record<string, (count: string) => string>> = {
  ...spelt(['分', '分钟', 'm', 'min', 'mins', 'minute', 'minutes'], (count) => `PT${count}M`),
  ...spelt(['时', '小时', '个小时', 'h', 'hour', 'hours'], (count) => `PT${count}H`),
  ...spelt(['天', '日', 'd', 'day', 'days'], (count) => `P${count}D`),
  ...spelt(['秒', 's', 'sec', 'second', 'seconds'], (count) => `PT${count}S`),
}
function spelt(words: readonly string[], write: (count: string) => string) {
  return Object.fromEntries(words.map((word) => [word, write]))
}

const yes = new Set(['是', '有', '对', 'yes', 'y', 'true'])
const no = new Set(['否', '无', '不', '没有', 'no', 'n', 'false'])

/** Signs that stand for comparisons everywhere else. */
export const operatorMeant: Readonly<Record<string, string>> = {
  '=': 'equal',
  '==': 'equal',
  '===': 'equal',
  '!=': 'notEqual',
  '<>': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '≤': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '≥': 'greaterThanInclusive',
}

/** How a value of this type is written, where what stands there can be understood. */
export function valueMeant(value: Json, type: ValueType): string | undefined {
  if (type === 'duration' && Number.isInteger(value) && Number(value) > 0) return `PT${Number(value)}M`
  if (typeof value !== 'string' || value.length > 40) return undefined
  const word = value.trim().toLowerCase()
  switch (type) {
    case 'duration': {
      const [, count, unit] = /^(\d{1,6})\s*(\D+)$/.exec(word) ?? []
      return count === undefined ? undefined : units[unit!]?.(count)
    }
    case 'yes-no':
      return yes.has(word) ? 'true' : no.has(word) ? 'false' : undefined
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(word) ? word : undefined
    case 'date': {
      const [, year, month, day] = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(word) ?? []
      return year && `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
    }
    case 'time': {
      const [, hour, minute] = /^(\d{1,2})[:：点时](\d{2})分?$/.exec(word) ?? []
      return hour && `${hour.padStart(2, '0')}:${minute!}`
    }
    default:
      return undefined
  }
}

/** A bound as people read it, with what is written: `10分（PT10M）`. */
export function boundWords(bound: number | string): readonly [zh: string, en: string] {
  if (typeof bound !== 'string' || !/^P[\dT]/.test(bound)) return [String(bound), String(bound)]
  const { zh, en } = spanWords(bound)
  return [`${zh}（${bound}）`, `${en} (${bound})`]
}
