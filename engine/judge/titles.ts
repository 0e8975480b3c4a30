/** What a fact is called, also where a path leads away from its name: `「延期」次数`, `办理之前的环节`, `地点所在社区`. */
import type { Name } from '../pack/book.js'
import { kindTitles } from '../roster/kinds.js'
import type { Say } from '../types.js'
import { say } from './words.js'

export type Names = ReadonlyMap<string, Name>
type Member = Omit<Name, 'from'>

export interface Called extends Pick<Name, 'type' | 'choices' | 'unit'> {
  readonly title: Say
  /** As it stands in a sentence: an English title in quotation marks, or its words would run into the others. */
  readonly said: Say
  /** It is looked for in other dossiers, not all of which need be held here. */
  readonly far?: boolean
}

/** A fact of a sentence. What the pack does not know cannot be said in Chinese. */
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
  const { type, choices, unit } = at
  return {
    type,
    ...(choices && { choices }),
    ...(unit && { unit }),
    title: titleOf(at),
    said: said(name, way),
    far: [name, ...way].some(({ reach }) => reach === 'near' || reach === 'wide'),
  }
}

/** A name and what it leads to, in one phrase. */
function said(name: Name, way: readonly Member[]): Say {
  const [first, ...rest] = way
  const own = titleOf(name)
  if (!first) return say(own.zh, `"${own.en}"`)
  // what a table answers stands for itself: 办理层级, and not 事项类型的办理层级
  if (name.from === 'table') return said({ ...first, from: 'field' }, rest)
  if (name.from === 'parent' || (name.from === 'kernel' && name.name === 'parent'))
    return of(say(`上级${own.zh}`, `the "${own.en}" above`), first, rest)
  switch (name.from === 'kernel' && name.name) {
    case 'was': {
      const { zh, en } = said({ ...first, from: 'kernel' }, rest)
      return say(`办理之前的${zh}`, `${en} before this`)
    }
    case 'times':
      return say(`「${titleOf(first).zh}」次数`, `times of "${titleOf(first).en}"`)
    case 'last':
      return last(titleOf(first), rest)
    case 'children':
      return count(titleOf(first), rest[0])
    default:
      return of(say(own.zh, `"${own.en}"`), first, rest)
  }
}

/** What lies under something, with the words for it. */
function of(whole: Say, first: Member, rest: readonly Member[]): Say {
  if (first.name === 'length') return say(`${whole.zh}的个数`, `number in ${whole.en}`)
  const { zh, en } = titleOf(first)
  // the place of a kind around a place
  const around = first.type === 'place' && Object.hasOwn(kindTitles, first.name)
  const here = around
    ? say(`${whole.zh}所在${zh}`, `the ${en} of ${whole.en}`)
    : say(`${whole.zh}的${zh}`, `"${en}" of ${whole.en}`)
  const [next, ...further] = rest
  if (!next) return here
  // times, lines and roles say by themselves what they belong to
  switch (first.name) {
    case 'times':
    case 'last': {
      const inner = said({ ...first, from: 'kernel' }, rest)
      return say(`${whole.zh}的${inner.zh}`, `${inner.en} of ${whole.en}`)
    }
    case 'held':
      return of(whole, next, further)
    default:
      return of(here, next, further)
  }
}

function last(act: Say, [word, field, ...further]: readonly Member[]): Say {
  const line = say(`最近一次「${act.zh}」`, `the last "${act.en}"`)
  if (!word) return line
  if (word.name === 'data' && field) return of(say(`${line.zh}填写`, line.en), field, further)
  return of(line, word, field ? [field, ...further] : [])
}

function count(kind: Say, step: Member | undefined): Say {
  if (!step) return say(`下级${kind.zh}`, `"${kind.en}" below`)
  const { zh, en } = titleOf(step)
  if (step.name === 'total') return say(`下级${kind.zh}的件数`, `number of "${kind.en}"`)
  if (step.name === 'open') return say(`未结的${kind.zh}件数`, `number of open "${kind.en}"`)
  return say(`「${zh}」的${kind.zh}件数`, `number of "${kind.en}" at "${en}"`)
}
