/** The contract on parcels, and on dossiers that are taken out whole because their time is over. */
import { sha256 } from '../journal/hash.js'
import type { DossierId, Entry, Span } from '../types.js'
import type { Parcel, Parcels, SyncSession } from './adapter.js'
import type { Case, Ground } from './contract.js'
import { line, must, mustBe, never, on, opening, pushAll, readAll, session, told } from './contract-ground.js'

let made = 0
async function parcel(dossier: DossierId, size = 300): Promise<Parcel> {
  // every byte there is, so that none is taken for a letter
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index + made) % 256)
  bytes.set(new TextEncoder().encode(`photo ${++made}`))
  return { hash: await sha256(bytes), on: dossier, type: 'image/jpeg', bytes }
}

function parcelsOf(far: SyncSession): Parcels {
  must(far.parcels !== undefined, 'the session has parcels')
  return far.parcels
}

async function dossiers(ground: Ground): Promise<readonly [DossierId, DossierId, DossierId]> {
  const entries = [opening('case/p1'), opening('case/p2'), opening('case/p70', 'g70')] as const
  await pushAll(await session(ground), entries)
  return [entries[0].on, entries[1].on, entries[2].on]
}

async function bring(far: Parcels, parcels: readonly Parcel[]): Promise<void> {
  const results = await far.push(parcels, never)
  const ids = results.map(({ id, status }) => `${status} ${id}`).join()
  must(
    ids === parcels.map(({ hash }) => `stored ${hash}`).join(),
    `parcels in order are stored, not ${told(results[0])}`,
  )
}

const has = async (far: Parcels, { hash, on: dossier }: Parcel) =>
  (await far.fetch({ hash, on: dossier }, never)) !== undefined

export const parcelling: readonly Case[] = [
  on('parcels', 'bytes come back as they were brought, and only what is missing is asked for', async (ground) => {
    const [one, two] = await dossiers(ground)
    const far = parcelsOf(await session(ground))
    const all = [await parcel(one), await parcel(two), await parcel(one, 2000)]
    await bring(far, all.slice(0, 2))
    await bring(far, all.slice(0, 1))
    const missing = await far.missing(all, never)
    must(missing.length === 1 && missing[0]?.hash === all[2]!.hash, 'what is there is not missing, what is not is')
    for (const sent of all.slice(0, 2)) {
      const came = await parcelsOf(await session(ground)).fetch(sent, never)
      must(came !== undefined && came.type === sent.type, 'a parcel comes with its type')
      must(String([...came.bytes]) === String([...sent.bytes]), 'every byte is as it was')
    }
    must(!(await has(far, all[2]!)), 'what was not brought does not come')
  }),

  on(
    'parcels',
    'of a mixed batch each has its own answer, and other bytes than the hash are not kept',
    async (ground) => {
      const [one] = await dossiers(ground)
      const far = parcelsOf(await session(ground))
      const [good, other, last] = [await parcel(one), await parcel(one), await parcel(one)]
      const forged = { ...other, bytes: (await parcel(one)).bytes }
      const early = { ...(await parcel(one)), on: 'case/unknown' as const }
      const results = await far.push([good, forged, early, last], never)
      const answers = results.map(({ id, ...rest }) => `${id} ${'code' in rest ? rest.code : rest.status}`).join()
      const wanted = `${good.hash} stored,${forged.hash} invalid,${early.hash} retry,${last.hash} stored`
      must(answers === wanted, `each has its own answer, in order: ${answers}`)
      must(
        (await has(far, good)) && (await has(far, last)) && !(await has(far, forged)),
        'what is invalid is not there',
      )
    },
  ),

  on('parcels', 'a hash alone opens nothing', async (ground) => {
    const [, , beside] = await dossiers(ground)
    const all = parcelsOf(await session(ground))
    const foreign = await parcel(beside)
    await bring(all, [foreign])
    const far = parcelsOf(await session(ground, 'g7'))
    const named = { hash: foreign.hash, on: 'case/p1' as const }
    must(!(await has(far, foreign)), 'who may not read the dossier may not have the picture')
    must((await far.fetch(named, never)) === undefined, 'nor by naming it in a dossier of their own')
    must((await far.missing([named], never)).length === 1, 'there it is missing, until the bytes are brought')
    const [result] = await far.push([{ ...(await parcel(beside)), on: beside }], never)
    must(result?.status === 'rejected', `who may not write there brings nothing, and got ${told(result)}`)
    await bring(far, [{ ...foreign, on: 'case/p1' }])
    must((await far.fetch(named, never)) !== undefined, 'who has the bytes may show them')
    must(!(await has(far, foreign)), 'and has no more of the other dossier for it')
  }),

  on('parcels', 'texts of rules are had below their place, and are not brought from there', async (ground) => {
    const [rules, other] = [opening('rules/town', 'town'), opening('case/t', 'town')]
    const above = await session(ground)
    await pushAll(above, [rules, other])
    const [text, secret] = [await parcel(rules.on), await parcel(other.on)]
    await bring(parcelsOf(above), [text, secret])
    const far = parcelsOf(await session(ground, 'g7'))
    must(await has(far, text), 'who goes by the rules has their text')
    must(!(await has(far, secret)), 'and nothing else from above')
    const [result] = await far.push([await parcel(rules.on)], never)
    must(result?.status === 'rejected', `who may not write there brings no text, and got ${told(result)}`)
  }),
]

/** For adapters whose limits say how long a parcel may be, of far sides that forget. */
export const bounding: readonly Case[] = [
  on('parcels', 'too large is said of that parcel, by its name', async (ground) => {
    const [one] = await dossiers(ground)
    const { maxEntryBytes, maxParcelBytes = maxEntryBytes } = ground.adapter().limits
    const far = parcelsOf(await session(ground))
    const [large, small] = [await parcel(one, maxParcelBytes + 1), await parcel(one)]
    const [first, second] = await far.push([large, small], never)
    must(first?.status === 'rejected' && first.code === 'too-large', `it is too-large, not ${told(first)}`)
    must(second?.status === 'stored' && !(await has(far, large)), 'and keeps no other out')
  }),
]

/** A dossier that was opened and closed in 2020, to be kept so long. */
function closed(dossier: DossierId, keep: Span | undefined, place = 'g7'): readonly Entry[] {
  const first = opening(dossier, place, keep === undefined ? {} : { forget: { keep } })
  return [first, line(dossier, { act: 'close', to: 'closed', ends: true })]
}

function eraserOf(far: SyncSession): NonNullable<SyncSession['erase']> {
  must(far.erase !== undefined, 'the session erases')
  return far.erase.bind(far)
}

export const erasing: readonly Case[] = [
  on('erase', 'a dossier whose lines say that its time is over goes, with all that belongs to it', async (ground) => {
    const far = await session(ground)
    const [over, other] = [closed('case/over', 'P1D'), [opening('case/other')]]
    await pushAll(far, [...over, ...other])
    const [only, both] = [await parcel('case/over'), await parcel('case/over')]
    const shared = { ...both, on: 'case/other' as const }
    if (far.parcels) await bring(far.parcels, [only, both, shared])
    const { cursor } = await far.pull({ place: 'town' }, null, 1, never)
    for (const _ of ['once', 'and again']) {
      const [result] = await eraserOf(far)([{ on: 'case/over' }], never)
      must(result?.id === 'case/over' && result.status === 'stored', `it is gone, and not ${told(result)}`)
    }
    mustBe((await readAll(far)).entries, other, 'nothing of it is left, and all of the others')
    mustBe((await readAll(far, { cursor })).entries, other, 'a cursor holds')
    if (!far.parcels) return
    must(!(await has(far.parcels, only)) && !(await has(far.parcels, both)), 'its pictures are gone')
    must(await has(far.parcels, shared), 'but those that another dossier names')
    await pushAll(far, [opening('case/over')])
    must(!(await has(far.parcels, only)), 'nor do they come back when it is opened anew')
  }),

  on('erase', "nobody's word makes a dossier older than its lines say", async (ground) => {
    const far = await session(ground)
    const kept = [...closed('case/kept', 'P99Y'), ...closed('case/ever', undefined), opening('case/open')]
    const over = closed('case/over', 'P1D')
    await pushAll(far, [...kept, ...over])
    const gone = ['case/kept', 'case/ever', 'case/open', 'case/over'] as const
    const results = [
      ...(await eraserOf(far)(
        gone.map((dossier) => ({ on: dossier })),
        never,
      )),
      ...(await eraserOf(far)([{ on: 'case/kept', keep: 'P1D' }], never)),
    ]
    const answers = results.map((it) => ('code' in it ? it.code : it.status)).join()
    must(answers === 'forbidden,forbidden,forbidden,stored,forbidden', `each has its own answer: ${answers}`)
    mustBe((await readAll(far)).entries, kept, 'what was kept is there')
  }),

  on('erase', 'who may not write there erases nothing', async (ground) => {
    const over = closed('case/over', 'P1D', 'g70')
    await pushAll(await session(ground), over)
    const [result] = await eraserOf(await session(ground, 'g7'))([{ on: 'case/over' }], never)
    must(result?.status === 'rejected', `it is refused, not ${told(result)}`)
    mustBe((await readAll(await session(ground))).entries, over, 'and is there')
  }),

  on('erase', 'what was erased does not come back, and by its id another may be opened', async (ground) => {
    const far = await session(ground)
    const over = closed('case/over', 'P1D')
    const picture = await parcel('case/over')
    await pushAll(far, over)
    await eraserOf(far)([{ on: 'case/over' }], never)
    const unheard = line('case/over')
    const isRefused = async (lines: readonly Entry[]) => {
      for (const result of await far.push(lines, never))
        must(result.status === 'rejected' && result.code === 'erased', `it is refused as erased, not ${told(result)}`)
    }
    await isRefused([...over, unheard])
    const [brought] = (await far.parcels?.push([picture], never)) ?? []
    must(brought === undefined || brought.status === 'rejected', `nor is its picture taken: ${told(brought)}`)
    mustBe((await readAll(await session(ground))).entries, [], 'a device that was away brings nothing back')
    const anew = [opening('case/over'), line('case/over')]
    await pushAll(far, anew)
    await isRefused(over)
    mustBe((await readAll(far)).entries, anew, 'of one that was opened later all is taken')
    for (const _ of ['once', 'and again']) await ground.erase('case/over')
    await isRefused([...over, ...anew])
    mustBe((await readAll(far)).entries, [], 'and is gone in its turn')
  }),
]
