/** Lines in, dossier out: without it there would be facts and no state. Pure, and the same on every device. */
import { learn, noted, tell } from '../merge/notes.js'
import { broken, Tallies } from '../merge/laws.js'
import { overSince } from '../journal/forget.js'
import { momentOf } from '../time/stamp.js'
import { begin, excuse, extend, fire, move, warn } from '../time/dues.js'
import type {
  Beginning,
  Carry,
  Data,
  Dossier,
  Due,
  Effect,
  Entry,
  Line,
  Note,
  Proposal,
  Notice,
  Renames,
  Say,
} from '../types.js'
import { renamed, renamedLine } from './rename.js'

export interface Folded {
  readonly dossier: Dossier
  /** All lines in the order in which they were folded, each with what became of it. */
  readonly lines: readonly Line[]
  /** What the lines before them told, where those are in the archive. */
  readonly carried?: Carry['told']
}

type Draft = { -readonly [K in keyof Dossier]: Dossier[K] } & {
  times: Record<string, number>
  last: Record<string, Dossier['last'][string]>
  did: Record<string, string[]>
  dues: Due[]
  proposals: Proposal[]
  notices: Notice[]
  flags: Dossier['flags'][number][]
}

/**
 * Folds the lines of one dossier in the order of their ids.
 * A line fits if the folded step equals its `from`, or is one at which its act stays, and what it says must always hold
 * does; any other is kept as void, or moot if the clock wrote it. What a void line caused in this dossier goes with it.
 * @throws Error where no line opens the dossier.
 */
export function fold(entries: readonly Entry[]): Folded {
  const sorted = [...entries].sort(byId)
  const from = carriedFrom(sorted)
  const lines: Line[] = []
  const notes = new Map<string, Note>()
  const gone = new Map<string, 'void' | 'moot'>()
  const renames: Renames[] = [...(from?.carry.renames ?? [])]
  const tallies = new Tallies(from?.carry)
  let draft: Draft | undefined = from && (structuredClone(from.carry.dossier) as Draft)
  let movedBy: string | undefined
  let last: string | undefined
  for (const written of from ? sorted.slice(from.index + 1) : sorted) {
    if (written.carry) continue
    const entry = renames.reduce(renamedLine, written)
    if (entry.note) {
      learn(notes, entry.note)
      lines.push({ entry, state: 'fits' })
      continue
    }
    if (entry.sheets) {
      lines.push({ entry, state: 'fits' })
      continue
    }
    if (draft && entry.renames) {
      const already = renames.some((one) => JSON.stringify(one) === JSON.stringify(entry.renames))
      if (!already) renames.push(entry.renames)
      draft = renamed(draft, entry.renames)
      lines.push({ entry, state: already ? 'moot' : 'fits' })
      continue
    }
    const at: Draft | undefined = draft ?? (opens(entry) ? opened(entry) : undefined)
    const why = at ? misfit(at, entry, { gone, tallies, renames }) : { step: 'new' }
    if (!at || why) {
      const state = at && isMoot(at, entry, gone) ? 'moot' : 'void'
      if (draft && state === 'void') draft.void++
      gone.set(entry.id, state)
      const other = why?.law ? last : movedBy
      lines.push({ entry, state, found: { step: 'new', ...why, ...(other && !why?.cause && { line: other }) } })
      continue
    }
    draft = at
    const before = draft.step
    apply(draft, asFound(draft, entry))
    tallies.add(entry)
    last = entry.id
    if (draft.step !== before) movedBy = entry.id
    const isElsewhere = entry.stays !== undefined && entry.from !== before && !opens(entry)
    lines.push({ entry, state: 'fits', ...(isElsewhere && { found: { step: before } }) })
  }
  if (!draft) throw new Error(`No line opens ${entries[0]?.on ?? 'this dossier'}.`)
  for (const note of notes.values()) tell(draft, note, gone)
  // counted as well: a line from elsewhere may be folded before the last one and leave that in its place
  const count = lines.length + (from?.carry.count ?? 0)
  draft.head = lines.length > 0 ? `${count} ${lines.at(-1)!.entry.id}` : draft.head
  const told = lines.map((line) => noted(line, notes))
  return { dossier: draft, lines: told, ...(from && { carried: from.carry.told }) }
}

/** The carry to begin with, where the lines before it are not at hand. */
function carriedFrom(sorted: readonly Entry[]) {
  const index = sorted.findLastIndex(({ carry }) => carry)
  return index < 0 || sorted.slice(0, index).some(opens) ? undefined : { index, carry: sorted[index]!.carry! }
}

const opens = (entry: Entry) => entry.from === 'new' || entry.expected !== undefined

interface Known {
  readonly gone: ReadonlyMap<string, 'void' | 'moot'>
  readonly tallies: Tallies
  readonly renames: readonly Renames[]
}

/** Why a line does not fit; undefined if it does. */
function misfit(draft: Draft, entry: Entry, { gone, tallies, renames }: Known): Line['found'] {
  const { step } = draft
  const { cause, causeOn, due } = entry
  if (cause !== undefined && causeOn === undefined && gone.has(cause)) return { step, cause }
  if (due) return restarted(draft, entry).some((it) => isFiring(it, due)) ? undefined : { step }
  // nothing comes before it that could have been otherwise
  if (step === 'new' && opens(entry)) return undefined
  if (entry.from !== step && !entry.stays?.includes(step)) return { step }
  const law = entry.always && broken(entry.always, entry, asAfter(draft, entry), tallies, renames)
  return law && { step, law }
}

/** Nobody is called for what the clock wrote in vain, nor for what followed from it. */
const isMoot = (draft: Draft, entry: Entry, gone: Known['gone']) =>
  entry.by === 'clock' &&
  (entry.due !== undefined ||
    entry.again === true ||
    entry.to === draft.step ||
    (entry.cause !== undefined && gone.get(entry.cause) === 'moot'))

/** The dossier with the line, as far as what must always hold may ask. */
function asAfter(draft: Draft, entry: Entry) {
  const { act, by, at, id } = entry
  return {
    ...draft,
    step: asFound(draft, entry).to,
    fields: written(draft.fields, entry.data),
    times: { ...draft.times, [act]: (draft.times[act] ?? 0) + 1 },
    last: { ...draft.last, [act]: { at, by, line: id } },
  }
}

/**
 * A line as it works at the step where the fold finds it. One that stays where it is counts at another of its steps too;
 * where it went from there, and the clocks of that step, were decided on a state that was not so.
 */
function asFound(draft: Draft, entry: Entry): Entry {
  if (entry.from === draft.step || draft.step === 'new') return entry
  const { ends: _, starts = [], ...rest } = entry
  return {
    ...rest,
    to: draft.step,
    ...(draft.ended && { ends: true as const }),
    starts: starts.filter(({ since }) => since),
  }
}

const byId = (a: Entry, b: Entry) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

function opened(entry: Entry): Draft {
  const own = {
    id: entry.on,
    kind: entry.kind ?? entry.on.slice(0, entry.on.indexOf('/')),
    pack: entry.pack.slice(0, entry.pack.indexOf('@')),
    place: entry.place ?? '',
  }
  const forgets = entry.forget && { forget: entry.forget }
  if (entry.expected) return { ...begun(own, entry.expected), ...forgets }
  const draft = blank({ ...own, opened: entry.at, openedBy: entry.by })
  return { ...draft, ...(entry.source !== undefined && { source: entry.source }), ...forgets }
}

/** An expected dossier as it stood before its first line: nobody opened it, time did (SPEC J90). */
export const begun = (
  own: Pick<Dossier, 'id' | 'kind' | 'pack' | 'place'>,
  { at, step, fields, starts = [] }: Beginning,
): Draft => ({
  ...blank({ ...own, opened: at, openedBy: 'clock' }),
  step,
  fields,
  dues: starts.map(begin),
})

/** A dossier before its first line. */
export const blank = (it: Pick<Dossier, 'id' | 'kind' | 'pack' | 'place' | 'opened' | 'openedBy'>): Draft => ({
  ...it,
  step: 'new',
  fields: {},
  head: '',
  at: it.opened,
  times: {},
  last: {},
  did: {},
  dues: [],
  proposals: [],
  notices: [],
  flags: [],
  void: 0,
  ended: false,
})

const isFiring = (it: Due, due: NonNullable<Entry['due']>) =>
  it.clock === due.clock &&
  it.round === due.round &&
  it.state === 'runs' &&
  (due.warn ? it.warnAt === due.at && !it.warned : it.at === due.at && !it.fired)

/** The clocks as a line of theirs finds them that counts from a value beside the lines: it says itself from when (SPEC C19). */
function restarted({ dues }: Draft, { due, starts = [] }: Entry): Due[] {
  const [start] = due ? starts : []
  const running = start && dues.findLast(({ clock, state }) => clock === start.clock && state === 'runs')
  if (!running?.spec.newest || (running.round === start!.round && running.start === start!.at)) return dues
  return dues.map((it) => (it === running ? begin(start!) : it))
}

function apply(draft: Draft, entry: Entry) {
  const { due } = entry
  if (due) draft.dues = restarted(draft, entry).map((it) => (isFiring(it, due) ? (due.warn ? warn(it) : fire(it)) : it))
  else if (!entry.again) count(draft, entry)
  if (Object.keys(entry.data).length) draft.fields = written(draft.fields, entry.data)
  if (entry.to !== draft.step) {
    // a dossier that was only just opened has nothing to go back to
    if (draft.step !== 'new') draft.back = draft.step
    draft.dues = draft.dues.map((it) => move(it, entry.to, entry.at))
  }
  draft.step = entry.to
  draft.ended = entry.ends === true
  if (draft.forget) draft.over = overSince(draft, entry)
  draft.at = entry.at
  if (entry.causeOn && !draft.causes?.includes(entry.causeOn)) draft.causes = [...(draft.causes ?? []), entry.causeOn]
  if (entry.counted?.length)
    draft.counted = { ...draft.counted, ...Object.fromEntries(entry.counted.map((kind) => [kind, momentOf(entry.id)])) }
  for (const start of due ? [] : (entry.starts ?? [])) {
    // a clock that starts anew (a changed `since` field) leaves no earlier round running
    draft.dues = draft.dues.filter((it) => it.clock !== start.clock || it.state === 'stopped')
    draft.dues.push(begin(start))
  }
  for (const effect of entry.effects) settle(draft, entry, effect)
  const answered = [entry.act, ...(entry.declines ?? [])]
  draft.proposals = draft.proposals.filter((it) => it.line === entry.id || !answered.includes(it.act))
}

function count(draft: Draft, entry: Entry) {
  draft.times[entry.act] = (draft.times[entry.act] ?? 0) + 1
  draft.last[entry.act] = { at: entry.at, by: entry.by, line: entry.id }
  const did = (draft.did[entry.act] ??= [])
  if (!did.includes(entry.by)) did.push(entry.by)
}

/** Writes answers over fields; `null` empties one. */
export function written(fields: Data, data: Data): Data {
  const next: Record<string, Data[string]> = { ...fields }
  for (const [name, value] of Object.entries(data)) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

function settle(draft: Draft, entry: Entry, effect: Effect) {
  const params = effect.params ?? {}
  const changeDue = (clock: string, change: (due: Due) => Due) => {
    draft.dues = draft.dues.map((it) => (it.clock === clock && isLatest(draft, it) ? change(it) : it))
  }
  switch (effect.type) {
    case 'propose':
      draft.proposals.push({ line: entry.id, ...(params as unknown as Omit<Proposal, 'line'>) })
      break
    case 'notify':
      draft.notices.push({ line: entry.id, at: entry.at, ...(params as unknown as Omit<Notice, 'line' | 'at'>) })
      break
    case 'flag':
      draft.flags.push({ line: entry.id, ...(params as unknown as { rule: string; say: Say }) })
      break
    case 'extend':
      changeDue(String(params['clock']), (due) =>
        extend(due, typeof params['by'] === 'string' ? params['by'] : { share: Number(params['share'] ?? 1) }),
      )
      break
    case 'excuse':
      changeDue(String(params['clock']), excuse)
      break
    // refuse never reaches a line; set and move are in `data` and `to`; a follow is a line of its own; several is written flat
  }
}

const isLatest = (draft: Draft, due: Due) => !draft.dues.some((it) => it.clock === due.clock && it.round > due.round)
