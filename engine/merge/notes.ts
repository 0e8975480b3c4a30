/** What is known of a line from other dossiers: the fold of one dossier cannot see it, so it comes as a line of its own. */
import type { Dossier, Entry, Line, Note, PartyId, Say } from '../types.js'
import { noteId } from '../time/stamp.js'

const key = ({ of, on }: Pick<Note, 'of' | 'on'>) => `${of} ${on}`

/**
 * Of several notes on one line the one that knows most stands: lines are only ever added, so it is the later truth. Ids of
 * notes sort by how much they know, and they are learnt in the order of their ids.
 */
export function learn(notes: Map<string, Note>, note: Note): void {
  notes.set(key(note), note)
}

/** The note that stands on a line, whether it holds or was taken back. */
export function standingNote(lines: readonly Line[], on: string, of: Note['of']): Note | undefined {
  const notes = new Map<string, Note>()
  for (const { entry } of lines) if (entry.note) learn(notes, entry.note)
  return notes.get(key({ of, on }))
}

/** A line with what is known of it. */
export function noted(line: Line, notes: ReadonlyMap<string, Note>): Line {
  const own = (['cause', 'count'] as const).flatMap((of) => notes.get(key({ of, on: line.entry.id })) ?? [])
  const standing = own.filter(({ holds }) => holds)
  return standing.length > 0 ? { ...line, notes: standing } : line
}

const causeVoid: Say = {
  zh: '起因已作废，请看看要不要撤回。',
  en: 'What caused this is void; please see whether it should be undone.',
}

type Told = Pick<Dossier, 'ended' | 'last'> & {
  flags: Dossier['flags'][number][]
  proposals: Dossier['proposals'][number][]
}

/** Flags the dossier, and proposes the undoing, as long as nobody has done it. A line that is void itself needs neither. */
export function tell(draft: Told, note: Note, gone: ReadonlyMap<string, unknown>): void {
  if (!note.holds || gone.has(note.on)) return
  const { on: line, rule = '', says = causeVoid, undo } = note
  draft.flags.push({ line, rule, say: says })
  const done = undo && draft.last[undo.act]
  if (undo && !draft.ended && !(done && done.line > line)) draft.proposals.push({ line, ...undo, say: causeVoid })
}

/** The line that brings a note: the same on every device that knows as much. */
export function noteLine(on: Entry, note: Note): Entry {
  return {
    id: noteId(on.id, note.of, note.known),
    act: 'note',
    on: on.on,
    by: 'clock',
    at: on.at,
    data: {},
    from: 'any',
    to: 'any',
    pack: on.pack,
    facts: {},
    held: [],
    effects: [],
    note,
  }
}

/** Whom to call about a line: who wrote it, and who else is concerned. */
export const callers = (...parties: readonly PartyId[]): readonly PartyId[] => [
  ...new Set(parties.filter((id) => id !== 'clock' && id !== 'anyone')),
]
