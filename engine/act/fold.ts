/** Lines in, dossier out: without it there would be facts and no state. Pure, and the same on every device. */
import { begin, excuse, extend, fire, move, warn } from '../time/dues.js'
import type { Data, Dossier, Due, Effect, Entry, Line, Proposal, Notice, Renames, Say } from '../types.js'
import { renamed, renamedLine } from './rename.js'

export interface Folded {
  readonly dossier: Dossier
  /** All lines in the order in which they were folded, each with what became of it. */
  readonly lines: readonly Line[]
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
 * A line fits iff the folded step equals its `from`; any other is kept as void, or moot if the clock wrote it.
 * @throws Error where no line opens the dossier.
 */
export function fold(entries: readonly Entry[]): Folded {
  const lines: Line[] = []
  let draft: Draft | undefined
  let movedBy: string | undefined
  const renames: Renames[] = []
  for (const written of [...entries].sort(byId)) {
    const entry = renames.reduce(renamedLine, written)
    if (draft && entry.renames) {
      const already = renames.some((one) => JSON.stringify(one) === JSON.stringify(entry.renames))
      if (!already) renames.push(entry.renames)
      draft = renamed(draft, entry.renames)
      lines.push({ entry, state: already ? 'moot' : 'fits' })
      continue
    }
    if (!draft) {
      if (entry.from !== 'new') {
        lines.push({ entry, state: 'void', found: { step: 'new' } })
        continue
      }
      draft = opened(entry)
    } else if (!fits(draft, entry)) {
      const moot = entry.by === 'clock' && (entry.due !== undefined || entry.to === draft.step)
      if (!moot) draft.void++
      lines.push({
        entry,
        state: moot ? 'moot' : 'void',
        found: { step: draft.step, ...(movedBy && { line: movedBy }) },
      })
      continue
    }
    apply(draft, entry)
    if (entry.to !== entry.from) movedBy = entry.id
    lines.push({ entry, state: 'fits' })
  }
  if (!draft) throw new Error(`No line opens ${entries[0]?.on ?? 'this dossier'}.`)
  // counted as well: a line from elsewhere may be folded before the last one and leave that in its place
  draft.head = `${lines.length} ${lines.at(-1)!.entry.id}`
  return { dossier: draft, lines }
}

const byId = (a: Entry, b: Entry) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const opened = (entry: Entry): Draft => ({
  ...blank({
    id: entry.on,
    kind: entry.kind ?? entry.on.slice(0, entry.on.indexOf('/')),
    pack: entry.pack.slice(0, entry.pack.indexOf('@')),
    place: entry.place ?? '',
    opened: entry.at,
    openedBy: entry.by,
  }),
  ...(entry.source !== undefined && { source: entry.source }),
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

function fits(draft: Draft, entry: Entry): boolean {
  if (entry.from !== draft.step) return false
  const { due } = entry
  return !due || draft.dues.some((it) => isFiring(it, due))
}

const isFiring = (it: Due, due: NonNullable<Entry['due']>) =>
  it.clock === due.clock &&
  it.round === due.round &&
  it.state === 'runs' &&
  (due.warn ? it.warnAt === due.at && !it.warned : it.at === due.at && !it.fired)

function apply(draft: Draft, entry: Entry) {
  const { due } = entry
  if (due) draft.dues = draft.dues.map((it) => (isFiring(it, due) ? (due.warn ? warn(it) : fire(it)) : it))
  else count(draft, entry)
  if (Object.keys(entry.data).length) draft.fields = written(draft.fields, entry.data)
  if (entry.to !== draft.step) {
    draft.back = draft.step
    draft.dues = draft.dues.map((it) => move(it, entry.to, entry.at))
  }
  draft.step = entry.to
  draft.ended = entry.ends === true
  draft.at = entry.at
  for (const start of entry.starts ?? []) {
    // a clock that starts anew (a changed `since` field) leaves no earlier round running
    draft.dues = draft.dues.filter((it) => it.clock !== start.clock || it.state === 'stopped')
    draft.dues.push(begin(start))
  }
  for (const effect of entry.effects) settle(draft, entry, effect)
  draft.proposals = draft.proposals.filter((it) => it.line === entry.id || it.act !== entry.act)
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
