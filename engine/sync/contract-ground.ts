/** What the cases of the contract have in common: a tree of places, lines, and devices that read to the end. */
import { canonical } from '../pack/digest.js'
import type { DossierId, Entry, Json, PlaceId } from '../types.js'
import type { Cursor, PushResult, Scope, SyncError, SyncSession } from './adapter.js'
import type { Case, Ground } from './contract.js'

/** `g70` begins like `g7` and lies beside it. */
const tree = { town: undefined, g7: 'town', g70: 'town', 'g7-1': 'g7' } as const

export const never = new AbortController().signal

/** A case on a ground of its own. */
export const on = (of: Case['of'], name: string, test: (ground: Ground) => Promise<void>): Case => ({
  of,
  name: `${of}: ${name}`,
  async run(grounds) {
    const ground = await grounds(tree)
    try {
      await test(ground)
    } finally {
      await ground.close()
    }
  },
})

let made = 0

/** A line as a station writes it; without `place` it goes on with a dossier that is there. */
export function line(dossier: DossierId, more: Partial<Entry> = {}): Entry {
  const id = `${(1_586_480_400_000 + ++made).toString(36).padStart(9, '0')}.001.contract`
  const opens = more.place !== undefined
  const [from, to] = opens ? ['new', 'open'] : ['open', 'open']
  return {
    ...{ id, act: 'note', on: dossier, by: 'wang', at: 1_586_480_400_000 + made, data: {}, from, to },
    ...{ pack: 'contract@1+00000000', facts: {}, held: [], effects: [] },
    ...(opens && { kind: dossier.slice(0, dossier.indexOf('/')) }),
    ...more,
  }
}

export const opening = (dossier: DossierId, place: PlaceId = 'g7', more: Partial<Entry> = {}): Entry =>
  line(dossier, { place, ...more })

/** So many dossiers, each of one line. */
export const openings = (count: number, place: PlaceId = 'g7', kind = 'case'): readonly Entry[] =>
  Array.from({ length: count }, () => opening(`${kind}/${++made}`, place))

const lettersOf = (entry: Entry): string => canonical(entry as unknown as Json)
export const idsOf = (entries: readonly Entry[]): readonly string[] => entries.map(({ id }) => id)

export async function session(ground: Ground, place: PlaceId = 'town'): Promise<SyncSession> {
  const token = await ground.token(place)
  return ground.adapter().open({ getToken: () => Promise.resolve(token) }, never)
}

/** Everything behind a cursor, page by page. */
export async function readAll(
  far: SyncSession,
  {
    scope = { place: 'town' },
    cursor = null,
    limit = 50,
  }: { scope?: Scope; cursor?: Cursor | null; limit?: number } = {},
): Promise<{ readonly entries: readonly Entry[]; readonly cursor: Cursor }> {
  const entries: Entry[] = []
  for (let pages = 0, at = cursor; ; pages++) {
    const page = await far.pull(scope, at, limit, never)
    must(page.entries.length <= limit, `a page has at most ${limit} lines, not ${page.entries.length}`)
    must(pages < 10_000, 'pages come to an end')
    entries.push(...page.entries)
    at = page.cursor
    if (!page.more) return { entries, cursor: at }
  }
}

export async function pushAll(far: SyncSession, entries: readonly Entry[]): Promise<void> {
  const results = await far.push(entries, never)
  for (const result of results) must(result.status === 'stored', `a line in order is stored, not ${told(result)}`)
  must(results.length === entries.length, 'there is one answer for each line')
}

export const told = (result: PushResult | undefined): string => JSON.stringify(result)

export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`Not as promised: ${promise}.`)
}

/** The same lines, in whatever order, each as often. */
export function mustBe(found: readonly Entry[], wanted: readonly Entry[], promise: string): void {
  const [have, want] = [found, wanted].map((lines) => lines.map(lettersOf).sort())
  const missing = want!.filter((one) => !have!.includes(one))
  must(missing.length === 0, `${promise}; ${missing.length} of ${want!.length} are missing, e.g. ${missing[0]}`)
  must(have!.length === want!.length, `${promise}; ${have!.length} came instead of ${want!.length}`)
}

/** Fails with one of these codes; without codes in any way. */
export async function mustFail(work: Promise<unknown>, promise: string, ...codes: readonly string[]): Promise<void> {
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  )
  must(error !== undefined, `${promise}, and it went through`)
  const code = (error as Partial<SyncError>).code
  must(
    codes.length === 0 || codes.includes(String(code)),
    `${promise}, by ${codes.join(' or ')} and not ${String(error)}`,
  )
}

/** Resolves in the turn after the next of the event loop, without a timer. */
export const turn = (): Promise<void> =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      go()
    }
    port2.postMessage(null)
  })
