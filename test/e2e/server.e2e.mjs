// linli-server on PostgreSQL and on PGlite: the published contract, who may see what, and what is refused.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import Ajv from 'ajv/dist/2020.js'
import { fold } from '../../dist/engine/act/fold.js'
import { memoryJournal } from '../../dist/engine/journal/memory.js'
import { withSuccessions } from '../../dist/engine/roster/successions.js'
import { routes } from '../../dist/engine/server/routes.js'
import { keepTurning } from '../../dist/engine/server/turning.js'
import { contract } from '../../dist/engine/sync/contract.js'
import { Sync } from '../../dist/engine/sync/sync.js'
import { opening, refused } from './server-cases.mjs'
import { built, command, emptied, ground, groundsOn, secret, serve, tokenFor } from './server-ground.mjs'

const pg = ground()

describe('the contract', () => {
  for (const { name, of, run } of [...contract, ...refused])
    // keys to sealed answers must not lie with these in one database
    if (of !== 'keys') test(`on PostgreSQL: ${name}`, () => run(groundsOn(pg.db)))
})

const tree = { town: undefined, g7: 'town', g70: 'town', 'g7-1': 'g7' }
const never = new AbortController().signal
const asking =
  (url, token) =>
  async (path, { method = 'GET', body, headers = {} } = {}) => {
    const more = { authorization: `Bearer ${token}`, ...headers }
    const response = await fetch(url + path, {
      method,
      headers: more,
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
  }

/** A server on an empty PostgreSQL, until the test ends. */
async function fresh(t, more) {
  await emptied(pg.db, tree)
  const served = await serve(pg.db, more)
  t.after(served.stop)
  return served.url
}

test('the database itself shows nobody more than the token reaches, whatever is asked', async (t) => {
  const url = await fresh(t)
  const far = await built.httpAdapter(url).open({ getToken: async () => tokenFor('town') }, never)
  const beside = opening('g70')
  await far.push([opening('g7'), opening('g7-1'), beside, opening('town')], never)
  const as = (reach, role, statement) =>
    pg.cluster
      .sql(
        `begin; set local role linli_app; set local linli.role = '${role}';
       ${reach === undefined ? '' : `set local linli.reach = '${reach}';`} ${statement}; commit`,
        { user: 'office' },
      )
      .trim()
  const count = 'select count(*) from linli.lines'
  assert.equal(as('/town/', 'read', count), '4')
  assert.equal(as('/town/g7/', 'read', count), '2', 'g7 and what lies below, and not g70')
  assert.equal(as('/town/g70/', 'read', count), '1')
  assert.equal(as('', 'read', count), '0', 'an empty beginning is not the beginning of everything')
  assert.equal(as(undefined, 'read', count), '0', 'without a request there is nothing')
  assert.equal(pg.cluster.sql(count, { user: 'office' }).trim(), '0', 'nor does the owner see what nobody asked for')
  const insert = (path) => `insert into linli.lines ("on", path, line) values ('case/x', '${path}', 'x')`
  assert.throws(() => as('/town/g7/', 'write', insert('/town/g70/')), /row-level security/)
  assert.throws(() => as('/town/g7/', 'read', insert('/town/g7/')), /row-level security/)
  assert.throws(
    () => as('/town/', 'admin', 'delete from linli.lines'),
    /permission denied/,
    'lines are only ever added',
  )
  assert.throws(() => as('/town/', 'admin', "update linli.lines set line = 'x'"), /permission denied/)
  assert.throws(() => as('/town/g7/', 'read', "select linli.erase('case/x', 0)"), /may not erase/)
  assert.throws(() => as('/town/g7/', 'write', `select linli.erase('${beside.on}', 0)`), /out of reach/)
})

test('each route is described, and each answer is as described', async (t) => {
  const url = await fresh(t, {
    limits: { maxBatch: 50, maxEntryBytes: 64_000, maxParcelBytes: 1000, maxBodyBytes: 200_000 },
  })
  const document = JSON.parse(readFileSync('schemas/sync.openapi.json', 'utf8'))
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('{hash}', '*')}`),
  )
  assert.deepEqual(described.sort(), routes.map(({ method, path }) => `${method} ${path}`).sort())
  const ajv = new Ajv({ strict: false })
  ajv.addSchema({ $id: 'sync', ...document })
  const told = []
  const ask = async (path, { token = tokenFor('g7'), as = path, ...init } = {}) => {
    const answer = await asking(url, token)(path, init)
    const route = as.split('?')[0]
    const method = (init.method ?? 'GET').toLowerCase()
    let spec = document.paths[route][method].responses[answer.status]
    assert.ok(spec, `${method} ${route} says nothing of ${answer.status}: ${answer.text}`)
    if (spec.$ref) spec = document.components.responses[spec.$ref.split('/').pop()]
    told.push(`${method} ${route} ${answer.status}`)
    const schema = spec.content?.['application/json']?.schema
    if (!schema) return answer
    const check = ajv.compile({
      $id: `sync-${told.length}`,
      ...JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"sync#/')),
    })
    assert.ok(
      check(answer.json()),
      `${method} ${route} ${answer.status}: ${ajv.errorsText(check.errors)} in ${answer.text}`,
    )
    return answer
  }
  const line = opening('g7', { on: 'case/told' })
  const post = (body) => ({ method: 'POST', body })
  await ask('/health')
  assert.match((await ask('/metrics')).text, /^linli_requests_total\{route="GET \/health",status="200"\} 1$/m)
  await ask('/v1')
  await ask('/v1', { token: 'none' })
  const { results } = (
    await ask('/v1/lines', post({ entries: [line, null, opening('g70'), { ...opening(), place: 'g9' }] }))
  ).json()
  assert.deepEqual(
    results.map(({ status, code }) => code ?? status),
    ['stored', 'invalid', 'forbidden', 'unplaced'],
  )
  await ask('/v1/lines', post('no json'))
  await ask('/v1/lines', post({ entries: Array.from({ length: 51 }, () => line) }))
  await ask('/v1/lines', post({ entries: ['x'.repeat(300_000)] }))
  const page = (await ask('/v1/lines?place=g7&limit=1')).json()
  assert.deepEqual(page.entries, [line])
  await ask('/v1/lines?place=g70')
  await ask('/v1/lines?place=g7&after=none')
  await ask('/v1/lines')
  await ask('/v1/bell?place=g7&mark=old.0')
  const row = { key: 'a#phone', on: 'case/told', stamp: 'a', body: { field: 'phone', value: '1', salt: '0' } }
  await ask('/v1/sheets', post({ rows: [row, {}] }))
  await ask('/v1/sheets?place=g7')
  await ask('/v1/parcels/missing', post({ named: [{ hash: 'x', on: 'case/told' }] }))
  const parcel = `/v1/parcels/${'0'.repeat(64)}?on=case/told`
  await ask(`${parcel}&type=image/png`, { as: '/v1/parcels/{hash}', method: 'PUT', body: 'other bytes' })
  await ask(parcel, { as: '/v1/parcels/{hash}' })
  await ask('/v1/erase', post({ gone: [{ on: 'case/told' }] }))
  assert.equal(
    new Set(told.map((it) => it.split(' ').slice(0, 2).join(' '))).size,
    routes.length,
    'every route was asked',
  )
})

test('who asks too often is told when to come again; pages of other origins only where they are welcome', async (t) => {
  const url = await fresh(t, { rate: 3, origins: ['https://example.org'] })
  const ask = asking(url, tokenFor('g7'))
  const statuses = []
  for (let times = 0; times < 5; times++) statuses.push((await ask('/v1')).status)
  assert.deepEqual(statuses, [200, 200, 200, 429, 429])
  const { headers } = await ask('/v1')
  assert.ok(Number(headers.get('retry-after')) >= 1)
  const origin = (name) => asking(url, tokenFor('town'))('/v1', { headers: { origin: name } })
  assert.equal((await origin('https://example.org')).headers.get('access-control-allow-origin'), 'https://example.org')
  assert.equal((await origin('http://localhost:1')).headers.get('access-control-allow-origin'), null)
  const busy = await built.httpAdapter(url).open({ getToken: async () => tokenFor('g7') }, never)
  await assert.rejects(
    async () => {
      for (let times = 0; times < 5; times++) await busy.pull({ place: 'g7' }, null, 1, never)
    },
    ({ code, retryAfterMs }) => code === 'busy' && retryAfterMs >= 1000,
  )
})

test('nothing in the log or in the figures is about a person', async (t) => {
  const lines = []
  const url = await fresh(t, { log: (line) => lines.push(JSON.stringify(line)) })
  const token = tokenFor('g7')
  const far = await built.httpAdapter(url).open({ getToken: async () => token }, never)
  await far.push([opening('g7', { by: 'person-wang', data: { phone: '13800000000' }, on: 'case/secret' })], never)
  const { text } = await asking(url, token)('/metrics')
  const all = lines.join() + text
  assert.match(all, /"lines":1/)
  for (const word of ['person-wang', '13800000000', 'secret', token, '127.0.0.1']) assert.ok(!all.includes(word), word)
})

test('a database that was set back begins a new epoch, and everything comes once more', async (t) => {
  const url = await fresh(t)
  const far = await built.httpAdapter(url).open({ getToken: async () => tokenFor('town') }, never)
  const line = opening()
  await far.push([line], never)
  const { cursor } = await far.pull({ place: 'town' }, null, 5, never)
  // as after pg_restore into another cluster: another name of the system, numbers of transactions from far ahead
  await pg.db.script(
    `select set_config('linli.role', 'office', true); update linli.lines set xid = 9000000000; update linli.far set origin = 'another'`,
  )
  await built.prepare(pg.db)
  await assert.rejects(far.pull({ place: 'town' }, cursor, 5, never), ({ code }) => code === 'cursor-gone')
  assert.deepEqual((await far.pull({ place: 'town' }, null, 5, never)).entries, [line])
})

test('an older copy put back behind the first lines brought and before the first read: they are brought once more', async (t) => {
  const url = await fresh(t)
  const far = built.httpAdapter(url)
  let isOlder
  const adapter = {
    ...{ id: far.id, limits: far.limits },
    async open(...asked) {
      const session = await far.open(...asked)
      const push = session.push.bind(session)
      session.push = async (...brought) => {
        const results = await push(...brought)
        isOlder ??= emptied(pg.db, tree)
        await isOlder
        return results
      }
      return session
    },
  }
  const journal = memoryJournal()
  const folded = (lines) => fold(lines).dossier
  const line = opening()
  await journal.append([{ on: line.on, head: undefined, entries: [line] }], folded)
  const receive = (page) => journal.receive(page, folded, { now: Date.now(), drift: 60_000 })
  const home = { journal, clock: built.systemClock, receive, takeRows: async () => undefined }
  const joined = new Sync(home, adapter, {
    scope: { place: 'town' },
    getToken: async () => tokenFor('town'),
    lead: (name, signal, work) => work(),
  })
  t.after(() => joined.leave())
  await joined.start()
  await new Promise((go) => joined.watch(({ inStep }) => inStep && go()))
  const reader = await far.open({ getToken: async () => tokenFor('town') }, never)
  assert.deepEqual((await reader.pull({ place: 'town' }, null, 5, never)).entries, [line])
})

test('S170 a grid that is split and one that is merged: who reads what changes on that day, by a roster read before it', async (t) => {
  const places = {
    ...{ town: {}, g3: { in: 'town' }, g4: { in: 'town' } },
    ...{ b1: { in: 'g3' }, b2: { in: 'g3' }, 'b1-101': { in: 'b1' }, b9: { in: 'g4' } },
  }
  const roster = { roster: 'small', asOf: '2020-04-01', places, parties: {}, posts: [] }
  const divided = withSuccessions(roster, [
    { place: 'g3', heir: 'g6', name: { zh: '6网格', en: 'Grid 6' }, takes: ['b1'], since: '2020-05-01' },
    { place: 'g4', heir: 'g3', since: '2020-05-01' },
  ])
  const { later: none, today } = built.treesIn(JSON.stringify(roster), '2020-04-20')
  assert.equal(none.size, 0)
  await emptied(pg.db, Object.fromEntries(today))
  const { url, stop } = await serve(pg.db)
  t.after(stop)
  const session = (place) => built.httpAdapter(url).open({ getToken: async () => tokenFor(place) }, never)
  const [town, g3] = await Promise.all(['town', 'g3'].map(session))
  const lines = ['g6', 'b1-101', 'b2', 'g4'].map((place) => opening(place, { on: `case/${place}` }))
  assert.deepEqual((await town.push(lines, never))[0], {
    ...{ id: lines[0].id, status: 'retry', afterMs: 300_000, code: 'unplaced' },
  })
  const whole = `${JSON.stringify({ journal: 'c', version: 1, roster: divided })}\n${JSON.stringify(lines[0])}\n`
  const trees = built.treesIn(whole, '2020-04-20')
  assert.deepEqual([...trees.later.keys()], ['2020-05-01'])
  await built.putPlaces(pg.db, trees.today, trees.later)
  assert.equal((await town.push(lines.slice(0, 1), never))[0].status, 'stored')
  const g6 = await session('g6')
  const seen = async (session, place) =>
    (await session.pull({ place }, null, 50, never)).entries.map(({ on }) => on.slice('case/'.length)).sort()
  assert.deepEqual(await seen(g3, 'g3'), ['b1-101', 'b2'])
  assert.deepEqual(await seen(g6, 'g6'), ['g6'])

  const clock = built.handClock(Date.parse('2020-04-30T23:00:00+08:00'))
  let tell
  const turned = new Promise((go) => (tell = go))
  const stopTurning = await keepTurning({ database: pg.db, clock, zone: 'Asia/Shanghai', log: tell })
  t.after(stopTurning)
  assert.deepEqual(await seen(g3, 'g3'), ['b1-101', 'b2'])
  clock.set(Date.parse('2020-05-01T00:00:00+08:00'))
  assert.deepEqual(await turned, { day: '2020-05-01', places: 4 })
  assert.deepEqual(await seen(g3, 'g3'), ['b2', 'g4'])
  assert.deepEqual(await seen(g6, 'g6'), ['b1-101', 'g6'])
})

describe('the command', () => {
  const bin = 'dist/engine/server/linli-server.js'
  const run = (env, ...args) =>
    spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } })
  const good = { LINLI_SECRET: secret }

  test('wrong settings and commands are told in one sentence', () => {
    const wrong = [
      [{ ...good, LINLI_PROT: '1' }, [], 'LINLI_PORT'],
      [{ ...good, LINLI_PORT: 'x' }, [], '0 到 65535'],
      [{ DATABASE_URL: 'postgres://x@localhost/x' }, [], 'LINLI_SECRET'],
      [{ ...good, DATABASE_URL: 'mysql://x' }, [], 'postgres://'],
      [{ LINLI_SECRET: 'short' }, [], '32'],
      [{ ...good, LINLI_KEY: 'x' }, [], '只能设一个'],
      [{ LINLI_KEY: 'x' }, [], 'PEM'],
      [{ ...good, LINLI_ORIGINS: 'example.org' }, [], '来源'],
      [{ ...good, LINLI_ZONE: 'Asia/Shanghia' }, [], '时区'],
      [good, ['tokn'], 'token'],
      [good, ['token'], '--place'],
      [good, ['token', '--place', 'g7', '--role', 'king'], 'read'],
      [good, ['token', '--place', 'g7', '--role', 'read', '--for', 'P1Y'], '31'],
      [good, ['--wrong'], '--help'],
    ]
    for (const [env, args, word] of wrong) {
      const { status, stdout, stderr } = run(env, ...args)
      assert.equal(status, 2, stdout)
      assert.equal(stderr.trim().split('\n').length, 1, stderr)
      assert.ok(stderr.includes(word), `${stderr} should name ${word}`)
    }
    assert.match(run({ ...good, LINLI_PORT: 'x' }, '--lang', 'en').stderr, /whole number/)
    assert.match(run(good, '--help').stdout, /DATABASE_URL/)
  })

  test('an office: places, a token, a server; it ends in order, and a token that was taken back is refused', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-server-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const env = { ...good, DATABASE_URL: pg.cluster.url(), LINLI_PORT: '0' }
    await emptied(pg.db, {})
    const roster = join(folder, 'roster.json')
    writeFileSync(roster, JSON.stringify({ places: { town: {}, g7: { in: 'town' }, g70: { in: 'town' } } }))
    assert.match(run(env, 'places', roster).stdout, /3 个地点/)
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ places: { g7: { in: 'nowhere' } } }))
    assert.match(run(env, 'places', join(folder, 'bad.json')).stderr, /nowhere/)
    const token = run(env, 'token', '--place', 'g7', '--role', 'write', '--for', 'PT1H').stdout.trim()
    const { url, child, ended } = await command(t, env)
    const far = await built.httpAdapter(url).open({ getToken: async () => token }, never)
    const line = opening()
    await far.push([line], never)
    assert.deepEqual((await far.pull({ place: 'g7' }, null, 5, never)).entries, [line])
    assert.match(run(env, 'revoke', token).stdout, /不再有效/)
    await assert.rejects(far.pull({ place: 'g7' }, null, 5, never), ({ code }) => code === 'auth')
    assert.match(run(env, 'erase', line.on).stdout, /1 行/)
    child.kill('SIGTERM')
    assert.equal(await ended, 0)
  })
})

test('one program at a time uses the built-in database; one that was killed does not keep the next out', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-server-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const env = { LINLI_DATA: folder, LINLI_SECRET: secret, LINLI_PORT: '0' }
  writeFileSync(join(folder, 'roster.json'), JSON.stringify({ places: { town: {} } }))
  const places = () =>
    spawnSync(process.execPath, ['dist/engine/server/linli-server.js', 'places', join(folder, 'roster.json')], {
      ...{ encoding: 'utf8', env: { PATH: process.env.PATH, ...env } },
    })
  const { child, ended } = await command(t, env)
  const { status, stderr } = places()
  assert.equal(status, 2)
  assert.match(stderr, new RegExp(`进程 ${child.pid}.*先停下`))
  child.kill('SIGKILL')
  await ended
  assert.match(places().stdout, /1 个地点/)
})

test('PGlite keeps the contract as well', async () => {
  const embedded = await built.openEmbedded()
  try {
    await built.prepare(embedded)
    for (const { of, run } of contract) if (of !== 'keys') await run(groundsOn(embedded))
  } finally {
    await embedded.close()
  }
})
