/** Which column was which the last time, so that an office that brings the same table each week answers once. */
import type { CaseMapping } from '../../engine/cases/columns.js'

// A page in a sandbox may forbid storage: then the question is simply asked again.
const attempt = <T>(does: () => T): T | undefined => {
  try {
    return does()
  } catch {
    return undefined
  }
}

const name = (community: string, kind: string) => `linli-columns ${community} ${kind}`

/** What was kept, as far as this table has such columns. */
export const readColumns = (community: string, kind: string, headings: readonly string[]): CaseMapping =>
  attempt(() => {
    const kept = JSON.parse(localStorage.getItem(name(community, kind)) ?? '{}') as Record<string, string>
    return Object.fromEntries(Object.entries(kept).filter(([, heading]) => headings.includes(heading)))
  }) ?? {}

export const keepColumns = (community: string, kind: string, mapping: CaseMapping): void =>
  void attempt(() => localStorage.setItem(name(community, kind), JSON.stringify(mapping)))
