/** Findings as sentences: `第4行和第5行都适用：类型「空位」，超出 10厘米` is what people can act on. */
import type { Wording } from '../judge/explain.js'
import { say } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { Say } from '../types.js'
import { caseWords } from './case-words.js'
import { ruleFindingWords } from './rule-words.js'
import type { Finding, PackFinding, TableFinding } from './verify.js'

/** What was found, with its witness; rows are counted from 1. */
export const findingWords = (finding: PackFinding, pack: Pick<Pack, 'file' | 'names'>, wording: Wording): Say =>
  'table' in finding ? tableFindingWords(finding, pack, wording) : ruleFindingWords(finding, pack, wording)

function tableFindingWords(finding: TableFinding, pack: Pick<Pack, 'file' | 'names'>, wording: Wording): Say {
  const { kind, answer, rows, witness } = finding
  if (answer === 'undecided') return undecided(kind, rows)
  const [first, second] = rows.map((row) => row + 1)
  const { table, of, others = [] } = finding
  const addresses = new Set(pack.file.tables![table]!.inputs)
  const other = say('是表里没有提到的', 'not in the table')
  const shown = witness && caseWords({ of, addresses, facts: witness, others, other }, pack, wording)
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
