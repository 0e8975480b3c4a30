/** Examples that a community lets come out otherwise: named, so that no other difference slips in with them. */
import { entriesOf, kindsOf, unknown } from './check/ground.js'
import type { Use } from './community.js'
import type { PackFile } from './format.js'

/** The names under which the examples are tried; a name that no example has is told. */
export function acceptsOf(file: PackFile, use: Use): readonly string[] {
  const stories = new Map(
    (file.examples ?? []).flatMap(({ name: { zh, en } }) => [
      [zh, zh],
      [en, zh],
    ]),
  )
  const rules = [
    ...entriesOf(file.acts).flatMap(([, act]) => act.rules ?? []),
    ...kindsOf(file).flatMap(([, kind]) => [...(kind.rules ?? []), ...(kind.always ?? [])]),
  ].map(({ name }) => name)
  for (const name of [...rules, ...Object.keys(file.tables ?? {}), ...Object.keys(file.clocks ?? {})])
    if (!stories.has(name)) stories.set(name, name)
  return use.accepts.flatMap(({ value: { example }, teller, path }) => {
    const name = stories.get(example)
    if (name === undefined) unknown({ teller }, [...path, 'example'], 'example', example, stories.keys())
    return name ?? []
  })
}
