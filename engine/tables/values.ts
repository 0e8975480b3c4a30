/** One value of a cell, by the type of its column: from whatever Excel or a person made of it, and as it is best read. */
import type { ValueType } from '../pack/book.js'
import { isOf } from '../pack/leaf.js'
import type { Fault } from '../pack/trouble.js'
import type { Json } from '../types.js'
import type { Column } from './columns.js'
import { spanFrom, spanText } from './spans.js'

export type Read = { readonly value: Json } | { readonly fault: Fault }
export type Values = Pick<Column, 'type' | 'choices' | 'own' | 'unit'>

const fault = (code: string, zh: string, en: string, found: string, known?: Iterable<string>): Read => ({
  fault: { code, zh, en, found, ...(known && { known }) },
})

/** Full-width digits, letters and marks as plain ones, e.g. `１２．５`. */
export const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ')

const YES = ['是', '有', '对', 'yes', 'y', 'true', '√', '✓', '✔']
const NO = ['否', '无', '不是', '错', 'no', 'n', 'false', '×', '✗', '✘']

/** A day as a serial number, where a cell lost its format: 1954 to 2119, so that no usual number is taken for one. */
const isSerial = (text: string): boolean =>
  /^\d{5}(\.\d+)?$/.test(text) && Number(text) >= 20_000 && Number(text) < 80_000

/** Reads one value that is neither empty, nor a list, nor a range. */
export function valueFrom(text: string, column: Values): Read {
  if (/^#[A-Z/0]+[!?]?$/.test(text) && text !== '#') {
    const zh = `这一格是 Excel 算错的结果 ${text}。`
    return fault('excel-error', zh, `this cell is an error of Excel, ${text}.`, text)
  }
  const plain = narrow(text).trim()
  switch (column.type) {
    case 'number':
      return numberFrom(plain, column)
    case 'yes-no':
      return yesNoFrom(plain)
    case 'duration': {
      const span = spanFrom(plain)
      if (span !== undefined) return { value: span }
      const zh = `「${text}」不是时长，写成 10分钟、4小时、3天或 PT10M。`
      return fault('wrong-type', zh, `"${text}" is no span; write 10 min, 4 h, 3 days or PT10M.`, text)
    }
    case 'date':
      return dateFrom(plain, text)
    case 'moment':
      return momentFrom(plain, text)
    case 'time': {
      const [, hours, minutes] = /^(\d{1,2}):(\d\d)(?::00)?$/.exec(plain) ?? []
      const time = `${hours?.padStart(2, '0')}:${minutes}`
      if (hours !== undefined && is(time, 'time')) return { value: time }
      const zh = `「${text}」不是时刻，写成 08:00。`
      return fault('wrong-type', zh, `"${text}" is no time of day; write 08:00.`, text)
    }
    case 'choice':
      return choiceFrom(text, plain, column)
    case 'text':
    case 'place':
    case 'party':
    case 'dossier':
    case 'signature':
      return { value: text }
    default:
      return { value: json(text) ?? text }
  }
}

const is = (value: Json, type: ValueType): boolean => isOf(value, type, 'Asia/Shanghai')

/** What a text is as JSON; undefined where it is none. */
export function json(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function numberFrom(plain: string, { unit }: Values): Read {
  const words = Object.values(unit ?? {}).find((one) => plain.endsWith(one))
  const bare = (words ? plain.slice(0, -words.length) : plain).trim()
  // 1,200 is one number, and 1,2 two of them
  const joined = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare
  const percent = /^(-?\d+(?:\.\d+)?)%$/.exec(joined)
  if (percent) return { value: Number((Number(percent[1]) / 100).toPrecision(15)) }
  if (/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(joined)) return { value: Number(joined) }
  if (/^\d{4}-\d\d-\d\d/.test(plain)) {
    const [, month, day] = plain.split('-').map(Number)
    return fault(
      'became-date',
      `Excel 把它变成了日期 ${plain}；原来若是范围，写成 ${month}..${day}，并把这一格设成文本。`,
      `Excel turned it into the date ${plain}; if a range was meant, write ${month}..${day} and make the cell text.`,
      plain,
    )
  }
  return fault('wrong-type', `「${plain}」不是数字。`, `"${plain}" is no number.`, plain)
}

function yesNoFrom(plain: string): Read {
  const word = plain.toLowerCase()
  if (YES.includes(word)) return { value: true }
  if (NO.includes(word)) return { value: false }
  const known = ['是', '否', 'yes', 'no', 'true', 'false']
  return fault(
    'wrong-type',
    `「${plain}」看不出是还是否，写「是」或「否」。`,
    `"${plain}" is neither yes nor no.`,
    plain,
    known,
  )
}

const two = (part: string | undefined) => part!.padStart(2, '0')

/** 2020/4/1, 2020.4.1, 2020年4月1日 and Excel's 43922 are the same day. */
function dayOf(plain: string): string | undefined {
  if (isSerial(plain)) return new Date(Date.UTC(1899, 11, 30 + Math.floor(Number(plain)))).toISOString().slice(0, 10)
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? []
  if (year === undefined) return undefined
  const text = `${year}-${two(month)}-${two(day)}`
  return is(text, 'date') ? text : undefined
}

function dateFrom(plain: string, text: string): Read {
  const day = dayOf(plain.replace(/[ T]00?:00(:00)?$/, ''))
  if (day !== undefined) return { value: day }
  return fault(
    'wrong-type',
    `日历上没有「${text}」，写成 2020-04-10。`,
    `there is no day "${text}"; write 2020-04-10.`,
    text,
  )
}

function momentFrom(plain: string, text: string): Read {
  if (/^\d{4}-\d\d-\d\dT/.test(plain) && is(plain, 'moment')) return { value: plain }
  const [, day, hours, minutes, seconds] = /^(\S+?)(?:[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(plain) ?? []
  const date = dayOf(day ?? '')
  if (date !== undefined && hours === undefined) {
    const part = isSerial(plain) ? Math.round((Number(plain) % 1) * 1440) : 0
    return { value: part ? `${date}T${two(String(Math.floor(part / 60)))}:${two(String(part % 60))}` : date }
  }
  const moment = `${date}T${hours?.padStart(2, '0')}:${minutes}${seconds && seconds !== '00' ? `:${seconds}` : ''}`
  if (date !== undefined && is(moment, 'moment')) return { value: moment }
  const zh = `「${text}」不是时间，写成 2020-04-10 16:30。`
  return fault('wrong-type', zh, `"${text}" is no moment; write 2020-04-10 16:30.`, text)
}

/** By its name or by its title in any language. */
function choiceFrom(text: string, plain: string, { choices = {}, own }: Values): Read {
  if (Object.hasOwn(choices, text)) return { value: text }
  const tidy = (word: string) => narrow(word).trim().toLowerCase()
  const meant = Object.entries(choices).filter(([name, title]) =>
    [name, ...Object.values(title)].some((word) => tidy(word) === plain.toLowerCase()),
  )
  if (meant.length === 1) return { value: meant[0]![0] }
  if (own || Object.keys(choices).length === 0) return { value: text }
  const titles = Object.entries(choices).flatMap(([name, title]) => [name, ...Object.values(title)])
  if (meant.length > 1) {
    const names = meant.map(([name]) => name)
    const zh = `有 ${meant.length} 个选项都叫「${text}」，请写代码：${names.join('、')}。`
    return fault(
      'ambiguous',
      zh,
      `${meant.length} choices are called "${text}"; write the name: ${names.join(', ')}.`,
      text,
    )
  }
  return fault('unknown-choice', `没有「${text}」这个选项。`, `there is no choice "${text}".`, text, titles)
}

/** Ways to write a value, the one that reads best first; which of them comes back as it was is for the caller to see. */
export function valueTexts(value: Json, { type, choices, own }: Values, lang: string): readonly string[] {
  if (typeof value === 'boolean') return [lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no', String(value)]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'string') return []
  const title = type === 'choice' && !own && choices && Object.hasOwn(choices, value) ? choices[value] : undefined
  const words = type === 'duration' ? spanText(value, lang) : type === 'moment' ? value.replace('T', ' ') : undefined
  return [...(title ? [title[lang] ?? title.zh] : []), ...(words === undefined ? [] : [words]), value]
}
