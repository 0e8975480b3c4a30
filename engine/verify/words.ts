/** Findings as sentences: `第4行和第5行都适用：类型「空位」，超出 10厘米` is what people can act on. */
import { inWords, joined, titled, type Wording } from '../judge/explain.js'
import { called, type Called } from '../judge/titles.js'
import { say } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import { order } from '../pack/table.js'
import type { Data, Json, Say } from '../types.js'
import type { Finding, PackFinding } from './verify.js'

/** What was found, with its witness; rows are counted from 1. */
export function findingWords(finding: PackFinding, pack: Pick<Pack, 'file' | 'names'>, wording: Wording): Say {
  const { kind, answer, rows, witness } = finding
  if (answer === 'undecided') return undecided(kind, rows)
  const [first, second] = rows.map((row) => row + 1)
  const shown = witness && caseWords(finding, witness, pack, wording)
  switch (kind) {
    case 'overlap':
      return say(
        `第${first}行和第${second}行都适用：${shown!.zh}`,
        `Rows ${first} and ${second} both match: ${shown!.en}`,
      )
    case 'contradiction':
      return say(
        `第${first}行和第${second}行都适用，结果却不同：${shown!.zh}`,
        `Rows ${first} and ${second} both match and answer differently: ${shown!.en}`,
      )
    case 'gap':
      return say(`没有一行适用：${shown!.zh}`, `No row matches: ${shown!.en}`)
    case 'dead':
      return shown
        ? say(
            `第${first}行永远用不上，它适用的情况都归了别的行，例如归第${second}行的：${shown.zh}`,
            `Row ${first} never decides, other rows take all its cases; row ${second} takes, for one: ${shown.en}`,
          )
        : say(`第${first}行永远用不上，没有一种情况符合它`, `Row ${first} never decides: nothing can match it`)
  }
}

function undecided(kind: Finding['kind'], rows: readonly number[]): Say {
  const row = rows.length > 0 ? rows[0]! + 1 : undefined
  switch (kind) {
    case 'overlap':
      return say('表太大，没有查完是否有两行同时适用', 'The table is too large to tell whether two rows both match')
    case 'contradiction':
      return say(
        '表太大，没有查完是否有两行同时适用而结果不同',
        'The table is too large to tell whether two rows both match and answer differently',
      )
    case 'gap':
      return say(
        '表太大，没有查完是否有情况没有一行适用',
        'The table is too large to tell whether some case matches no row',
      )
    case 'dead':
      return row === undefined
        ? say('表太大，没有查完是否有永远用不上的行', 'The table is too large to tell whether some row never decides')
        : say(`表太大，没有查完第${row}行是否用得上`, `The table is too large to tell whether row ${row} ever decides`)
  }
}

function caseWords(
  { table, of, others = [] }: PackFinding,
  witness: Data,
  { file, names }: Pick<Pack, 'file' | 'names'>,
  wording: Wording,
): Say {
  const inputs = new Set(file.tables![table]!.inputs)
  return joined(
    Array.from(inputs, (input) => {
      const [fact, ...path] = input.split('.') as [string, ...string[]]
      const name = called(names[of]!, fact, path)
      // a step further than a name needs all of its words: 「警告」次数, and not 警告
      const title = path.length === 0 ? name.title : name.said
      const value = witness[input]
      if (value === undefined) return say(`${title.zh}没有填`, `${title.en} not filled in`)
      if (others.includes(input)) return say(`${title.zh}是表里没有提到的`, `${title.en} not in the table`)
      const unit = path.length === 0 ? (file.dossiers![of]!.fields[fact] ?? file.params?.[fact])?.unit : undefined
      return titled(title, measured(value, name, unit, wording))
    }),
  )
}

function measured(value: Json, name: Called, unit: Say | undefined, wording: Wording): Say {
  // a span in milliseconds is worded in hours and minutes, however it is written
  const plain = name.type === 'duration' ? (order(value, wording.zone) ?? value) : value
  const words = inWords(plain, name, wording)
  return unit ? say(`${words.zh}${unit.zh}`, `${words.en} ${unit.en}`) : words
}
