/** Why a file could not be opened as a spreadsheet, in words for whoever chose it. */
import type { Say } from '../types.js'

const WORDS = {
  old: {
    zh: '这是旧格式（.xls）或加了密码的表格，请在 Excel 里另存为 .xlsx（不设密码）或 .csv。',
    en: 'this is an old .xls or a spreadsheet with a password; save it as .xlsx without a password, or as .csv.',
  },
  broken: {
    zh: '这个 .xlsx 文件打不开，多半没有存完整，请重新保存一次。',
    en: 'this .xlsx cannot be opened; it was probably not saved whole. Save it again.',
  },
  'too-large': {
    zh: '这个 .xlsx 文件太大，请分成几份。',
    en: 'this .xlsx is too large; divide it into several.',
  },
} as const

export class CannotRead extends Error {
  override readonly name = 'CannotRead'
  readonly says: Say

  constructor(readonly code: keyof typeof WORDS) {
    super(WORDS[code].en)
    this.says = WORDS[code]
  }
}
