// The real server over a real database, in this process or in one of its own, and the contract's ground on it.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../scripts/postgres.mjs'
import { canonical } from '../../dist/engine/pack/digest.js'
import * as clock from '../../dist/engine/time/clock.js'
import * as adapters from '../../dist/engine/sync/http.js'
import * as database from '../../dist/engine/server/database.js'
import * as erasing from '../../dist/engine/server/erase.js'
import * as places from '../../dist/engine/server/places.js'
import * as schema from '../../dist/engine/server/schema.js'
import * as servers from '../../dist/engine/server/server.js'
import * as tokens from '../../dist/engine/server/tokens.js'

/** Everything that a server and its adapter are made of; a mutant has others. */
export const built = {
  ...{ ...clock, ...adapters, ...database, ...erasing },
  ...{ ...places, ...schema, ...servers, ...tokens },
}

export const secret = randomBytes(32).toString('hex')
export const key = { alg: 'HS256', secret }
export const limits = { maxBatch: 50, maxEntryBytes: 64_000, maxParcelBytes: 64_000, maxBodyBytes: 1_000_000 }
const hour = 3_600_000

export const tokenFor = (place, role = 'write', until = Date.now() + hour) => tokens.makeToken(key, place, role, until)

/** A cluster with an open database of the server for a test file: both are there once its tests run, and gone with them. */
export function ground() {
  const own = {}
  before(async () => {
    own.cluster = await startPostgres()
    own.db = await built.openPostgres(own.cluster.url(), () => {})
    await built.prepare(own.db)
  })
  after(async () => {
    await own.db?.close()
    own.cluster?.stop()
  })
  return own
}

const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())

/** A server in this process over a database that is open, until it is stopped. */
export async function serve(db, { modules = built, log = () => {}, ...more } = {}) {
  const options = { key, clock: modules.systemClock, limits, rate: 1_000_000, origins: ['*'], log }
  const { server, stop } = modules.serverOf({ database: db, ...options, ...more })
  await new Promise((go) => server.listen(0, '127.0.0.1', go))
  const url = `http://127.0.0.1:${server.address().port}`
  const end = async () => {
    const ended = stop()
    server.closeAllConnections()
    await ended
  }
  return { url, stop: end }
}

const tables = [
  'erased',
  'lines',
  'dossiers',
  'places',
  'turns',
  'revoked',
  'proofs',
  'proved',
  'sheets',
  'parcels',
  'parcel_of',
]

/** Nothing is there, and cursors of before are gone. */
export async function emptied(db, tree) {
  await db.script(`truncate ${tables.map((name) => `linli.${name}`).join(', ')} restart identity`)
  await built.restored(db)
  await built.putPlaces(db, new Map(Object.entries(tree)))
}

/** Revoked from now on. */
export const expire = (db, token) => {
  const { jti, exp } = claims(token)
  return db.script(`insert into linli.revoked values ('${jti}', to_timestamp(${exp}))`)
}

/** @returns the contract's `Grounds` */
export const groundsOn =
  (db, modules = built) =>
  async (tree) => {
    await emptied(db, tree)
    const { url, stop } = await serve(db, { modules })
    const sessions = []
    const adapter = () => {
      const own = modules.httpAdapter(url)
      const open = async (...args) => {
        const session = await own.open(...args)
        sessions.push(session)
        return session
      }
      return {
        id: own.id,
        open,
        get limits() {
          return own.limits
        },
      }
    }
    return {
      adapter,
      token: (place) => Promise.resolve(tokenFor(place)),
      expire: (token) => expire(db, token),
      /** Writes a line in a transaction of its own that does not end before what is answered is called. */
      hold: (line) => held(db, line),
      erase: async (on) => void (await modules.eraseWhole(db, on)),
      setBack: () => emptied(db, tree),
      async close() {
        await Promise.all(sessions.map((session) => session.close()))
        await stop()
      },
    }
  }

const office = { name: 'test office', text: `select set_config('linli.role', 'office', true)` }
const open = { name: 'test open', text: `insert into linli.dossiers select $1, path from linli.places where id = $2` }
const write = {
  name: 'test write',
  text: `insert into linli.lines ("on", path, line) select id, path, convert_to($2, 'UTF8') from linli.dossiers where id = $1`,
}

async function held(db, line) {
  let release
  const gate = new Promise((go) => (release = go))
  let written
  const isWritten = new Promise((go) => (written = go))
  const whole = db.transaction(async (ask) => {
    await ask(office)
    await ask(open, [line.on, line.place])
    await ask(write, [line.on, canonical(line)])
    written()
    await gate
  })
  await Promise.race([isWritten, whole])
  return () => {
    release()
    return whole
  }
}

/** The command in a process of its own, as an office runs it; resolves when it listens. */
export async function command(t, env, args = []) {
  const bin = fileURLToPath(new URL('../../dist/engine/server/linli-server.js', import.meta.url))
  const child = spawn(process.execPath, [bin, ...args], { env: { PATH: process.env.PATH, ...env } })
  const lines = []
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  t.after(() => child.kill('SIGKILL'))
  const ended = new Promise((go) => child.on('close', (code) => go(code)))
  const url = await new Promise((go, no) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      const { listening } = JSON.parse(line)
      if (listening) go(listening)
    })
    void ended.then((code) => no(new Error(`linli-server ended with ${code}: ${errors}`)))
  })
  return { url, lines, child, ended }
}
