/** The contract on rows beside lines: private answers, newest values and, by the same promises, the keys to them. */
import { lettersOf } from '../journal/rows.js'
import type { DossierId } from '../types.js'
import type { Cursor, Row, Rows, Scope, SyncSession } from './adapter.js'
import type { Case, Ground } from './contract.js'
import { must, mustFail, never, on, opening, openings, pushAll, session, told, turn } from './contract-ground.js'

let made = 0
/** Stamps sort in the order in which these were made. */
const row = (dossier: DossierId, more: Partial<Row> = {}): Row => {
  const stamp = String(++made).padStart(9, '0')
  const why = { purpose: { zh: '联系', en: 'To call' }, basis: 'consent', keep: 'P1Y' }
  const body = { field: 'phone', value: `号码 ${stamp} \u0000 🏘`, salt: '0a' }
  return { key: `${stamp}#phone`, on: dossier, stamp, why, body, ...more }
}
const later = (before: Row, more: Partial<Row> = {}): Row => ({ ...row(before.on), key: before.key, ...more })
const erased = ({ key, on: dossier, stamp }: Row): Row => ({ key, on: dossier, stamp })

/** Dossiers, each opened on the far side by its first line. */
async function opened(ground: Ground, count: number, place = 'g7', kind = 'case'): Promise<readonly DossierId[]> {
  const entries = openings(count, place, kind)
  await pushAll(await session(ground), entries)
  return entries.map(({ on: dossier }) => dossier)
}

async function bring(far: Rows, rows: readonly Row[]): Promise<void> {
  const results = await far.push(rows, never)
  must(results.length === rows.length, 'there is one answer for each row')
  for (const [index, result] of results.entries()) {
    must(result.id === rows[index]!.key, 'the answers stand beside the rows, by their keys')
    must(result.status === 'stored', `a row in order is stored, not ${told(result)}`)
  }
}

interface Reading {
  readonly scope?: Scope
  readonly cursor?: Cursor | null
  readonly limit?: number
}
async function readAll(far: Rows, { scope = { place: 'town' }, cursor = null, limit = 50 }: Reading = {}) {
  const rows: Row[] = []
  for (let pages = 0, at = cursor; ; pages++) {
    const page = await far.pull(scope, at, limit, never)
    must(page.rows.length <= limit, `a page has at most ${limit} rows, not ${page.rows.length}`)
    must(pages < 10_000, 'pages come to an end')
    rows.push(...page.rows)
    at = page.cursor
    if (!page.more) return { rows, cursor: at }
  }
}

function mustBe(found: readonly Row[], wanted: readonly Row[], promise: string): void {
  const [have, want] = [found, wanted].map((rows) => rows.map(lettersOf).sort())
  must(JSON.stringify(have) === JSON.stringify(want), `${promise}; ${told0(found)} came instead of ${told0(wanted)}`)
}
const told0 = (rows: readonly Row[]) => `${rows.length} rows (${rows.slice(0, 3).map(lettersOf).join(', ')})`

const channels = ['sheets', 'keys'] as const

/** A case for each channel of rows. */
const each = (name: string, test: (ground: Ground, of: (session: SyncSession) => Rows) => Promise<void>): Case[] =>
  channels.map((channel) => {
    const of = (far: SyncSession) => {
      const rows = far[channel]
      must(rows !== undefined, `the session has ${channel}`)
      return rows
    }
    return { ...on('push', name, (ground) => test(ground, of)), of: channel, name: `${channel}: ${name}` }
  })

export const rowing: readonly Case[] = [
  ...each('rows come back as they were brought', async (ground, of) => {
    const [one, two] = await opened(ground, 2)
    const rows = [row(one!), row(two!, { until: 8_000_000_000_000 }), row(one!), erased(row(two!))]
    await bring(of(await session(ground)), rows)
    const far = of(await session(ground))
    for (const limit of [1, 2, 3, 4, 5])
      mustBe((await readAll(far, { limit })).rows, rows, `pages of ${limit} give all`)
  }),

  ...each('of one key the later stands, in whatever order they came', async (ground, of) => {
    const [dossier] = await opened(ground, 1)
    const far = of(await session(ground))
    const first = row(dossier!)
    const second = later(first)
    const third = row(dossier!)
    const fourth = later(third)
    await bring(far, [first, second, fourth, third])
    mustBe((await readAll(far)).rows, [second, fourth], 'the later of two stands')
    const twins = [row(dossier!), row(dossier!)].map((one, index) =>
      ['a', 'b'].map((salt) => ({ ...one, body: { field: 'phone', value: index, salt } })),
    )
    await bring(far, [...twins[0]!, ...twins[1]!.toReversed()])
    const stand = [second, fourth, twins[0]![1]!, twins[1]![1]!]
    mustBe((await readAll(far)).rows, stand, 'of one stamp the later by its letters')
  }),

  ...each('what is erased stays erased, whatever comes later', async (ground, of) => {
    const [dossier] = await opened(ground, 1)
    const far = of(await session(ground))
    const first = row(dossier!)
    const gone = erased(first)
    const [never1, never2] = [row(dossier!), later(first)]
    await bring(far, [first, erased(never1)])
    await bring(far, [gone])
    await bring(far, [never2, never1, later(never1), first])
    mustBe((await readAll(far)).rows, [gone, erased(never1)], 'an erased row does not come back')
  }),

  ...each('a change comes to those who have read beyond it', async (ground, of) => {
    const [dossier] = await opened(ground, 1)
    const [one, two] = [of(await session(ground)), of(await session(ground))]
    const [first, second, third] = [row(dossier!), row(dossier!), row(dossier!)]
    await bring(one, [first, second, third])
    const { cursor } = await readAll(two)
    const [changed, gone] = [later(first), erased(second)]
    await bring(one, [changed, gone, third])
    const { rows, cursor: then } = await readAll(two, { cursor, limit: 1 })
    mustBe(rows, [changed, gone], 'what changed comes anew, and nothing else')
    mustBe((await readAll(two, { cursor: then })).rows, [], 'and once')
    await mustFail(two.pull({ place: 'town' }, 'none', 5, never), 'a cursor that is none is refused', 'cursor-gone')
  }),

  ...each('skips nothing while six write at once', async (ground, of) => {
    const dossiers = await opened(ground, 6)
    const all = dossiers.map((dossier) => Array.from({ length: 20 }, () => row(dossier)))
    let isWriting = true
    const wrote = Promise.all(
      all.map(async (rows, index) => {
        const own = of(await session(ground))
        for (let at = 0; at < rows.length; at += index + 2) {
          await bring(own, rows.slice(at, at + index + 2))
          await turn()
        }
      }),
    ).finally(() => (isWriting = false))
    // a writer that fails is told of when all are waited for
    wrote.catch(() => undefined)
    const far = of(await session(ground))
    const came = new Set<string>()
    let cursor: string | null = null
    while (isWriting) {
      const page = await far.pull({ place: 'town' }, cursor, 7, never)
      for (const { key } of page.rows) came.add(key)
      cursor = page.cursor
      await turn()
    }
    await wrote
    for (const { key } of (await readAll(far, { cursor })).rows) came.add(key)
    const missing = all.flat().filter(({ key }) => !came.has(key))
    must(missing.length === 0, `a reader beside six writers gets every row; ${missing.length} did not come`)
  }),

  ...each('a row before its dossier is to come again', async (ground, of) => {
    const both = await session(ground)
    const line = opening('case/early')
    const early = row('case/early')
    const [result] = await of(both).push([early], never)
    must(result?.status === 'retry', `whose place is unknown is to come later, not ${told(result)}`)
    await pushAll(both, [line])
    await bring(of(both), [early])
    mustBe((await readAll(of(both))).rows, [early], 'behind the opening of its dossier it is stored')
  }),

  ...each('who may not read the dossier may not read its rows, nor write them', async (ground, of) => {
    const [[own], [beside]] = [await opened(ground, 1), await opened(ground, 1, 'g70')]
    const [mine, foreign] = [row(own!), row(beside!)]
    await bring(of(await session(ground)), [mine, foreign])
    const far = of(await session(ground, 'g7'))
    mustBe((await readAll(far, { scope: { place: 'g7' } })).rows, [mine], 'a place has its own rows')
    for (const place of ['g70', 'town'])
      await mustFail(far.pull({ place }, null, 5, never), `g7 may not read ${place}`, 'forbidden')
    const smuggled = [row(beside!), later(foreign), erased(foreign), { ...later(foreign), on: own! }]
    const results = await far.push([...smuggled, later(mine, { stamp: '0' })], never)
    for (const [index, result] of results.slice(0, -1).entries())
      must(result.status === 'rejected', `foreign row ${index + 1} is rejected, not ${told(result)}`)
    must(results.at(-1)?.status === 'stored', 'and keeps no other out')
    mustBe((await readAll(of(await session(ground)))).rows, [mine, foreign], 'nothing was changed')
  }),

  ...each('a scope may name kinds', async (ground, of) => {
    const [[case1], [visit]] = [await opened(ground, 1), await opened(ground, 1, 'g7', 'visit')]
    const [one, two] = [row(case1!), row(visit!)]
    const far = of(await session(ground))
    await bring(far, [one, two])
    mustBe((await readAll(far, { scope: { place: 'town', kinds: ['visit'] } })).rows, [two], 'only of these kinds')
  }),
]

/** Of far sides that erase by themselves: what lies in a file lies there until somebody writes it anew. */
export const fading: readonly Case[] = [
  ...each('what is over by the clock there is handed out without its body', async (ground, of) => {
    const [dossier] = await opened(ground, 1)
    const far = of(await session(ground))
    const [kept, over] = [row(dossier!, { until: 8_000_000_000_000 }), row(dossier!, { until: 1_600_000_000_000 })]
    await bring(far, [kept, over])
    const { rows } = await readAll(far)
    mustBe(rows, [kept, erased(over)], 'nobody has to come and erase it')
    await bring(far, [over])
    mustBe((await readAll(far)).rows, rows, 'nor does it come back')
  }),

  ...each('rows go with their dossier, and leave no hole into which others fall', async (ground, of) => {
    const [one, two] = await opened(ground, 2)
    const far = of(await session(ground))
    const rows = [row(one!), row(two!), row(one!), row(two!)]
    await bring(far, rows)
    const { cursor } = await far.pull({ place: 'town' }, null, 1, never)
    await ground.erase(one!)
    const left = rows.filter((it) => it.on === two)
    mustBe((await readAll(far)).rows, left, 'what was erased is nowhere')
    mustBe((await readAll(far, { cursor, limit: 1 })).rows, left, 'a cursor holds although rows before it went')
    const [back] = await far.push(rows.slice(0, 1), never)
    must(back?.status === 'rejected' && back.code === 'erased', `it does not come back, and not ${told(back)}`)
    await pushAll(await session(ground), [opening(one!)])
    mustBe((await readAll(far)).rows, left, 'nor do they come back when their dossier is opened anew')
  }),
]
