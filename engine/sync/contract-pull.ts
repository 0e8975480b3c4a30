/** The contract on fetching lines. */
import type { Entry } from '../types.js'
import type { Case } from './contract.js'
import {
  idsOf,
  must,
  mustBe,
  mustFail,
  never,
  on,
  opening,
  openings,
  pushAll,
  readAll,
  session,
  turn,
} from './contract-ground.js'
import type { Ground } from './contract.js'

/** Brings lines in batches that the adapter allows. */
async function bring(ground: Ground, entries: readonly Entry[], size = 7): Promise<void> {
  const far = await session(ground)
  for (let at = 0; at < entries.length; at += size) {
    await pushAll(far, entries.slice(at, at + size))
    await turn()
  }
}

/** Each of these came, however often and in whatever order. */
function mustHave(found: readonly Entry[], wanted: readonly Entry[], promise: string): void {
  const have = new Set(idsOf(found))
  const missing = idsOf(wanted).filter((id) => !have.has(id))
  must(missing.length === 0, `${promise}; ${missing.length} of ${wanted.length} did not come`)
}

export const pulling: readonly Case[] = [
  on('pull', 'many pages give what one page gives', async (ground) => {
    const entries = openings(23)
    await bring(ground, entries)
    const far = await session(ground)
    for (const limit of [1, 2, 5, 22, 23, 24])
      mustBe((await readAll(far, { limit })).entries, entries, `pages of ${limit} give everything once`)
  }),

  on('pull', 'a cursor goes on in another session', async (ground) => {
    const entries = openings(12)
    await bring(ground, entries)
    const first = await (await session(ground)).pull({ place: 'town' }, null, 5, never)
    const rest = await readAll(await session(ground), { cursor: first.cursor })
    mustBe([...first.entries, ...rest.entries], entries, 'what comes behind a cursor is the same in every session')
  }),

  on('pull', 'an empty page does not begin anew', async (ground) => {
    const entries = openings(3)
    const far = await session(ground)
    const { cursor: none } = await readAll(far)
    await bring(ground, entries)
    const { cursor, entries: came } = await readAll(far, { cursor: none })
    mustBe(came, entries, 'a cursor of an empty far side is one')
    const empty = await readAll(far, { cursor })
    mustBe(empty.entries, [], 'behind the last line there is nothing')
    mustBe(
      (await readAll(far, { cursor: empty.cursor })).entries,
      [],
      'an empty page leaves the cursor behind the last',
    )
    const more = openings(1)
    await bring(ground, more)
    mustBe((await readAll(far, { cursor: empty.cursor })).entries, more, 'what comes later comes behind an empty page')
  }),

  on('pull', 'skips nothing while six write at once', async (ground) => {
    const each = Array.from({ length: 6 }, () => openings(40))
    let isWriting = true
    const wrote = Promise.all(each.map((own, index) => bring(ground, own, index + 2))).finally(
      () => (isWriting = false),
    )
    const far = await session(ground)
    const came: Entry[] = []
    let cursor: string | null = null
    while (isWriting) {
      const page = await far.pull({ place: 'town' }, cursor, 9, never)
      came.push(...page.entries)
      cursor = page.cursor
      await turn()
    }
    await wrote
    came.push(...(await readAll(far, { cursor })).entries)
    mustHave(came, each.flat(), 'a reader beside six writers gets every line')
  }),

  on('pull', 'what was erased leaves no hole into which others fall', async (ground) => {
    const entries = openings(10)
    await bring(ground, entries)
    const far = await session(ground)
    const { entries: first, cursor } = await far.pull({ place: 'town' }, null, 4, never)
    for (const { on: gone } of first.slice(0, 2)) await ground.erase(gone)
    const left = entries.filter(({ id }) => !idsOf(first).includes(id))
    mustHave((await readAll(far, { cursor, limit: 2 })).entries, left, 'a cursor holds although lines before it went')
    await ground.erase(left.at(-1)!.on)
    const more = openings(2)
    await bring(ground, more)
    const all = [...entries.filter(({ on: one }) => one !== left.at(-1)!.on), ...more]
    const erased = new Set(first.slice(0, 2).map(({ on: one }) => one))
    mustBe(
      (await readAll(await session(ground))).entries,
      all.filter(({ on: one }) => !erased.has(one)),
      'what was erased is gone, and only that',
    )
  }),

  on('pull', 'a cursor that is none is said to be gone', async (ground) => {
    await bring(ground, openings(3))
    const far = await session(ground)
    const { cursor } = await readAll(far)
    for (const garbage of ['', 'x', '-1', '0', '999999999', `${cursor}0`, '{"seq":1}', "' or 1=1"])
      await mustFail(
        far.pull({ place: 'town' }, garbage, 5, never),
        `the cursor ${JSON.stringify(garbage)} is refused`,
        'cursor-gone',
      )
  }),

  on('pull', 'an older copy that was put back is known as one, also by who only brought lines', async (ground) => {
    const before = openings(3)
    await bring(ground, before)
    const first = await session(ground)
    const { cursor } = await readAll(first)
    must((await session(ground)).epoch === first.epoch, 'every session tells the same epoch')
    const epochOf = async () => (await first.pull({ place: 'town' }, null, 5, never)).epoch
    must((await epochOf()) === first.epoch, 'a page is of the epoch of its session')
    await ground.setBack()
    const isTold = await epochOf().then(
      (epoch) => first.epoch === undefined || (epoch !== undefined && epoch !== first.epoch),
      () => true,
    )
    must(isTold, 'a session from before either fails or says of its pages that they are of another epoch')
    const far = await session(ground)
    must(far.epoch === undefined || far.epoch !== first.epoch, `its epoch is another one and not still ${far.epoch}`)
    await mustFail(far.pull({ place: 'town' }, cursor, 5, never), 'a cursor of before is refused', 'cursor-gone')
    const after = openings(3)
    await bring(ground, after)
    mustBe((await readAll(far)).entries, after, 'from the beginning it is read again')
  }),

  on('pull', 'only the kinds that are asked for come', async (ground) => {
    const [cases, patrols] = [openings(4), openings(3, 'g7', 'patrol')]
    await bring(ground, [...cases, ...patrols])
    const far = await session(ground)
    const scope = { place: 'town', kinds: ['patrol'] }
    mustBe((await readAll(far, { scope, limit: 2 })).entries, patrols, 'of two kinds the one comes')
  }),

  on('pull', 'devices that write and read at random all have the same in the end', async (ground) => {
    const devices = await Promise.all(
      Array.from({ length: 5 }, async () => ({ far: await session(ground), have: new Map<string, Entry>() })),
    )
    const written: Entry[] = []
    let seed = 20200410
    const draw = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      return Math.floor((seed / 2 ** 31) * below)
    }
    const cursors = devices.map((): string | null => null)
    const read = async (index: number, limit: number) => {
      const { far, have } = devices[index]!
      const page = await far.pull({ place: 'town' }, cursors[index]!, limit, never)
      for (const entry of page.entries) have.set(entry.id, entry)
      cursors[index] = page.cursor
      return page.more
    }
    for (let step = 0; step < 60; step++) {
      const index = draw(devices.length)
      if (draw(2) === 0) await read(index, 1 + draw(6))
      else {
        const own = openings(1 + draw(4))
        written.push(...own)
        await pushAll(devices[index]!.far, own)
        if (draw(3) === 0) await pushAll(devices[draw(devices.length)]!.far, own)
      }
    }
    for (const [index, { have }] of devices.entries()) {
      while (await read(index, 4));
      mustBe([...have.values()], written, `device ${index + 1} has what all have written`)
    }
  }),

  on('pull', 'a bell rings for what arrives, until it is stopped', async (ground) => {
    const [far, other] = [await session(ground, 'g7'), await session(ground)]
    if (!far.watch) return
    let rung = 0
    const end = new AbortController()
    const watched = far.watch({ place: 'g7' }, () => rung++, end.signal)
    await pushAll(other, [opening('case/1')])
    for (let turns = 0; rung === 0 && turns < 2000; turns++) await turn()
    must(rung > 0, 'the bell rings when a line arrives')
    end.abort()
    await watched
    const before = rung
    await pushAll(other, [opening('case/2')])
    for (let turns = 0; turns < 20; turns++) await turn()
    must(rung === before, 'a bell that is stopped does not ring')
  }),
]
