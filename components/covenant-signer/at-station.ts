/** Reads a covenant and one signature under it from the station: the pack `covenant`, whatever a community calls its kinds. */
import type { Station } from '../../engine/station.js'
import type { Act, Data, Dossier, DossierId, PartyId, PlaceId, Say } from '../../engine/types.js'
import type { DossierView } from '../../engine/view.js'
import { publicWall, wallOf } from './count.js'
import {
  type ActName,
  type Covenant,
  type Edition,
  type Offers,
  packName,
  type Signature,
  type SignedBy,
} from './covenant.js'

/** Prefixes under which this community keeps texts and signatures; undefined where the pack is not in use. */
export function kindsOf({ book }: Station): { readonly text: string; readonly signature: string } | undefined {
  const prefix = (kind: string) =>
    [...book.kinds].find(([, owner]) => owner.pack.name === packName && owner.kind === kind)?.[0]
  const [text, signature] = [prefix('pledge'), prefix('signature')]
  return text !== undefined && signature !== undefined ? { text, signature } : undefined
}

/** @param which an edition; the newest published one otherwise */
export async function covenantAt(
  station: Station,
  which: DossierId | undefined,
  wanted: PartyId | undefined,
): Promise<Covenant | null> {
  const kinds = kindsOf(station)
  if (!kinds) return null
  const texts = await station.dossiers({ kind: kinds.text, sort: 'at' })
  const published = texts.filter(({ step }) => step === 'published').sort((a, b) => b.opened - a.opened)
  const one = which ? texts.find(({ id }) => id === which) : published[0]
  if (!one) return null
  const editions = texts
    .filter(({ place, fields }) => place === one.place && fields['name'] === one.fields['name'])
    .map((dossier) => edition(dossier, station))
    .sort((a, b) => b.edition - a.edition)
  const pack = station.book.packs.get(packName)!
  const by = pack.params['signed-by'] as SignedBy
  const signers = signersAt(station, one.place, by)
  const signer = signers.includes(wanted ?? '') ? wanted : signers[0]
  const witnesses = holdersOf(station, 'witness', homeOf(station, signer, one.place))
  const found = signer === undefined ? undefined : await signatureOf(station, one.id, signer)
  const before = signer === undefined || found ? undefined : await earlierOf(station, one.id, editions, signer)
  const issuer = holdersOf(station, 'convenor', one.place)[0]
  const keep = await keptFor(station, kinds.signature)
  const wall = mayCount(station, one.place)
    ? await wallOf(station, kinds.signature, one, by)
    : published.length === 1 && one === published[0]
      ? await publicWall(station, one, by)
      : undefined
  return {
    title: sayOf(one.fields['title'] ?? one.fields['name']),
    place: station.place(one.place),
    edition: edition(one, station),
    editions,
    by,
    ...(issuer !== undefined && { issuer: station.party(issuer).post ?? station.party(issuer).name }),
    ...(keep && { keep }),
    signers: signers.map((id) => station.party(id)),
    witnesses: witnesses.map((id) => station.party(id)),
    ...(signer !== undefined && { signer, offers: await offersOf(station, one.id, signer, found, witnesses) }),
    ...(found && { signature: found }),
    ...(before && { earlier: before }),
    ...(wall && { wall }),
  }
}

/** The wish of somebody here, made so that it opens a signature or goes on with the one that is there; without a station the signer wishes. */
export function wish(
  station: Station | undefined,
  type: ActName,
  {
    edition,
    signer,
    on,
    by,
    data,
  }: {
    readonly edition: DossierId
    readonly signer: PartyId
    readonly on?: DossierId | undefined
    readonly by?: PartyId | undefined
    readonly data?: Data
  },
): Act {
  const prefix = (station && kindsOf(station)?.signature) ?? 'signature'
  const opened: Data = on ? {} : { pledge: edition }
  const said: Data = type.startsWith('withdraw') ? {} : { signer }
  const home = on ? undefined : station?.posts.party(signer)?.place
  return {
    type,
    on: on ?? `${prefix}/new`,
    by: by ?? (station ? (station.me ?? 'anyone') : signer),
    data: { ...opened, ...said, ...data },
    ...(home !== undefined && { place: home }),
  }
}

/** Where a signer lives; there the witnesses are at hand. */
function homeOf({ posts, places }: Station, signer: PartyId | undefined, within: PlaceId): PlaceId {
  const home = signer === undefined ? undefined : posts.party(signer)?.place
  return home !== undefined && places.under(home, within) ? home : within
}

const sayOf = (value: unknown): Say =>
  typeof value === 'object' && value !== null ? (value as Say) : { zh: String(value ?? ''), en: String(value ?? '') }

function edition(dossier: Dossier, station: Station): Edition {
  const { id, fields, step, last, at } = dossier
  return {
    dossier: id,
    edition: Number(fields['edition'] ?? 1),
    step,
    stepTitle: station.steps(id.slice(0, id.indexOf('/')))[step] ?? { zh: step, en: step },
    body: sayOf(fields['body']),
    published: last['publish']?.at ?? at,
  }
}

/** Whoever lives here signs for the household or for themselves; a witness may be with those of their own place. */
function signersAt(station: Station, place: PlaceId, by: SignedBy): readonly PartyId[] {
  const { posts, me, places, book } = station
  if (me === undefined) return []
  const own = by === 'person' ? [me] : [me, ...(posts.party(me)?.in ?? [])]
  const mine = own.filter((id) => posts.party(id)?.kind === by)
  const roles = book.packs.get(packName)?.roles['witness'] ?? []
  const near = (id: PartyId) => {
    const at = posts.party(id)?.place
    return at === undefined || places.under(at, place)
  }
  const witnessed = posts
    .parties(by)
    .filter((id) => near(id) && posts.holds(me, roles, homeOf(station, id, place)) && (by === 'household' || id !== me))
  return [...new Set([...mine, ...witnessed])]
}

function holdersOf({ posts, book }: Station, role: string, place: string): readonly PartyId[] {
  const held = posts.holders(book.packs.get(packName)?.roles[role] ?? [], place)
  return [...new Set(held.flatMap(({ party }) => (party === undefined ? [] : [party])))]
}

async function signatureOf(station: Station, text: DossierId, signer: PartyId): Promise<Signature | undefined> {
  const kinds = kindsOf(station)!
  const [one] = await station.dossiers({ kind: kinds.signature, where: { pledge: text, signer } })
  const view = one && (await station.view(one.id))
  return view && signature(view, station, text, signer)
}

/** The newest that this signer gave to an earlier edition and that still stands. */
async function earlierOf(
  station: Station,
  text: DossierId,
  editions: readonly Edition[],
  signer: PartyId,
): Promise<Signature | undefined> {
  for (const { dossier } of editions.filter((each) => each.dossier !== text)) {
    const found = await signatureOf(station, dossier, signer)
    if (found?.step === 'signed') return found
  }
  return undefined
}

/** What is kept of the signature that a paper names; undefined where there is none, or it is not for these eyes. */
export async function signatureNamed(station: Station, id: DossierId): Promise<Signature | undefined> {
  const view = await station.view(id)
  if (!view || view.limited || !id.startsWith(`${kindsOf(station)?.signature}/`)) return undefined
  const { pledge, signer } = view.dossier.fields
  return signature(view, station, String(pledge) as DossierId, String(signer))
}

function signature(view: DossierView, station: Station, text: DossierId, signer: PartyId): Signature {
  const { dossier } = view
  const answer = (name: string) => {
    const value = view.fields.find((field) => field.name === name)?.value
    return typeof value === 'string' ? value : undefined
  }
  const [stroke, typed, witness] = ['stroke', 'typed-name', 'witnessed-by'].map(answer)
  const line = view.lines.reduce<string | undefined>((newest, { line: { entry, state } }) => {
    return state === 'fits' && entry.to === dossier.step && entry.id > (newest ?? '') ? entry.id : newest
  }, undefined)
  const [given] = ['sign', 'sign-witnessed'].flatMap((act) => dossier.last[act]?.at ?? []).sort((a, b) => b - a)
  return {
    dossier: dossier.id,
    edition: text,
    signer: station.party(signer),
    step: dossier.step,
    at: dossier.at,
    ...(given !== undefined && { given }),
    ...(line !== undefined && { line }),
    ...(stroke !== undefined && { stroke }),
    ...(typed !== undefined && { typed }),
    ...(witness !== undefined && { witness: station.party(witness).name }),
  }
}

/** Would it go through, once the name is written? Asked with a name and a reason that stand for them. */
async function offersOf(
  station: Station,
  edition: DossierId,
  signer: PartyId,
  found: Signature | undefined,
  [witness]: readonly PartyId[],
): Promise<Offers> {
  const ask = async (type: ActName, data: Data = {}, by?: PartyId) =>
    [
      type,
      await station.ask({ ...wish(station, type, { edition, signer, on: found?.dossier, by, data }), reason: '-' }),
    ] as const
  if (found?.step === 'signed') return Object.fromEntries([await ask('withdraw'), await ask('withdraw-witnessed')])
  return Object.fromEntries([
    await ask('sign', { stroke: '-' }),
    ...(witness === undefined ? [] : [await ask('sign-witnessed', { 'typed-name': '-' }, witness)]),
    await ask('decline'),
  ])
}

async function keptFor(station: Station, kind: string): Promise<Say | undefined> {
  const sign = (await station.openings(kind)).find(({ act }) => act === 'sign')
  return sign?.asks.find(({ type }) => type === 'signature')?.private?.keep
}

/** Whoever is shown one signature only would count one. */
function mayCount({ posts, me, book }: Station, place: PlaceId): boolean {
  const roles = book.packs.get(packName)?.roles ?? {}
  const counting = [...(roles['convenor'] ?? []), ...(roles['witness'] ?? [])]
  return me !== undefined && posts.holds(me, counting, place)
}
