/** A draw is made once and kept by its line: anywhere but in `sets` it would come out otherwise each time it is read. */
import { headOf, isRef } from '../../facts/refs.js'
import type { Say } from '../../types.js'
import { needsOf } from '../derivations.js'
import type { Path } from '../trouble.js'
import { placeholders } from '../words.js'
import { entriesOf, type Ground } from './ground.js'

export function checkDraws({ file, teller }: Ground): void {
  const facts = entriesOf(file.facts)
  const drawn = new Set(facts.flatMap(([name, { how }]) => (how === 'draw' ? name : [])))
  if (drawn.size === 0) return
  const look = (address: string, path: Path) => {
    const name = headOf(address)
    if (!drawn.has(name)) return
    const fault = {
      zh: `「${name}」是抽签，只能写在 sets 里：抽一次，由那一行记下。`,
      en: `"${name}" is a draw and may stand in sets only: it is drawn once, and the line keeps it.`,
      found: name,
    }
    teller.error(path, { code: 'draw-outside', ...fault })
  }
  const visit = (value: unknown, path: Path): void => {
    if (path[0] === 'acts' && path[2] === 'sets') return
    if (isRef(value)) look(value.fact, [...path, 'fact'])
    else if (typeof value === 'string') for (const { name } of placeholders({ zh: value } as Say)) look(name, path)
    else if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index]))
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) visit(one, [...path, name])
    // a condition is a reference and holds its other side in `value`
    if (isRef(value) && 'value' in value) visit(value.value, [...path, 'value'])
  }
  const { facts: _, examples: __, sample: ___, ...rest } = file
  visit(rest, [])
  for (const [name, how] of facts) for (const need of needsOf(how)) look(need, ['facts', name])
  for (const [name, { inputs }] of entriesOf(file.tables))
    inputs.forEach((input, index) => look(input, ['tables', name, 'inputs', index]))
}
