// PostgreSQL is killed and started again while devices bring and fetch: nothing acknowledged is lost, nothing is there twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { device, openPage, site } from './harness.mjs'
import { opening } from './server-cases.mjs'
import { built, command, emptied, ground, secret, tokenFor } from './server-ground.mjs'

const never = new AbortController().signal
const tree = { town: undefined, g7: 'town' }
const pg = ground()

/** The command over this cluster, on an empty database. */
async function office(t, env = {}) {
  await emptied(pg.db, tree)
  return command(t, {
    DATABASE_URL: pg.cluster.url(),
    LINLI_SECRET: secret,
    LINLI_PORT: '0',
    LINLI_RATE: '1000000',
    ...env,
  })
}

/** Tries until it goes through, as the core does; only what is said to pass is tried again. */
async function stubborn(work) {
  for (let tries = 0; ; tries++)
    try {
      return await work()
    } catch (error) {
      if (!['offline', 'busy'].includes(error.code) || tries === 200) throw error
      await sleep(50)
    }
}

test('two devices bring and fetch over three restarts: every line is there once, with both', async (t) => {
  const { url } = await office(t)
  let over = false
  const devices = await Promise.all(
    [1, 2].map(async () => {
      const far = await built.httpAdapter(url).open({ getToken: async () => tokenFor('town') }, never)
      const own = { far, acknowledged: [], came: [], cursor: null, faults: 0 }
      own.read = async () => {
        for (let more = true; more;) {
          const page = await stubborn(() => far.pull({ place: 'town' }, own.cursor, 20, never))
          own.came.push(...page.entries.map(({ id }) => id))
          ;({ cursor: own.cursor, more } = page)
        }
      }
      own.work = async () => {
        while (!over) {
          const batch = Array.from({ length: 5 }, () => opening())
          const results = await stubborn(() =>
            far.push(batch, never).catch((error) => {
              own.faults++
              throw error
            }),
          )
          for (const { id, status } of results) if (status === 'stored') own.acknowledged.push(id)
          await own.read()
        }
      }
      return own
    }),
  )
  const working = Promise.all(devices.map(({ work }) => work()))
  for (let times = 0; times < 3; times++) {
    await sleep(400)
    await pg.cluster.restart()
  }
  await sleep(400)
  over = true
  await working
  const acknowledged = devices.flatMap((one) => one.acknowledged)
  assert.ok(acknowledged.length > 50, `only ${acknowledged.length} lines were brought`)
  assert.ok(
    devices.some(({ faults }) => faults > 0),
    'nobody noticed a restart',
  )
  for (const own of devices) {
    await own.read()
    const came = new Set(own.came)
    assert.equal(own.came.length, came.size, 'a line came twice')
    assert.deepEqual(
      acknowledged.filter((id) => !came.has(id)),
      [],
      'an acknowledged line is lost',
    )
  }
})

const page = `
  import { httpAdapter } from './engine/sync/http.js'
  import { Sync } from './engine/sync/sync.js'
  import { openJournal } from './engine/journal/dexie.js'
  import { systemClock as clock } from './engine/time/clock.js'
  import { fold } from './engine/act/fold.js'
  const folded = (lines) => fold(lines).dossier
  globalThis.device = async (name, address, token) => {
    const journal = await openJournal(name)
    const receive = (page) => journal.receive(page, folded, { now: clock.now(), drift: 60_000 })
    const home = { journal, clock, receive, takeRows: async () => undefined }
    const options = { scope: { place: 'town' }, getToken: async () => token, every: 300 }
    const joined = await new Sync(home, httpAdapter(address), options).start()
    const act = (lines) => journal.append(lines.map((line) => ({ on: line.on, head: undefined, entries: [line] })), folded)
    const ids = async () => {
      const found = []
      for await (const { entries } of journal.all()) found.push(...entries.map(({ id }) => id))
      return found
    }
    return { act, ids, joined }
  }`

test('two browsers do so by themselves', async (t) => {
  const { outputFiles } = await build({
    stdin: { contents: page, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error' },
    ...{ tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } } },
  })
  const { url } = await office(t, { LINLI_ORIGINS: '*' })
  const { url: origin } = await site(t, {
    files: {
      '/sync.html': '<!doctype html><title>sync</title><script src="/sync.js"></script>',
      '/sync.js': outputFiles[0].text,
    },
    csp: `default-src 'self'; connect-src ${url}`,
  })
  // one after the other: the first launches the browser that they share
  const contexts = { one: await device(t), two: await device(t) }
  const pages = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const opened = await openPage(contexts[name], `${origin}/sync.html`)
      await opened.evaluate(
        async ([name, address, token]) => {
          globalThis.own = await globalThis.device(name, address, token)
        },
        [name, url, tokenFor('town')],
      )
      return opened
    }),
  )
  const acknowledged = []
  for (let round = 0; round < 6; round++) {
    for (const one of pages) {
      const lines = Array.from({ length: 5 }, () => opening())
      await one.evaluate((lines) => globalThis.own.act(lines), lines)
      acknowledged.push(...lines.map(({ id }) => id))
    }
    if (round % 2 === 1) await pg.cluster.restart()
    await sleep(150)
  }
  for (const one of pages) {
    const ids = () => one.evaluate(() => globalThis.own.ids())
    const until = Date.now() + 20_000
    while ((await ids()).length < acknowledged.length && Date.now() < until) {
      await one.evaluate(() => globalThis.own.joined.now())
      await sleep(100)
    }
    const there = await ids()
    assert.equal(new Set(there).size, there.length, 'a line is there twice')
    assert.deepEqual(there.sort(), acknowledged.toSorted(), 'each has what both have written')
  }
  const far = await built.httpAdapter(url).open({ getToken: async () => tokenFor('town') }, never)
  const all = await stubborn(() => far.pull({ place: 'town' }, null, 500, never))
  assert.deepEqual(all.entries.map(({ id }) => id).sort(), acknowledged.toSorted(), 'and the server has each once')
})
