/** What a figure is taken over: a kind of dossier, or lines of an act, with what may be asked of each. */
import type { Say } from '../types.js'
import { lineMembers, ownMembers } from './around.js'
import type { Derivation, PackFile } from './format.js'
import { elsewhere, walkName, type Beside, type Member, type Members } from './members.js'

/** What a derivation looks through: a kind of dossier, or its own lines of an act; with what stands in each. */
export interface Looked {
  readonly title: Say
  readonly members: Members
  readonly lines: boolean
}

export function lookedThrough(how: Pick<Derivation, 'of' | 'act'>, file: PackFile, beside: Beside): Looked | undefined {
  if (how.of !== undefined) {
    const { file: other, name } = elsewhere(how.of, file, beside)
    const kind = other?.dossiers?.[name]
    return other && kind && { title: kind.title, members: ownMembers(other, name, kind, beside), lines: false }
  }
  const act = how.act === undefined ? undefined : file.acts?.[how.act]
  const kind = act && file.dossiers?.[act.on]
  return act && kind && { title: act.title, members: lineMembers(file, kind, beside), lines: true }
}

/** A path among the members of what is looked through. */
export function memberOf(members: Members, path: string | undefined): Member | undefined {
  if (path === undefined) return undefined
  const [head, ...rest] = path.split('.') as [string, ...string[]]
  const first = Object.hasOwn(members, head) ? members[head] : undefined
  const walked = first && walkName(first, rest)
  return walked && 'end' in walked ? walked.end : undefined
}
