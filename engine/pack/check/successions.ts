/** A kind that says which place takes over another: its fields must be able to say so. */
import type { FieldType, Kind } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, type Ground } from './ground.js'

const types = {
  since: ['date'],
  heir: ['place', 'text'],
  name: ['words'],
  takes: ['places'],
  homes: ['number'],
  stay: ['number'],
} as const

export function checkSuccession(ground: Ground, { fields, steps, succession }: Kind, path: Path): void {
  if (!succession) return
  for (const word of ['since', 'heir', 'name', 'takes', 'homes', 'stay'] as const) {
    const field = succession[word]
    const isFit = (type: FieldType) => (types[word] as readonly FieldType[]).includes(type)
    const fit = Object.fromEntries(entriesOf(fields).filter(([, { type }]) => isFit(type)))
    if (field !== undefined) known(ground, [...path, word], 'field', field, fit)
  }
  succession.counts.forEach((step, index) => known(ground, [...path, 'counts', index], 'step', step, steps))
  const isNew = fields[succession.heir]?.type === 'text'
  if (isNew === (succession.name !== undefined)) return
  ground.teller.error([...path, isNew ? 'heir' : 'name'], {
    code: isNew ? 'heir-without-name' : 'heir-with-name',
    zh: isNew ? `新的地方要有名称（name）。` : `已有的地方不另起名称（name）。`,
    en: isNew ? 'a new place needs words to be called by (name).' : 'a place that is there is not called anew (name).',
  })
}
