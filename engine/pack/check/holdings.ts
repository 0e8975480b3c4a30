/** A kind that says who holds a post: its fields must be able to say so, and somebody must be able to take one. */
import type { Kind } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, type Ground } from './ground.js'

const types = { post: 'choice', holder: 'party', since: 'date', gone: 'date' } as const

export function checkHolding(ground: Ground, name: string, kind: Kind, path: Path): void {
  const { holding } = kind
  if (!holding) return
  for (const word of ['post', 'holder', 'since', 'gone'] as const) {
    const field = holding[word]
    const fitting = Object.fromEntries(entriesOf(kind.fields).filter(([, { type }]) => type === types[word]))
    known(ground, [...path, word], 'field', field, fitting)
  }
  const acts = entriesOf(ground.file.acts).filter(([, { on }]) => on === name)
  known(ground, [...path, 'takes'], 'act', holding.takes, Object.fromEntries(acts))
}
