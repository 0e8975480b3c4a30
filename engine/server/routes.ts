/** What can be asked, each by one function: the same that schemas/sync.openapi.json describes. */
import type { Erasure, Named } from '../sync/adapter.js'
import type { DossierId } from '../types.js'
import { inside } from './access.js'
import { eraseOver } from './erase.js'
import { fetchParcel, missingParcels, pushParcel } from './parcels.js'
import { pullLines, pullRows } from './pull.js'
import type { Asking } from './pull.js'
import { pushLines } from './push.js'
import type { Pushed } from './push.js'
import { Refusal } from './refusal.js'
import { pushRows } from './rows.js'
import type { Answer, Asked, House } from './server.js'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `/*` at its end for anything there. */
  readonly path: string
  /** Without a token. */
  readonly open?: true
  answer(house: House, asked: Asked): Promise<Answer>
}

const answerWith = (value: unknown, more: Partial<Answer> = {}): Answer => ({ body: JSON.stringify(value), ...more })

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/health',
    open: true,
    async answer({ database, clock }) {
      await database.transaction((ask) => ask(alive))
      return answerWith({ ok: true, now: clock.now() })
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    open: true,
    answer: ({ metrics, bell }) =>
      Promise.resolve({ type: 'text/plain; version=0.0.4', body: metrics.text({ linli_bells: bell.waiting }) }),
  },
  {
    method: 'GET',
    path: '/v1',
    answer: ({ database, limits, clock }, { claims }) =>
      inside(database, claims, undefined, ({ epoch }) =>
        Promise.resolve(
          answerWith({ limits, channels, epoch, now: clock.now(), place: claims.place, role: claims.role }),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/v1/lines',
    async answer(house, { claims, body }) {
      const { database, limits } = house
      const { entries, proofs = [] } = objectIn(await body())
      const batch = listIn('entries', entries, limits.maxBatch)
      const beside = listIn('proofs', proofs, 10 * limits.maxBatch)
      const pushing = pushLines(database, claims, limits.maxEntryBytes, batch, beside)
      const { results } = await announced(house, pushing)
      for (const result of results)
        house.metrics.add(`linli_lines_total{result="${result.status === 'rejected' ? result.code : result.status}"}`)
      return answerWith({ results }, { lines: batch.length })
    },
  },
  {
    method: 'GET',
    path: '/v1/lines',
    async answer(house, { claims, query }) {
      const { json, count } = await pullLines(house.database, claims, askingIn(house, query))
      house.metrics.add('linli_lines_pulled_total', count)
      return { body: json, lines: count }
    },
  },
  {
    method: 'POST',
    path: '/v1/sheets',
    async answer(house, { claims, body }) {
      const { database, limits, clock } = house
      const rows = listIn('rows', objectIn(await body())['rows'], limits.maxBatch)
      const pushing = pushRows(database, claims, limits.maxEntryBytes, rows, clock.now())
      const { results } = await announced(house, pushing)
      return answerWith({ results }, { lines: rows.length })
    },
  },
  {
    method: 'GET',
    path: '/v1/sheets',
    async answer(house, { claims, query }) {
      const { json, count } = await pullRows(house.database, claims, askingIn(house, query))
      return { body: json, lines: count }
    },
  },
  {
    method: 'POST',
    path: '/v1/parcels/missing',
    async answer({ database, limits }, { claims, body }) {
      const named = listIn('named', objectIn(await body())['named'], 10 * limits.maxBatch) as readonly Named[]
      return answerWith({ missing: await missingParcels(database, claims, named) })
    },
  },
  {
    method: 'PUT',
    path: '/v1/parcels/*',
    async answer({ database, limits }, { claims, query, tail: hash, body }) {
      const brought = { hash, ...dossierIn(query), type: typeIn(query), bytes: await body() }
      return answerWith({ result: await pushParcel(database, claims, limits.maxParcelBytes, brought) })
    },
  },
  {
    method: 'GET',
    path: '/v1/parcels/*',
    async answer({ database }, { claims, query, tail: hash }) {
      const parcel = await fetchParcel(database, claims, { hash, ...dossierIn(query) })
      if (!parcel) throw new Refusal(404, 'There is no such parcel for this dossier.')
      // never what it says it is: a page among pictures must not become one of this origin
      const headers = { 'linli-type': parcel.type, 'content-disposition': 'attachment' }
      return { type: 'application/octet-stream', headers, body: parcel.bytes }
    },
  },
  {
    method: 'POST',
    path: '/v1/erase',
    async answer({ database, limits, clock }, { claims, body }) {
      const gone = listIn('gone', objectIn(await body())['gone'], limits.maxBatch) as readonly Erasure[]
      return answerWith({ results: await eraseOver(database, claims, gone, clock.now()) })
    },
  },
  {
    method: 'GET',
    path: '/v1/bell',
    async answer({ database, bell }, { claims, query, gone }) {
      const { place, kinds } = scopeIn(query)
      // taken before the database is asked, so that nothing is missed meanwhile
      const mark = query.get('mark') ?? bell.mark
      const path = await inside(database, claims, place, ({ scope }) => Promise.resolve(scope))
      return answerWith(await bell.wait({ scope: path, kinds }, mark, gone))
    },
  },
]

/**
 * What is carried beside lines. Keys to sealed answers are not: they would lie in one database, and in one backup, with what
 * they open.
 */
const channels = ['proofs', 'sheets', 'parcels', 'erase']

const alive = { name: 'alive', text: 'select 1' }

/** Rings when something is there, and again when everybody can see it: when all that began before it are over. */
async function announced<T extends Pick<Pushed, 'news'>>({ bell, working }: House, pushing: Promise<T>): Promise<T> {
  working.add(pushing)
  const pushed = await pushing.finally(() => working.delete(pushing))
  if (pushed.news.size === 0) return pushed
  bell.ring(pushed.news)
  if (working.size > 0) void Promise.allSettled(working).then(() => bell.ring(pushed.news))
  return pushed
}

function objectIn(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof found === 'object' && found !== null) return found as Readonly<Record<string, unknown>>
  } catch {
    // said below
  }
  throw new Refusal(400, 'The body is no JSON object.')
}

function listIn(name: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new Refusal(400, `"${name}" is a list.`)
  if (value.length > most) throw new Refusal(413, `"${name}" has at most ${most} members.`)
  return value
}

function scopeIn(query: URLSearchParams) {
  const place = query.get('place')
  if (!place) throw new Refusal(400, '"place" is missing.')
  const kinds = query.get('kinds')?.split(',').filter(Boolean)
  return { place, ...(kinds && { kinds }) }
}

const askingIn = ({ limits, clock }: House, query: URLSearchParams): Asking => ({
  scope: scopeIn(query),
  cursor: query.get('after'),
  limit: limitIn(query, limits.maxBatch),
  now: clock.now(),
})

function dossierIn(query: URLSearchParams): { readonly on: DossierId } {
  const on = query.get('on')
  if (!on?.includes('/')) throw new Refusal(400, '"on" names no dossier.')
  return { on: on as DossierId }
}

function typeIn(query: URLSearchParams): string {
  const type = query.get('type') ?? ''
  if (!/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type)) throw new Refusal(400, '"type" is no media type.')
  return type
}

function limitIn(query: URLSearchParams, most: number): number {
  const limit = Number(query.get('limit') ?? most)
  if (!Number.isInteger(limit) || limit < 1) throw new Refusal(400, '"limit" is a number from 1 on.')
  return Math.min(limit, most)
}
