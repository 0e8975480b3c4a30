/** Which of the facts that rules asked for a line may keep: nothing personal, and nothing that is judged and forgotten. */
import type { Owner } from '../act/world.js'
import { walkName } from '../pack/members.js'
import type { Data, Facts, Json } from '../types.js'

export function keptOf(facts: Facts, { pack, kind }: Owner): Data {
  const kept: Record<string, Json> = {}
  for (const [address, value] of Object.entries(facts)) {
    const [head, ...path] = address.split('.') as [string, ...string[]]
    const name = pack.names[kind]?.get(head)
    const walked = name && walkName(name, path)
    const end = walked && 'end' in walked ? walked.end : undefined
    if (value !== undefined && !end?.private && end?.keep === undefined) kept[address] = value
  }
  return kept
}
