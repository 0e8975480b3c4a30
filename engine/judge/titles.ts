/** What a fact is called, also where a path leads away from its name: `「延期」次数`, `办理之前的环节`. */
import type { Name } from '../pack/book.js'
import type { Say } from '../types.js'
import { say } from './words.js'

export type Names = ReadonlyMap<string, Name>
type Member = Omit<Name, 'from'>

export interface Called extends Pick<Name, 'type' | 'choices'> {
  readonly title: Say
  /** As it stands in a sentence: an English title in quotation marks, or its words would run into the others. */
  readonly said: Say
}

/** A fact of a sentence. What nobody has named cannot be said in Chinese; the loader asks for titles. */
export const unnamed: Say = say('未命名的一项', 'something unnamed')
const titleOf = ({ title }: Pick<Name, 'title'>): Say => title ?? unnamed

export function called(names: Names, fact: string, path: readonly string[] = []): Called {
  const name = names.get(fact)
  const way: Member[] = []
  let at: Member | undefined = name
  for (const part of path) {
    at = at?.members && Object.hasOwn(at.members, part) ? at.members[part] : undefined
    if (at) way.push(at)
  }
  if (!name || !at) return { type: 'object', title: unnamed, said: unnamed }
  const { type, choices } = at
  return { type, ...(choices && { choices }), title: titleOf(at), said: said(name, way) }
}

function said(name: Name, way: readonly Member[]): Say {
  const last = titleOf(way.at(-1) ?? name)
  const first = titleOf(way[0] ?? name)
  const plain = say(last.zh, `"${last.en}"`)
  if (way.length === 0) return plain
  if (way.at(-1)!.name === 'length') return counted(titleOf(way.at(-2) ?? name))
  // what a table answers stands for itself: 办理层级, and not 事项类型的办理层级
  if (name.from === 'table') return plain
  switch (name.from === 'kernel' && name.name) {
    case 'times':
      return say(`「${last.zh}」次数`, `times of "${last.en}"`)
    case 'last':
      if (way.length === 1) return say(`最近一次「${first.zh}」`, `the last "${first.en}"`)
      return say(`最近一次「${first.zh}」的${last.zh}`, `"${last.en}" of the last "${first.en}"`)
    case 'was':
      return say(`办理之前的${last.zh}`, `"${last.en}" before this`)
    default:
      return say(`${titleOf(name).zh}的${last.zh}`, `"${last.en}" of "${titleOf(name).en}"`)
  }
}

const counted = (of: Say) => say(`${of.zh}的个数`, `number in "${of.en}"`)
