/** Divisions of grids that did not come about as they were decided: without it a history would tell of grids that never were. */
import { listed, say, wordsOf, type Wording } from '../judge/words.js'
import type { RosterFile } from '../pack/format.js'
import type { Show } from '../show.js'
import type { Dossier, PartyId, PlaceId, Say } from '../types.js'
import type { DossierView, LineView } from '../view.js'
import { dayBefore } from './days.js'
import { aboveOn, inForce } from './in-order.js'
import type { Succession } from './successions.js'

/** What was decided, and the dossier that says so. */
export interface Division {
  readonly dossier: Dossier
  readonly is: Succession
}

export interface Overtaken {
  /** What did not go over: places that lie elsewhere on that day, or the place that should have ended then. */
  readonly stays: readonly PlaceId[]
  /** The other one that is about the same; absent where it is the roster that says otherwise. */
  readonly other?: Division
  /** It was decided before, and counts; if not, it changed what had come about. */
  readonly isFirst: boolean
}

type Rows = RosterFile['places']

/**
 * Undefined where all came about as it was decided.
 * @param all in the order in which they count
 * @param places as all of them leave them
 */
export function overtaken(own: Division, all: readonly Division[], places: Rows): Overtaken | undefined {
  const stays = staysIn(places, own.is)
  if (stays.length === 0) return undefined
  const index = all.indexOf(own)
  const first = all.slice(0, index).findLast(({ is }) => meets(is, own.is))
  const other = first ?? all.slice(index + 1).find(({ is }) => meets(is, own.is))
  return { stays, ...(other && { other }), isFirst: first !== undefined }
}

function staysIn(places: Rows, { place, heir, takes, since }: Succession): readonly PlaceId[] {
  if (takes) return takes.filter((id) => places[id] && aboveOn(places[id], since) !== heir)
  const { until, next } = places[place] ?? {}
  return until === dayBefore(since) && next?.includes(heir) ? [] : [place]
}

/** Both are about one grid or one building. */
function meets(one: Succession, other: Succession): boolean {
  const parts = ({ place, heir, takes = [] }: Succession) => [place, heir, ...takes]
  const own = new Set(parts(one))
  return parts(other).some((id) => own.has(id))
}

/** What of a station a view is marked with. */
interface Hands {
  readonly divisions: readonly Division[]
  readonly places: Rows
  readonly show: Pick<Show, 'called' | 'party' | 'wording'>
  readonly me: PartyId | undefined
}

/** The view with a note on the line that decided it: what counts instead, and whom to call. */
export async function marked(view: DossierView, { divisions, places, show, me }: Hands): Promise<DossierView> {
  const { id, step } = view.dossier
  const own = divisions.find(({ dossier }) => dossier.id === id)
  const found = own && overtaken(own, divisions, places)
  const isIts = ({ line: { state, entry } }: LineView) => state === 'fits' && entry.to === step && entry.from !== step
  const decided = view.lines.find(isIts)
  if (!found || !decided) return view
  const other = found.other?.dossier
  const title = other && (await show.called(other.id, me)).title
  const says = saysOf(own.is, found, title, places, show.wording)
  const note = { says, call: found.isFirst && other ? [decided.by, show.party(newestBy(other))] : [] }
  const lines = view.lines.map((line) => (line === decided ? { ...line, notes: [...(line.notes ?? []), note] } : line))
  return { ...view, lines }
}

function newestBy({ last }: Dossier): PartyId {
  return Object.values(last).reduce((newest, it) => (it.line > newest.line ? it : newest)).by
}

function saysOf(
  is: Succession,
  { stays, isFirst }: Overtaken,
  title: Say | undefined,
  places: Rows,
  wording: Wording,
): Say {
  const since = wordsOf(is.since, { type: 'date' }, wording)
  const lie = liesIn(stays, is, places)
  const why = !title
    ? say('名册上不是这样。', 'The roster says otherwise.')
    : isFirst
      ? say(`「${title.zh}」定在先，照那一次。`, `"${title.en}" was decided before and counts.`)
      : say(`「${title.zh}」后来改了。`, `"${title.en}" changed it since.`)
  const call = isFirst ? say('两位请通个电话。', ' Please call each other.') : say('', '')
  return say(`${why.zh}${since.zh}起，${lie.zh}。${call.zh}`, `${why.en} From ${since.en}: ${lie.en}.${call.en}`)
}

/** Where they lie on that day instead. */
function liesIn(stays: readonly PlaceId[], { takes, since }: Succession, places: Rows): Say {
  const title = (id: PlaceId) => places[id]?.title ?? say(id, id)
  if (!takes) return listed(stays.map((id) => outcomeOf(title(id), places[id], since, title)))
  const where = (id: PlaceId) => aboveOn(places[id]!, since) ?? id
  const each = [...new Set(stays.map(where))].map((above) => {
    const [what, there] = [listed(stays.filter((id) => where(id) === above).map(title)), title(above)]
    return say(`${what.zh}属于${there.zh}`, `${what.en} in ${there.en}`)
  })
  return say(each.map(({ zh }) => zh).join('，'), each.map(({ en }) => en).join('; '))
}

/** A place that should have ended. */
function outcomeOf(own: Say, row: Rows[string] | undefined, since: string, title: (id: PlaceId) => Say): Say {
  const next = row && !inForce(row, since) ? row.next : undefined
  if (!next) return say(`${own.zh}照旧`, `${own.en} stays`)
  const heirs = listed(next.map(title))
  return say(`${own.zh}已并到${heirs.zh}`, `${own.en} has gone over to ${heirs.en}`)
}
