/** The door: who asks, how often, how much at once, and what is told when something goes wrong. */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Clock } from '../types.js'
import { Bell } from './bell.js'
import { codeOf } from './database.js'
import type { Database } from './database.js'
import { newNode } from '../time/stamp.js'
import { Metrics } from './metrics.js'
import { Rates } from './rates.js'
import { Refusal } from './refusal.js'
import { routes } from './routes.js'
import type { Limits } from './settings.js'
import { claimsOf } from './tokens.js'
import type { Claims, TokenKey } from './tokens.js'

export interface Options {
  readonly database: Database
  readonly key: TokenKey
  readonly clock: Clock
  readonly limits: Limits
  readonly rate: number
  readonly origins: readonly string[]
  /** One line of JSON for each request and each fault; nothing in it is about a person. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

/** What routes are made with. */
export interface House extends Options {
  readonly bell: Bell
  readonly metrics: Metrics
  /** What is being written just now. */
  readonly working: Set<Promise<unknown>>
}

export interface Asked {
  readonly claims: Claims
  readonly query: URLSearchParams
  /** What stands behind the last slash of the route. */
  readonly tail: string
  /** The whole body, at most `limits.maxBodyBytes`. */
  readonly body: () => Promise<Buffer>
  /** Whoever asked hung up. */
  readonly gone: AbortSignal
}

export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** For the log. */
  readonly lines?: number
}

const json = 'application/json; charset=utf-8'

/** A server that does not listen yet. `stop` lets what runs come to its end. */
export function serverOf(options: Options): { readonly server: Server; readonly stop: () => Promise<void> } {
  const { clock } = options
  const house: House = { ...options, bell: new Bell(clock, newNode()), metrics: new Metrics(), working: new Set() }
  const rates = new Rates(options.rate)
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 })
  server.on('request', (request, response) => void handle(house, rates, request, response))
  return {
    server,
    stop: () =>
      new Promise((go) => {
        server.close(() => go())
        house.bell.hush()
        server.closeIdleConnections()
      }),
  }
}

async function handle(house: House, rates: Rates, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = performance.now()
  const { method = 'GET' } = request
  const url = new URL(request.url ?? '/', 'http://localhost')
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  let name = 'none'
  let lines: number | undefined
  const cors = corsFor(house.origins, request.headers.origin)
  try {
    if (method === 'OPTIONS') return void response.writeHead(204, { ...cors, ...preflight }).end()
    const found = routes.find((route) => route.method === method && matches(route.path, url.pathname))
    if (!found) throw new Refusal(404, 'There is no such route.')
    name = found.path
    const asked = {
      claims: found.open ? nobody : admitted(house, rates, request),
      query: url.searchParams,
      tail: tailOf(url.pathname),
      body: () => bodyOf(request, house.limits.maxBodyBytes),
      gone: gone.signal,
    }
    const answer = await found.answer(house, asked)
    lines = answer.lines
    const type = answer.type ?? json
    response
      .writeHead(answer.status ?? 200, { 'content-type': type, ...kept, ...cors, ...answer.headers })
      .end(answer.body)
  } catch (error) {
    const { status, says, after } = faultOf(error)
    if (status >= 500) house.log({ fault: codeOf(error) || (error as Error).name, route: name })
    const again = after === undefined ? {} : { 'retry-after': String(after) }
    if (response.headersSent) response.destroy()
    else {
      // what is left of a body that is not read must not be taken for the next request
      if (!request.complete) response.setHeader('connection', 'close')
      response
        .writeHead(status, { 'content-type': json, ...kept, ...cors, ...again })
        .end(JSON.stringify({ error: says }))
    }
  } finally {
    const seconds = (performance.now() - began) / 1000
    const { statusCode: status } = response
    house.metrics.add(`linli_requests_total{route="${method} ${name}",status="${status}"}`)
    if (name !== '/v1/bell') house.metrics.took(seconds)
    house.log({ method, route: name, status, ms: Math.round(seconds * 1000), ...(lines !== undefined && { lines }) })
  }
}

const nobody: Claims = { place: '', role: 'read', exp: 0, jti: '' }
const matches = (path: string, pathname: string) =>
  path.endsWith('/*') ? pathname.startsWith(path.slice(0, -1)) && tailOf(pathname) !== '' : pathname === path

function tailOf(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1))
  } catch {
    return ''
  }
}

/** @throws Refusal 401 without a good token, 429 for one that asks too often */
function admitted({ key, clock }: House, rates: Rates, { headers }: IncomingMessage): Claims {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const claims = token === undefined ? undefined : claimsOf(key, token, clock.now())
  if (!claims) throw new Refusal(401, 'A token is needed that is signed for here and has not run out.')
  const wait = rates.ask(claims.jti, clock.now())
  if (wait > 0) throw new Refusal(429, 'This token asks too often.', wait)
  return claims
}

async function bodyOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooMuch = new Refusal(413, `A request has at most ${most} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooMuch
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > most) throw tooMuch
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Answers are for who asked, now. */
const kept = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '7200',
}

function corsFor(origins: readonly string[], origin: string | undefined): Record<string, string> {
  if (origins.length === 0) return {}
  const isWelcome = origin !== undefined && (origins.includes('*') || origins.includes(origin))
  if (!isWelcome) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after, linli-type',
  }
}

/** The database is being restarted, or takes no more connections. */
const away = /^(08|57|53|E)|^$/
const isAway = (error: unknown) =>
  away.test(codeOf(error)) && !(error instanceof TypeError || error instanceof RangeError)

function faultOf(error: unknown): {
  readonly status: number
  readonly says: string
  readonly after?: number | undefined
} {
  if (error instanceof Refusal) return { status: error.status, says: error.message, after: error.after }
  if (codeOf(error) === '53100') return { status: 507, says: 'There is no room left.' }
  if (isAway(error)) return { status: 503, says: 'The database is not there; try again.', after: 1 }
  return { status: 500, says: 'Something went wrong here; it is in the log.' }
}
