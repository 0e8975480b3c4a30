// What is over leaves linli-server on a real PostgreSQL: no byte of it in any table, page or data file, and the counts stay.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fold } from '../../dist/engine/act/fold.js'
import { memoryJournal } from '../../dist/engine/journal/memory.js'
import { Sync } from '../../dist/engine/sync/sync.js'
import { handClock } from '../../dist/engine/time/clock.js'
import { built, emptied, ground, serve, tokenFor } from './server-ground.mjs'

const never = new AbortController().signal
const tree = { town: undefined, g7: 'town' }
const day = 86_400_000
const start = Date.parse('2020-03-20T09:00:00+08:00')
const pg = ground()

/** Marked words of somebody who does not exist. */
const marks = {
  elder: 'elder-PLANTED-zgf',
  remark: '张桂芬-PLANTED-家住三楼',
  phone: '139-PLANTED-0715566',
  mood: 'PLANTED-MOOD-low',
  picture: 'PLANTED-PICTURE-5f2a',
}
const all = Object.values(marks)
const on = `watch/${marks.elder}`
const picture = Buffer.from(`\u00ff\u00d8 ${marks.picture} \u0000`)
const hash = createHash('sha256').update(picture).digest('hex')

let made = 0
const line = (at, more) => ({
  ...{
    id: `${at.toString(36).padStart(9, '0')}.${String(++made).padStart(3, '0')}.ann`,
    act: 'note',
    on,
    by: 'ann',
    at,
  },
  ...{ data: {}, from: 'on', to: 'on', pack: 'care@1+00000000', facts: {}, held: [], effects: [] },
  ...more,
})
const opening = (at, more) => line(at, { act: 'join', kind: 'watch', place: 'g7', from: 'new', ...more })
const lines = [
  opening(start, { data: { elder: marks.elder, remark: marks.remark, photos: [hash] }, forget: { keep: 'P30D' } }),
  line(start + day, { act: 'leave', to: 'off', ends: true }),
]
const why = { purpose: { zh: '联系', en: 'To call' }, basis: 'consent', keep: 'P30D' }
const rows = [
  {
    ...{ key: `${lines[0].id}#phone`, on, stamp: lines[0].id, why, until: start + 31 * day },
    body: { field: 'phone', value: marks.phone, salt: '00' },
  },
  { key: `${on}#mood`, on, stamp: lines[0].id, body: { field: 'mood', newest: marks.mood } },
]
/** Of somebody else, and kept. */
const other = { ...opening(start), on: 'watch/other' }

const planted = (bytes) => {
  const forms = (word) => [Buffer.from(word), Buffer.from(Buffer.from(word).toString('hex'))]
  return all.filter((word) => forms(word).some((form) => bytes.includes(form)))
}
/** Every row of every table that there is in the schema, whatever tables there will be. */
function everyTable() {
  const names = pg.cluster
    .sql(`select oid::regclass from pg_class where relnamespace = 'linli'::regnamespace and relkind in ('r', 'p', 'm')`)
    .trim()
    .split('\n')
  assert.ok(names.length >= 12, `only ${names}`)
  // bytes are printed as hex
  return Buffer.from(names.map((name) => pg.cluster.sql(`select t::text from ${name} t`)).join('\n'))
}
async function everyPage(far) {
  const [{ entries }, page] = [
    await far.pull({ place: 'town' }, null, 50, never),
    await far.sheets.pull({ place: 'town' }, null, 50, never),
  ]
  const parcel = await far.parcels.fetch({ hash, on }, never)
  return Buffer.concat([Buffer.from(JSON.stringify([entries, page.rows])), Buffer.from(parcel?.bytes ?? [])])
}
function everyFile() {
  pg.cluster.sql('vacuum full')
  pg.cluster.sql('checkpoint')
  const folder = join(pg.cluster.sql('show data_directory').trim(), 'base')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile())
  return [...new Set(files.flatMap((it) => planted(readFileSync(join(it.parentPath ?? it.path, it.name)))))]
}
const codes = (results) => results.map(({ status, code }) => code ?? status)

async function town(t) {
  await emptied(pg.db, tree)
  const clock = handClock(start + 2 * day)
  const { url, stop } = await serve(pg.db, { clock: { ...built.systemClock, now: () => clock.now() } })
  t.after(stop)
  const until = Date.now() + 100 * day
  const open = () => built.httpAdapter(url).open({ getToken: async () => tokenFor('town', 'write', until) }, never)
  return { clock, url, open }
}
async function brought(far) {
  assert.deepEqual(codes(await far.push([...lines, other], never)), ['stored', 'stored', 'stored'])
  assert.deepEqual(codes(await far.sheets.push(rows, never)), ['stored', 'stored'])
  const type = 'image/jpeg'
  assert.deepEqual(codes(await far.parcels.push([{ hash, on, type, bytes: picture }], never)), ['stored'])
}

test('after its time no byte of anybody is in any table, page or data file; a device that was away does not bring it back', async (t) => {
  const { clock, open } = await town(t)
  const far = await open()
  await brought(far)
  const erase = () => far.erase([{ on }], never)
  assert.deepEqual(planted(everyTable()), all, 'the search finds what is there')
  assert.deepEqual(planted(await everyPage(far)), all)
  assert.deepEqual(everyFile().sort(), all.toSorted())
  assert.deepEqual(codes(await erase()), ['forbidden'], 'not before its time')
  const count = () => pg.cluster.sql(`select count(*) from linli.lines where "on" = 'watch/other'`).trim()
  assert.equal(count(), '1')

  clock.advance(30 * day)
  assert.deepEqual(codes(await erase()), ['stored'])
  const nothing = async () => {
    assert.deepEqual(planted(everyTable()), [])
    assert.deepEqual(planted(await everyPage(far)), [])
    assert.equal(count(), '1', 'others stay')
  }
  await nothing()
  assert.deepEqual(everyFile(), [], 'nor on the disk')

  const late = await open()
  const unheard = line(start + 20 * day, { act: 'sign' })
  const anotherDay = line(start + 60 * day, { act: 'sign' })
  assert.deepEqual(codes(await late.push([...lines, unheard, anotherDay], never)), Array(4).fill('erased'))
  assert.deepEqual(codes(await late.sheets.push(rows, never)), ['erased', 'erased'])
  assert.deepEqual(codes(await late.parcels.push([{ hash, on, type: 'image/jpeg', bytes: picture }], never)), [
    'erased',
  ])
  await nothing()

  // by the same id somebody can be cared for again, and what is old still does not come with them
  const anew = opening(start + 40 * day)
  assert.deepEqual(codes(await late.push([anew], never)), ['stored'])
  assert.deepEqual(codes(await late.push(lines, never)), ['erased', 'erased'])
  assert.deepEqual(codes(await late.sheets.push(rows, never)), ['erased', 'erased'])
  const { entries } = await far.pull({ place: 'town' }, null, 50, never)
  assert.deepEqual(entries, [other, anew])
})

/** A device with a journal in memory, and its word with the server. */
async function joined(t, url, clock) {
  const journal = memoryJournal()
  const folded = (its) => fold(its).dossier
  const receive = (page) => journal.receive(page, folded, { now: clock.now(), drift: 400 * day })
  const takeRows = (page) => journal.beside.take(page, { now: clock.now(), fold: folded, keepOf: () => undefined })
  const adapter = built.httpAdapter(url, { id: 'town' })
  const options = { scope: { place: 'town' }, getToken: async () => tokenFor('town') }
  const sync = await new Sync({ journal, clock, receive, takeRows }, adapter, options).start()
  t.after(() => sync.leave())
  const act = (its) =>
    journal.append(
      its.map((it) => ({ on: it.on, head: undefined, entries: [it] })),
      folded,
    )
  const inStep = async () => {
    for (let rounds = 0; rounds < 2; rounds++) {
      sync.now()
      const until = Date.now() + 5000
      do await new Promise((go) => setTimeout(go, 20))
      while (!sync.state.inStep && Date.now() < until)
    }
    assert.ok(sync.state.inStep, JSON.stringify(sync.state))
  }
  return { journal, sync, act, inStep }
}

test('a device that was away finds its lines in the tray, with the reason', async (t) => {
  const { clock, url, open } = await town(t)
  const far = await open()
  await brought(far)
  clock.advance(30 * day)
  await far.erase([{ on }], never)
  const away = await joined(t, url, clock)
  await away.act([lines[0]])
  await away.inStep()
  const [tray] = await away.sync.rejected()
  assert.equal(tray.code, 'erased')
  assert.match(tray.says.zh, /保存期限/)
  assert.deepEqual(planted(everyTable()), [])
})

test('an older backup is put back: devices bring what it lacks, and what was over is erased once more', async (t) => {
  const { clock, url, open } = await town(t)
  const far = await open()
  await brought(far)
  const [ann, bob] = [await joined(t, url, clock), await joined(t, url, clock)]
  const opened = (id) => ({ ...opening(start + day), on: `watch/${id}` })
  const [kept, lost] = [opened('kept'), opened('lost')]
  await ann.act([kept])
  await ann.inStep()
  await ann.act([lost])
  await ann.inStep()
  await bob.inStep()
  // as the backup of before `lost`, in which the dossier whose time is over by now still is
  await pg.db
    .script(`select set_config('linli.role', 'office', true); delete from linli.lines where "on" = 'watch/lost';
    delete from linli.dossiers where id = 'watch/lost'`)
  await built.restored(pg.db)
  assert.equal(await built.eraseAllOver(pg.db, start + 40 * day), 1)
  assert.deepEqual(planted(everyTable()), [])
  await ann.inStep()
  const { entries } = await (await open()).pull({ place: 'town' }, null, 50, never)
  const ids = entries.map(({ id }) => id)
  for (const { id } of [kept, lost, other]) assert.ok(ids.includes(id), `${id} is not there`)
  assert.equal(new Set(ids).size, ids.length, 'nothing is there twice')
})
