// How many lines a second go to linli-server and come from it, over HTTP and into PostgreSQL with fsync, in batches of 1000.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startPostgres } from '../../scripts/postgres.mjs'
import { bundled, importBundled, root } from '../bundle.mjs'
import { interleave } from '../rounds.mjs'

const notes = [
  'floor: the same letters by the same driver into a table of one text and a unique number, or out of it, in batches as large,',
  'without HTTP, places, rights, hashes, cursors or a look at what they are. The server is the command in a process of its own;',
  'it, the devices and PostgreSQL share this machine.',
]
const many = 4
export const rows = {
  'sync-push': {
    unit: '/s',
    says: `lines brought to the server, each durable, in batches of 1,000 by ${many} devices at once`,
    notes,
  },
  'sync-pull': {
    unit: '/s',
    says: `lines fetched from the server in pages of 1,000 by ${many} devices at once, each all of them`,
    notes,
  },
}

const batch = 1000
const lines = 20_000
const never = new AbortController().signal
const hour = 3_600_000

export async function measure(wanted) {
  const cluster = await startPostgres({ fsync: true })
  const house = await importBundled('engine/server/index.ts')
  const { httpAdapter } = await importBundled('engine/sync/http.ts')
  const db = await house.openPostgres(cluster.url(), () => {})
  const secret = randomBytes(32).toString('hex')
  const office = await command(cluster.url(), secret)
  await house.putPlaces(db, new Map([['town', undefined]]))
  await db.script('create table floor (seq bigint generated always as identity primary key, line text not null)')
  const key = { alg: 'HS256', secret }
  const getToken = () => Promise.resolve(house.makeToken(key, 'town', 'write', Date.now() + hour))
  const session = () => httpAdapter(office.url).open({ getToken }, never)
  try {
    const devices = await Promise.all(Array.from({ length: many }, session))
    const pushed = await interleave(
      {
        floor: () => rate((batches) => raw(db, batches), cut(made())),
        linli: () => rate((batches) => apart(batches, devices), cut(made())),
      },
      { rounds: 5 },
    )
    if (!wanted.includes('sync-pull')) return { 'sync-push': pushed }
    const pulled = await interleave(
      {
        floor: () => rate(() => Promise.all(devices.map(() => rawPages(db))), undefined, many),
        linli: () => rate(() => Promise.all(devices.map(pages)), undefined, many),
      },
      { rounds: 5 },
    )
    return { 'sync-push': pushed, 'sync-pull': pulled }
  } finally {
    await office.stop()
    await db.close()
    cluster.stop()
  }
}

/** The command as an office runs it, and how to end it. */
async function command(databaseUrl, secret) {
  const bin = await bundled('engine/server/linli-server.ts')
  // the tables are read from beside the script
  cpSync(join(root, 'engine/server/schema'), join(bin, '../schema'), { recursive: true })
  const env = {
    ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, LINLI_SECRET: secret, LINLI_PORT: '0' },
    ...{ LINLI_MAX_BATCH: String(batch), LINLI_RATE: '1000000' },
  }
  const child = spawn(process.execPath, [bin], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((go) => child.once('close', go))
  const url = await new Promise((go, no) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { listening } = JSON.parse(line)
      if (listening) go(listening)
    })
    void ended.then(() => no(new Error('linli-server ended')))
  })
  return { url, stop: () => (child.kill(), ended) }
}

/** @param work with what was made for it before @param times that it does all lines @returns lines a second */
async function rate(work, batches, times = 1) {
  const began = performance.now()
  await work(batches)
  return (times * lines * 1000) / (performance.now() - began)
}

let count = 0
/** Lines as a station writes them, about 700 letters each, eight to a dossier. */
const made = () =>
  Array.from({ length: lines }, () => {
    const at = 1_586_480_400_000 + ++count
    const number = Math.floor(count / 8)
    return {
      ...{
        id: `${at.toString(36)}.001.bench123`,
        act: count % 8 === 0 ? 'report' : 'note',
        on: `case/200410-${number}`,
      },
      ...{ by: 'person-0012', at, kind: 'case', place: 'town', from: count % 8 === 0 ? 'new' : 'open', to: 'open' },
      data: {
        what: '暴露生活垃圾',
        where: '3幢2单元门口',
        class: 'E.02.01',
        note: `第 ${count} 件：已到现场查看，请物业在两小时内清运。`,
      },
      facts: {
        step: 'open',
        'handled-at': 'grid',
        class: 'E.02.01',
        since: at - 60_000,
        role: 'grid-officer',
        held: true,
      },
      ...{ held: ['on-site-first', 'names-its-class'], pack: 'four-platforms@3+1a2b3c4d', head: `${count % 8} ${at}` },
      effects: [{ type: 'notify', params: { to: 'post/grid-lead', says: { zh: '有新情况。', en: 'Something new.' } } }],
    }
  })

const cut = (all) => Array.from({ length: lines / batch }, (_, at) => all.slice(at * batch, (at + 1) * batch))

/** Each device brings its share, one batch after the other. */
async function apart(batches, devices) {
  await Promise.all(
    devices.map(async (device, index) => {
      for (const own of batches.filter((_, at) => at % devices.length === index)) {
        const results = await device.push(own, never)
        if (results.some(({ status }) => status !== 'stored')) throw new Error('A line was not stored.')
      }
    }),
  )
}

const write = { name: 'raw write', text: 'insert into floor (line) select line from unnest($1::text[]) as t (line)' }
const read = {
  name: 'raw read',
  text: 'select seq::text, line from floor where seq > $1::bigint order by floor.seq limit $2',
}

async function raw(db, batches) {
  const shares = Array.from({ length: many }, (_, share) => batches.filter((_, at) => at % many === share))
  await Promise.all(
    shares.map(async (own) => {
      for (const one of own) await db.transaction((ask) => ask(write, [one.map((line) => JSON.stringify(line))]))
    }),
  )
}

async function rawPages(db) {
  for (let at = 0, seq = '0'; at < lines; at += batch) {
    const found = await db.transaction((ask) => ask(read, [seq, batch]))
    if (found.map(({ line }) => JSON.parse(line)).length < batch) throw new Error('A page is too short.')
    seq = found.at(-1).seq
  }
}

async function pages(device) {
  let cursor = null
  for (let at = 0; at < lines; at += batch) {
    const page = await device.pull({ place: 'town' }, cursor, batch, never)
    if (page.entries.length < batch) throw new Error('A page is too short.')
    ;({ cursor } = page)
  }
}
