/** The outbox of a journal in memory. */
import { textOf } from '../merge/due-line.js'
import { isShared } from '../merge/same-id.js'
import type { DossierId, Entry } from '../types.js'
import { gap } from './look.js'
import { lineOf, linesOf, markOf, marksOf } from './outbox.js'
import type { Mark, Outbox, Refused } from './outbox.js'

/** Answers as a database would: later, and a fault as a rejection. */
export const later = <T>(work: () => T): Promise<T> => new Promise((go) => go(work()))

export interface MemoryOutbox extends Outbox {
  /** Marks new lines. */
  mark(lines: readonly Entry[], from?: string): void
  /** A dossier was erased. */
  erase(on: DossierId): void
}

/** @param beside lines that do not stand: one of this device that was to go is to be known elsewhere too */
export function memoryOutbox(
  all: () => ReadonlyMap<DossierId, readonly Entry[]>,
  changed: () => void,
  beside: () => readonly Entry[] = () => [],
): MemoryOutbox {
  const fars = new Set<string>()
  const marks = new Map<string, Mark>()
  const tray = new Map<string, Refused>()
  const put = (mark: Mark) => marks.set(mark.id, mark)
  const of = <M extends Mark>(far: string, from: ReadonlyMap<string, M>) =>
    [...from.values()].filter(({ id }) => id.startsWith(far + gap)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const withBeside = () => {
    const lines = new Map(all())
    for (const entry of beside()) lines.set(entry.on, [entry, ...(lines.get(entry.on) ?? [])])
    return lines
  }
  return {
    mark: (lines, from) => marksOf(lines, Object.fromEntries([...fars].map((far) => [far, true])), from).forEach(put),
    erase(on) {
      for (const kept of [marks, tray]) for (const [id, mark] of kept) if (mark.on === on) kept.delete(id)
    },
    open: (far, anew = false) =>
      later(() => {
        if (fars.has(far) && !anew) return
        fars.add(far)
        for (const lines of all().values()) for (const line of lines) if (!line.carry) put(markOf(far, line))
        changed()
      }),
    shut: (far) =>
      later(() => {
        fars.delete(far)
        for (const kept of [marks, tray]) for (const { id } of of<Mark>(far, kept)) kept.delete(id)
        changed()
      }),
    next: (far, limit, after = '') =>
      later(() => {
        const found = of(far, marks)
          .filter(({ id }) => id > after)
          .slice(0, limit)
        return { lines: linesOf(found, withBeside()), ...(found.length === limit && { next: found.at(-1)!.id }) }
      }),
    done: (far, stored, refused) =>
      later(() => {
        for (const line of stored) {
          const now =
            isShared(line) &&
            all()
              .get(line.on)
              ?.find(({ id }) => id === line.id)
          if (!now || textOf(now) === textOf(line)) marks.delete(markOf(far, line).id)
        }
        for (const { entry, ...why } of refused) {
          const mark = markOf(far, entry)
          if (marks.delete(mark.id)) tray.set(mark.id, { ...mark, ...why })
        }
        if (stored.length > 0 || refused.length > 0) changed()
      }),
    count: (far) => later(() => ({ waiting: of(far, marks).length, refused: of(far, tray).length })),
    refused: (far) =>
      later(() =>
        of(far, tray).flatMap(({ id, on, ...why }) => {
          const entry = all()
            .get(on)
            ?.find((line) => line.id === lineOf({ id, on }))
          return entry ? { entry, ...why } : []
        }),
      ),
    again: (far) =>
      later(() => {
        for (const { id, on } of of(far, tray)) {
          tray.delete(id)
          put({ id, on })
        }
        changed()
      }),
  }
}
