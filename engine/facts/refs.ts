/** Which facts something asks for, as addresses such as `step`, `parent.step`, `routing.limit`; without them everything would be fetched. */
import { factAt } from '../judge/comparable.js'
import type { Norm } from '../pack/book.js'
import type { FactRef, Value } from '../pack/format.js'
import { placeholders } from '../pack/words.js'
import type { Facts, Json, Say } from '../types.js'

/** A fact and the way that leads on from it, joined by dots. */
export type Address = string

export const headOf = (address: Address): string => address.split('.', 1)[0]!

const addressOf = ({ fact, path }: { readonly fact: string; readonly path?: string | readonly string[] }): Address =>
  [fact, ...(typeof path === 'string' ? [path] : (path ?? []))].join('.')

/** Facts that conditions ask for, on either side. */
export function asked(norm: Norm, into = new Set<Address>()): Set<Address> {
  if ('all' in norm) for (const part of norm.all) asked(part, into)
  else if ('any' in norm) for (const part of norm.any) asked(part, into)
  else {
    into.add(addressOf(norm))
    if ('fact' in norm.than) into.add(addressOf(norm.than))
  }
  return into
}

export const isRef = (value: unknown): value is FactRef =>
  typeof value === 'object' && value !== null && typeof (value as FactRef).fact === 'string'

/** A constant as it stands, a `{ fact }` as its value, also in a list; undefined where that is missing. */
export function valueOf(value: Value, facts: Facts): Json | undefined {
  if (Array.isArray(value) && value.some(isRef))
    return (value as readonly Value[]).flatMap((it) => valueOf(it, facts) ?? [])
  return isRef(value) ? (factAt(facts, value.fact, value.path?.split('.')) ?? undefined) : value
}

/** Every fact named anywhere in a value: effects, sets, limits, texts. */
export function refsIn(value: unknown, into = new Set<Address>()): Set<Address> {
  if (isRef(value)) into.add(addressOf(value))
  else if (Array.isArray(value)) for (const part of value) refsIn(part, into)
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) refsIn(part, into)
  else if (typeof value === 'string')
    for (const { name, path } of placeholders({ zh: value } as Say)) into.add(addressOf({ fact: name, path }))
  return into
}
