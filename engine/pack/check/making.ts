/** What an expected dossier is made of must not be made of expected dossiers in turn, or looking at one would never end. */
import { headOf, refsIn } from '../../facts/refs.js'
import { needsOf } from '../derivations.js'
import type { Kind, PackFile } from '../format.js'
import { entriesOf, kindsOf, type Ground } from './ground.js'

/** Kinds with expected dossiers that must be there before one of this kind can be worked out, straight or by its facts. */
function needed(name: string, kind: Kind, file: PackFile): readonly string[] {
  const { clocks = {}, conditions = {}, dossiers = {}, facts = {}, tables = {} } = file
  const timed = Object.values(clocks).filter(({ on, runs }) => on === name && runs.includes(kind.expected!.step))
  const open = [
    ...refsIn([kind.expected!.sets, timed.map(({ limit, until, calendar }) => [limit, until, calendar])]),
    ...timed.flatMap(({ when }) => asks(when, conditions)),
  ]
  const kinds = new Set(kind.parent === undefined ? [] : [kind.parent])
  const seen = new Set<string>()
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    const head = headOf(address)
    const [, below] = address.split('.')
    if (head === 'children' && below !== undefined) kinds.add(below)
    if (seen.has(head)) continue
    seen.add(head)
    const how = facts[head]
    if (how?.of !== undefined) kinds.add(how.of)
    open.push(...(tables[head]?.inputs ?? (how ? needsOf(how) : [])))
  }
  return [...kinds].filter((one) => dossiers[one]?.expected)
}

/** Facts that conditions name, wherever they stand, with those of the named conditions among them. */
function asks(value: unknown, conditions: PackFile['conditions'] = {}, inside: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { fact, path, condition } = value as { fact?: unknown; path?: unknown; condition?: unknown }
  const named = typeof condition === 'string' && !inside.includes(condition) ? condition : undefined
  return [
    ...(typeof fact === 'string' ? [typeof path === 'string' ? `${fact}.${path}` : fact] : []),
    ...(named === undefined ? [] : asks(conditions[named], conditions, [...inside, named])),
    ...Object.values(value).flatMap((one) => asks(one, conditions, inside)),
  ]
}

export function checkMaking({ file, teller }: Ground): void {
  const next = new Map(
    kindsOf(file).flatMap(([name, kind]): [string, readonly string[]][] =>
      kind.expected ? [[name, needed(name, kind, file)]] : [],
    ),
  )
  const told = new Set<string>()
  const walk = (name: string, above: readonly string[]): void => {
    const start = above.indexOf(name)
    if (start < 0) {
      for (const one of next.get(name) ?? []) walk(one, [...above, name])
      return
    }
    const circle = above.slice(start)
    const key = [...circle].sort().join(' ')
    if (told.has(key)) return
    told.add(key)
    const words = [...circle, name].join(' → ')
    const zh = `应有档案绕成了圈：${words}。它们的内容和时限要先看彼此，永远算不出来。`
    const en = `expected dossiers run in a circle: ${words}. What they hold and when they are due looks at one another and would never be worked out.`
    teller.error(['dossiers', name, 'expected'], { code: 'circle', zh, en, found: name })
  }
  for (const [name] of entriesOf(file.dossiers)) if (next.has(name)) walk(name, [])
}
