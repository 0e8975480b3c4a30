// A browser killed by SIGKILL while somebody acts, its last record cut off: what was acknowledged is there, and nothing
// is half there.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import { community, hall, roster, say } from './hall.mjs'
import { site } from './harness.mjs'
import { mortal } from './mortal.mjs'

const rounds = process.env.SOAK ? 100 : 5

const { case: matter } = hall.dossiers
const { report, accept } = hall.acts
/** The hall, with an answer that is sealed and an act that another one follows. */
const pack = {
  ...hall,
  dossiers: {
    case: {
      ...matter,
      fields: {
        ...matter.fields,
        phone: {
          title: say('电话', 'Phone'),
          type: 'text',
          private: { purpose: say('回访', 'Call back'), basis: 'consent', keep: 'P30D' },
        },
      },
    },
    order: {
      title: say('工单', 'Order'),
      about: 'matter',
      id: '{case}',
      fields: { case: { title: say('事项', 'Case'), type: 'text' } },
      steps: { open: say('在办', 'Open') },
      ends: ['open'],
    },
  },
  acts: {
    report: { ...report, asks: ['what', 'phone'] },
    accept: {
      ...accept,
      then: [{ type: 'follow', params: { act: 'dispatch', on: 'order/{id}', data: { case: { fact: 'id' } } } }],
    },
    dispatch: { title: say('派单', 'Order'), on: 'order', from: ['new'], to: 'open', by: ['anyone'], asks: ['case'] },
  },
}

/** Runs in the page: opens the station, looks at everything that is there, and acts until it is no more. */
const script = `
import { fold, openStation } from './dist/engine/index.js'

const read = async (address) => (await fetch(address)).text()
const station = await openStation({ community: '/here.community.json', roster: '/roster.json', read, name: 'here' })
await station.journal.outbox.open('far')

const asked = (request) => new Promise((go, fail) => {
  request.onsuccess = () => go(request.result)
  request.onerror = () => fail(request.error)
})

/** What is there, and what of it does not fit together. */
window.found = async () => {
  const faults = []
  const lines = []
  const folded = new Map()
  for await (const { on, entries } of station.journal.all()) {
    lines.push(...entries)
    folded.set(on, fold(entries).dossier)
  }
  // all at once: asked one by one they would take longer with every round
  for (const dossier of await station.journal.heads([...folded.keys()]))
    if (JSON.stringify(dossier) !== JSON.stringify(folded.get(dossier.id))) faults.push('not its fold: ' + dossier.id)
  for (const kind of ['case', 'order']) {
    const { steps } = await station.journal.count({ kind }, 0)
    const found = {}
    for (const dossier of folded.values())
      if (dossier.kind === kind) found[dossier.step] = (found[dossier.step] ?? 0) + 1
    for (const step of Object.keys({ ...steps, ...found }))
      if (steps[step] !== found[step]) faults.push(kind + ' at ' + step + ': ' + steps[step] + ' of ' + found[step])
  }
  const causes = new Set(lines.map(({ cause }) => cause))
  for (const { act, id } of lines) if (act === 'accept' && !causes.has(id)) faults.push('no order follows ' + id)
  const db = await asked(indexedDB.open('here'))
  const tx = db.transaction(['heads', 'lines', 'outbox', 'sheets'])
  const keys = (store) => asked(tx.objectStore(store).getAllKeys())
  const [heads, ledgers, marks, sheets] = await Promise.all(['heads', 'lines', 'outbox', 'sheets'].map(keys))
  db.close()
  const odd = (what, these, those) => {
    const known = new Set(those)
    for (const one of these) if (!known.has(one)) faults.push(what + ': ' + one)
  }
  odd('lines without a dossier', ledgers, heads)
  odd('a dossier without lines', heads, ledgers)
  const due = lines.map(({ id, on }) => ['far', id, on].join('\\t'))
  odd('a mark without its line', marks, due)
  odd('a line without its mark', due, marks)
  const answers = lines.flatMap(({ data }) => data.phone?.sheet ?? [])
  odd('a line without its private answer', answers, sheets)
  odd('a private answer without its line', sheets, answers)
  return { ids: lines.map(({ id }) => id), faults }
}

window.act = async () => {
  for (let number = 0; ; number++) {
    const data = { what: '第' + number + '件', phone: '000' + number }
    const reported = await station.act({ type: 'report', on: 'case/new', by: 'anyone', place: 'st', data })
    window.acted(reported.entry.id)
    const accepted = await station.act({ type: 'accept', on: reported.entry.on, by: 'anyone' })
    window.acted([accepted.entry.id, ...accepted.followed.map(({ entry }) => entry.id)].join(' '))
  }
}
window.ready = true
`

test(`killed ${rounds} times while acting: every act that resolved is there, and no half of one`, async (t) => {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { 'define.amd': 'false', 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  })
  const host = await site(t, {
    files: {
      '/page.html':
        '<!doctype html><meta charset="utf-8"><title>页面</title><script type="module" src="/page.js"></script>',
      '/page.js': outputFiles[0].text,
      '/here.community.json': JSON.stringify(community),
      '/hall.pack.json': JSON.stringify(pack),
      '/roster.json': JSON.stringify(roster),
    },
  })
  const { start, kill } = await mortal(t)
  const acknowledged = new Set()

  for (let round = 0; round <= rounds; round++) {
    const browser = await start()
    const page = await browser.contexts()[0].newPage()
    let first
    const began = new Promise((go) => (first = go))
    await page.exposeFunction('acted', (ids) => {
      for (const id of ids.split(' ')) acknowledged.add(id)
      first()
    })
    const failed = new Promise((_, fail) => page.once('pageerror', fail))
    await page.goto(`${host.url}/page.html`)
    await Promise.race([page.waitForFunction(() => window.ready), failed])
    const { ids, faults } = await page.evaluate(() => window.found())
    assert.deepEqual(faults, [], `after ${round} kills`)
    const there = new Set(ids)
    const lost = [...acknowledged].filter((id) => !there.has(id))
    assert.deepEqual(lost, [], `lost after ${round} kills`)
    if (round < rounds) {
      page.evaluate(() => window.act()).catch(() => undefined)
      await began
      await pause(Math.random() * 400)
    }
    assert.ok((await kill()) > 0, 'no log was cut off')
  }
  assert.ok(acknowledged.size > rounds * 3, `only ${acknowledged.size} lines were acknowledged`)
  t.diagnostic(`${acknowledged.size} acknowledged lines survived ${rounds} kills`)
})
