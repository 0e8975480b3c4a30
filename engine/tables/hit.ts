/** What a table's hit policy means to whoever fills in its rows, and the marks that rows of a spreadsheet may carry. */
import type { Table } from '../pack/format.js'
import type { Say } from '../types.js'

const say = (zh: string, en: string): Say => ({ zh, en })

const HITS: Readonly<Record<Exclude<Table['hit'], 'collect'>, Say>> = {
  unique: say('每种情况只能有一行适用', 'only one row may match a case'),
  any: say('几行可以同时适用，结果要一样', 'several rows may match a case if they answer alike'),
  first: say('从上往下，第一行适用的算', 'the first row that matches counts'),
  priority: say('几行同时适用时，按第一项结果的先后取', 'of several rows that match the foremost first result counts'),
}
const COLLECTED: Readonly<Record<NonNullable<Table['collect']>, Say>> = {
  list: say('适用的行都算，一一列出', 'all rows that match count as a list'),
  sum: say('适用的行都算，相加', 'all rows that match are added up'),
  min: say('适用的行都算，取最小', 'of all rows that match the least counts'),
  max: say('适用的行都算，取最大', 'of all rows that match the greatest counts'),
  count: say('数一数适用的有几行', 'the rows that match are counted'),
}

const hitWords = ({ hit, collect }: Table): Say => (hit === 'collect' ? COLLECTED[collect ?? 'list'] : HITS[hit])

/** First cell of the row that counts where no other does. */
export const OTHERWISE = say('（都不符合时）', '(otherwise)')
/** Is it that mark, in whatever brackets? */
export const isOtherwise = (said: string): boolean =>
  Object.values(OTHERWISE).some((mark) => mark.normalize('NFKC') === said.normalize('NFKC').toLowerCase())
/** Written where a row would be empty from end to end. */
export const ANYTHING = say('任意', 'any')

/** The line above the headings: which table this is, and how its rows are read. */
export function titleLine(name: string, table: Table, lang: string): string {
  const [title, hit] = [table.title, hitWords(table)].map((words) => words[lang] ?? words.zh)
  return lang === 'zh'
    ? `${title}（${name}）：${hit}。条件空着就是不限。`
    : `${title} (${name}): ${hit}. An empty condition means any.`
}

/** The table that such a line names. */
export const namedIn = (line: string): string | undefined => /[（(]([a-z][a-z0-9-]*)[）)]\s*[:：]/.exec(line)?.[1]
