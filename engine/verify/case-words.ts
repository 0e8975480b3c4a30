/** A case in words, fact by fact: `类型「空位」，超出 10厘米，说明没有填`. */
import { inWords, joined, titled, type Wording } from '../judge/explain.js'
import { called, type Called } from '../judge/titles.js'
import { say } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import { order } from '../pack/table.js'
import type { Facts, Json, Say } from '../types.js'

export interface ToldCase {
  /** Kind of dossier whose names the addresses are. */
  readonly of: string
  /** What is told, in this order; what has no value is told as missing. */
  readonly addresses: Iterable<string>
  readonly facts: Facts
  /** Addresses that stand for any text nobody mentions. */
  readonly others: readonly string[]
  /** Said of those. */
  readonly other: Say
}

export function caseWords(
  { of, addresses, facts, others, other }: ToldCase,
  { names }: Pick<Pack, 'names'>,
  wording: Wording,
): Say {
  return joined(
    Array.from(addresses, (address) => {
      const [fact, ...path] = address.split('.') as [string, ...string[]]
      const name = called(names[of] ?? new Map(), fact, path)
      // a step further than a name needs all of its words: 「警告」次数, and not 警告
      const title = path.length === 0 ? name.title : name.said
      const value = facts[address]
      if (value === undefined || value === '') return say(`${title.zh}没有填`, `${title.en} not filled in`)
      if (others.includes(address)) return say(`${title.zh}${other.zh}`, `${title.en} ${other.en}`)
      return titled(title, measured(value, name, wording))
    }),
  )
}

function measured(value: Json, name: Called, wording: Wording): Say {
  // a span in milliseconds is worded in hours and minutes, however it is written
  const plain = name.type === 'duration' ? (order(value, wording.zone) ?? value) : value
  return inWords(plain, name, wording)
}
