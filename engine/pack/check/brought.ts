/** What acts, rules and clocks bring about: without it each check would walk their effects by itself. */
import type { Effect } from '../../types.js'
import type { PackFile } from '../format.js'

/** An effect as the effects it stands for, in order. */
export const flat = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? ((effect.params?.['effects'] ?? []) as unknown as Effect[]).flatMap(flat) : [effect]

/** Acts that are proposed on dossiers of a kind, by whatever brings it about there. */
export function proposedOn({ acts = {}, clocks = {}, dossiers = {} }: PackFile, kind: string): readonly string[] {
  const own = <It extends { readonly on: string }>(all: Readonly<Record<string, It>>) =>
    Object.values(all).filter(({ on }) => on === kind)
  const rules = [...own(acts).flatMap((act) => act.rules ?? []), ...(dossiers[kind]?.rules ?? [])]
  const brought = [
    ...rules.map(({ event }) => event),
    ...own(acts).flatMap((act) => act.then ?? []),
    ...own(clocks).flatMap(({ due, warn }) => [...due, ...(warn?.then ?? [])]),
  ]
  const names = brought
    .flatMap(flat)
    .flatMap(({ type, params }) => (type === 'propose' ? [String(params?.['act'])] : []))
  return [...new Set(names)]
}
