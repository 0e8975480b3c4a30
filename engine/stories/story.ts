/** One story of a pack, from its first line to what must be true: told loudly where anything came out otherwise. */
import { fold } from '../act/fold.js'
import { ownerOf, prefixOf } from '../act/world.js'
import { lateClocks } from '../facts/dossier.js'
import { gather } from '../facts/gather.js'
import { wordingOf } from '../explain/names.js'
import type { Figure, Measured, MemberFigure } from '../measures/measured.js'
import type { Book } from '../pack/book.js'
import type { Example } from '../pack/format.js'
import { momentIn } from '../time/calendar.js'
import type { Decision, Dossier, DossierId, Effect, Entry, Json } from '../types.js'
import { Play, StoryStopped } from './play.js'
import { sampleRoll } from './sample.js'
import { withParams } from './staged.js'
import { same } from './same.js'

/** What differs: both empty if it came out as told. */
export interface Outcome {
  readonly expected: Readonly<Record<string, Json>>
  readonly got: Readonly<Record<string, Json>>
}

/** A story that stops halfway, say by an act that is refused, differs by that and stops no other. */
export const tell = (story: Example, book: Book, name: string): Promise<Outcome> =>
  played(story, book, name).catch((error: Error) => {
    const says = error instanceof StoryStopped ? error.says : { zh: error.message, en: error.message }
    return { expected: story.then, got: { stopped: says } }
  })

async function played(story: Example, book: Book, name: string): Promise<Outcome> {
  const { places, posts } = sampleRoll(book.packs.get(name)!.file)
  const play = new Play(withParams(book, name, story.params), places, posts)
  for (const [index, line] of (story.given ?? []).entries()) refused(await play.turn(line), index + 1)
  const before = await play.all()
  const decision = await play.turn(story.when)
  const seen: Seen = {
    pack: name,
    story,
    play,
    decision,
    on: (story.then.on as DossierId | undefined) ?? decision?.act.on ?? play.on!,
    before,
  }
  // a refusal that the story does not speak of is no success
  const told: Record<string, Json> = { allowed: story.then.because === undefined, ...story.then }
  const got: Record<string, Json> = {}
  for (const key of Object.keys(told)) {
    const look = looks[key as keyof Example['then']]
    got[key] = look ? ((await look(seen)) ?? null) : null
  }
  const differs = Object.keys(told).filter((key) => !looks[key as keyof Example['then']] || !same(got[key], told[key]!))
  const only = (all: Record<string, Json>) => Object.fromEntries(differs.map((key) => [key, all[key] ?? null]))
  return { expected: only(told), got: only(got) }
}

function refused(decision: Decision | undefined, line: number): void {
  if (!decision || decision.allowed) return
  const { zh, en } = decision.says ?? { zh: decision.because ?? '', en: decision.because ?? '' }
  throw new StoryStopped({
    zh: `前情第 ${line} 行「${decision.act.type}」没有办成：${zh}`,
    en: `line ${line} of what was given, "${decision.act.type}", was refused: ${en}`,
  })
}

interface Seen {
  /** Name of the pack whose story it is. */
  readonly pack: string
  readonly story: Example
  readonly play: Play
  readonly decision: Decision | undefined
  readonly on: DossierId
  /** Lines that were there before the act or the waiting. */
  readonly before: readonly Entry[]
}
type Look = (seen: Seen) => Json | undefined | Promise<Json | undefined>

/** How each thing that a story may say is looked up. What is not here makes a story red. */
const looks: Readonly<Partial<Record<keyof Example['then'], Look>>> = {
  allowed: ({ decision }) => decision?.allowed ?? true,
  because: ({ decision }) => decision?.because,
  on: ({ on }) => on,
  step: async (seen) => (await dossierOf(seen))?.step,
  void: async ({ play, on }) => {
    const lines = await play.lines(on)
    return lines.length > 0 && fold(lines).lines.at(-1)!.state === 'void'
  },
  late: async (seen) => {
    const dossier = await dossierOf(seen)
    return dossier && lateClocks(dossier, seen.play.now)
  },
  proposed: async (seen) => [...new Set((await dossierOf(seen))?.proposals.map(({ act }) => act))],
  fields: async (seen) => only((await dossierOf(seen))?.fields ?? {}, seen.story.then.fields!),
  stored: async (seen) => {
    const lines = (await fresh(seen)).filter(({ on }) => on === seen.on)
    return only(Object.assign({}, ...lines.map(({ data }) => data)) as Record<string, Json>, seen.story.then.stored!)
  },
  due: async (seen) => duesOf(await dossierOf(seen), seen),
  // of an act what its rules bring; of waiting what came due
  effects: async (seen) => {
    const effects = seen.decision
      ? seen.decision.why.filter((it) => it.holds).map((it) => it.effect)
      : (await fresh(seen)).flatMap((line) => (line.due ? line.effects : []))
    return [...new Set(effects.flatMap(namesOf))]
  },
  opens: ({ play, before, on, story }) => {
    const told = story.then.opens!
    const known = new Set(before.map((it) => it.on))
    const opened = [...play.ids].filter((id) => !known.has(id) && (id !== on || told.includes(on)))
    // an id that is made at random is told as `<prefix>/new`
    return opened.map((id) => (!told.includes(id) && told.includes(`${prefixOf(id)}/new`) ? `${prefixOf(id)}/new` : id))
  },
  measures: async ({ story, play, pack }) => {
    const { measure } = await import('../measures/measures.js')
    const hands = { wording: wordingOf(play.book), sheets: (on: DossierId) => play.sheets(on) }
    const all = Object.entries(story.then.measures!).map(async ([name, told]): Promise<[string, Json]> => {
      return [name, measuredAs(await measure(pack, name, {}, play, hands), told)]
    })
    return Object.fromEntries(await Promise.all(all))
  },
  facts: async (seen) => {
    const dossier = await dossierOf(seen)
    if (!dossier) return undefined
    const { play, story } = seen
    const owner = ownerOf(play.book, prefixOf(dossier.id))
    const names = Object.keys(story.then.facts!)
    const it = { owner, act: { type: story.when.act ?? '', by: seen.decision?.act.by ?? 'anyone' }, after: dossier }
    const facts = await gather(new Set(names.map((name) => name.split('.')[0]!)), it, play)
    return Object.fromEntries(
      names.map((name) => [name, walked(facts as Record<string, Json>, name.split('.')) ?? null]),
    )
  },
}

/** What a story says of a measure: its number or, where it asks for more, its members and who stands where. */
function measuredAs({ total, members }: Measured, told: Json): Json {
  const of = ({ value, why }: Figure): Json => value ?? why ?? null
  if (typeof told !== 'object' || told === null) return of(total)
  const keys = (fit: (member: MemberFigure) => boolean) => members.filter(fit).flatMap(({ key }) => key ?? [])
  return {
    total: of(total),
    members: Object.fromEntries(members.map((member) => [member.key ?? '', of(member)])),
    top: keys(({ stands }) => stands === 'top'),
    bottom: keys(({ stands }) => stands === 'bottom'),
    unranked: keys(({ rank }) => rank === undefined),
  }
}

const dossierOf = ({ play, on }: Seen): Promise<Dossier | undefined> => play.dossier(on)

/** Lines that came of it. */
async function fresh({ play, before }: Seen): Promise<readonly Entry[]> {
  const known = new Set(before.map(({ id }) => id))
  return (await play.all()).filter(({ id }) => !known.has(id))
}

/** When the named clocks are due: as the story writes it if it is that moment, otherwise when it is. */
function duesOf(dossier: Dossier | undefined, { story, play }: Seen): Json | undefined {
  if (!dossier) return undefined
  const { zone } = play.book
  return Object.fromEntries(
    Object.entries(story.then.due!).map(([clock, at]) => {
      const is = dossier.dues.find((due) => due.clock === clock && due.state === 'runs')?.at
      if (is === undefined) return [clock, null]
      return [clock, at !== null && is === momentIn(at, zone) ? at : new Date(is).toISOString()]
    }),
  )
}

const walked = (value: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, Json>>)[step] : undefined),
    value,
  )

const only = (all: Readonly<Record<string, Json>>, wanted: Readonly<Record<string, Json>>): Record<string, Json> =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, all[name] ?? null]))

const namesOf = (effect: Effect): string[] =>
  effect.type === 'several' ? (effect.params!['effects'] as unknown as Effect[]).flatMap(namesOf) : [effect.type]
