/** Rows of a table that are new, gone or other than before. */
import { explainRow, inWords, titled } from '../judge/explain.js'
import { called, type Names } from '../judge/titles.js'
import { kindOfTable } from '../explain/pack.js'
import { say, wordsOf } from '../judge/words.js'
import type { Table } from '../pack/format.js'
import { changesIn } from '../tables/diff.js'
import type { Json, Say } from '../types.js'
import { alike } from '../pack/digest.js'
import type { Side } from './members.js'
import { keyWords, leaves, namesOf, within, type Changed } from './words.js'

export function tableChanges(name: string, about: Say, before: Side, after: Side): Changed[] {
  const [was, is] = [before.pack.file.tables![name]!, after.pack.file.tables![name]!]
  const columns = ({ inputs, outputs }: Table) => [inputs, Object.keys(outputs)]
  const around = namesOf(was, is)
    .filter((key) => key !== 'rows' && key !== 'otherwise')
    .flatMap((key) => {
      const part = (table: Table) => (table as unknown as Readonly<Record<string, Json>>)[key]
      return leaves(`tables.${name}.${key}`, within(about, keyWords(key)), part(was), part(is))
    })
  if (!alike(columns(was), columns(is))) {
    const rows = say(`${was.rows.length} 行 → ${is.rows.length} 行`, `${was.rows.length} → ${is.rows.length} rows`)
    const says = say(`${about.zh}的列变了，${rows.zh}`, `${about.en} has other columns, ${rows.en}`)
    return [...around, { at: `tables.${name}.rows`, what: 'changed', says }]
  }
  const told = (side: Side, row: readonly Json[]) =>
    explainRow(name, row, side.pack, kindOfTable(side.pack.file.tables![name]!, side.pack), side.wording)
  const line = (what: 'added' | 'removed', side: Side, row: readonly Json[]): Changed => {
    const words = told(side, row)
    return {
      at: `tables.${name}.rows`,
      what,
      says: say(`${about.zh}一行：${words.zh}`, `${about.en}, a row: ${words.en}`),
    }
  }
  const { rows, reordered, otherwise } = changesIn(was, is)
  return [
    ...around,
    ...rows.flatMap((change): Changed[] => {
      if (change.is === 'changed')
        return [cellsChanged(name, about, change.cells, was.rows[change.before]!, is.rows[change.row]!, before, after)]
      const [side, { rows }] = change.is === 'added' ? [after, is] : [before, was]
      return [line(change.is, side, rows[change.row]!)]
    }),
    ...(otherwise
      ? [
          {
            at: `tables.${name}.otherwise`,
            what: 'changed' as const,
            says: within(about, keyWords('otherwise')),
            ...(was.otherwise && { before: told(before, fallback(was)) }),
            ...(is.otherwise && { after: told(after, fallback(is)) }),
          },
        ]
      : []),
    ...(reordered
      ? [
          {
            at: `tables.${name}.rows`,
            what: 'changed' as const,
            says: within(about, say('行的先后变了', 'rows in another order')),
          },
        ]
      : []),
  ]
}

const fallback = ({ inputs, otherwise }: Table): readonly Json[] => [...inputs.map(() => null), ...(otherwise ?? [])]

/** `类型「燃气管道破裂」：处置时限 1小时 → 2小时`. */
function cellsChanged(
  name: string,
  about: Say,
  cells: readonly number[],
  was: readonly Json[],
  is: readonly Json[],
  before: Side,
  after: Side,
): Changed {
  const table = after.pack.file.tables![name]!
  const names: Names = after.pack.names[kindOfTable(table, after.pack)] ?? new Map()
  const inputs = table.inputs.flatMap((input, index) => {
    const [fact, ...path] = input.split('.')
    const at = called(names, fact!, path)
    return is[index] === null ? [] : [titled(at.title, inWords(is[index], at, after.wording))]
  })
  const outputs = Object.entries(table.outputs)
  const changes = cells.flatMap((cell) => {
    const [output, { title, type }] = outputs[cell - table.inputs.length]!
    const words = (row: readonly Json[], side: Side) => {
      const own = side.pack.names[kindOfTable(table, side.pack)]?.get(name)?.members?.[output]
      return wordsOf(row[cell] ?? undefined, { type, ...(own?.choices && { choices: own.choices }) }, side.wording)
    }
    const [old, now] = [words(was, before), words(is, after)]
    return [say(`${title.zh} ${old.zh} → ${now.zh}`, `${title.en} ${old.en} → ${now.en}`)]
  })
  const join = (all: readonly Say[]) => say(all.map((it) => it.zh).join('，'), all.map((it) => it.en).join(', '))
  const row = inputs.length > 0 ? join(inputs) : say('其他情况', 'anything else')
  return {
    at: `tables.${name}.rows`,
    what: 'changed',
    says: say(`${about.zh}，${row.zh}：${join(changes).zh}`, `${about.en}, ${row.en}: ${join(changes).en}`),
  }
}
