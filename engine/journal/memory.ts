/** A journal that forgets when the page is left: for trying examples and for tests, by the same contract. */
import { newNode } from '../time/stamp.js'
import type { Dossier, DossierId, Entry, Json, Moment } from '../types.js'
import { answersOf } from './answers.js'
import { besideOf } from './beside.js'
import { besidesOf, channelsOf, eraseSheets, markedKeys, markedSheets, markedValues } from './beside-marks.js'
import type { Besides, Channel, Marked, Tx } from './beside-marks.js'
import { HeadMoved } from './journal.js'
import type { Ancestors, Fold, Journal, StoredBook } from './journal.js'
import { arrive, byDossier, doubting, isTriedAgain, touchedBy } from '../merge/arrive.js'
import type { Aside, Touched } from '../merge/arrive.js'
import { merged } from '../merge/same-id.js'
import { tallyKey, unnamed } from './forget.js'
import type { Tally } from './forget.js'
import { fits, headOf, order } from './look.js'
import type { Head } from './look.js'
import { face, memoryTables } from './memory-tables.js'
import { later, memoryOutbox } from './outbox-memory.js'
import { held, photoOf, photosIn, pictureOf, taken } from './photos.js'
import type { Photo } from './photos.js'
import { newest, none, withRegisters } from './registers.js'
import type { Registers } from './registers.js'
import type { SealKey } from './sealing.js'
import { dated } from './sheets.js'
import { Traces } from './traces.js'
import type { Trace } from './traces.js'
import type { KeptSheet } from './sheets.js'
import { memorySigning } from './signing-memory.js'

interface Kept {
  readonly lines: readonly Entry[]
  readonly head: Head
  readonly registers: Registers
}

export function memoryJournal(ancestors: Ancestors = () => []): Journal {
  const dossiers = new Map<DossierId, Kept>()
  const sheets = new Map<string, KeptSheet>()
  const keys = new Map<string, SealKey>()
  const beside = new Map<string, Besides>()
  const erased = new Map<string, Trace>()
  const photos = new Map<string, Photo>()
  const asides = new Map<string, Aside>()
  const touched = new Map<string, Touched>()
  const tallies = new Map<string, Tally>()
  const settings = new Map<string, Json>()
  const watchers = new Set<(on?: readonly DossierId[]) => void>()
  const node = newNode()
  let stored: StoredBook | undefined
  const changed = (on?: readonly DossierId[]) => [...watchers].forEach((see) => see(on))
  const heads = () => [...dossiers.values()].map(({ head }) => head)
  const mark = (channel: Channel, items: readonly Marked[], from?: string) => {
    for (const one of besidesOf(settings.get(channelsOf), channel, items, from)) beside.set(one.id, one)
  }
  const hold = (line: Entry, from?: string) => {
    for (const hash of photosIn(line)) {
      const before = photos.get(hash)
      // of a picture that is not here stays its name, so that it is known for whom to fetch it
      const photo = held(before ?? { hash, type: '' }, line.on)
      photos.set(hash, photo)
      if (photo !== before && photo.bytes) mark('parcels', [{ key: hash, on: line.on }], from)
    }
  }
  const redate = (on: DossierId, dossier: Dossier) => {
    const anew = dated(sheetsOf(on), dossier)
    for (const sheet of anew) sheets.set(sheet.id, sheet)
    mark('sheets', markedSheets(anew))
  }
  const ledgers = () => new Map([...dossiers].map(([on, { lines }]) => [on, lines]))
  const outbox = memoryOutbox(ledgers, changed, () => [...asides.values()].map(({ entry }) => entry))
  const signing = memorySigning()
  const sheetsOf = (on: DossierId) => [...sheets.values()].filter((sheet) => sheet.on === on)
  const tx = memoryTables({
    ...{ sheets, keys, beside, photos, asides, erased },
    heads: face((on) => dossiers.get(on as DossierId)?.head),
    lines: face((on) => {
      const kept = dossiers.get(on as DossierId)
      return kept && { id: on, head: kept.head.dossier.head, lines: kept.lines, registers: kept.registers }
    }),
    settings: {
      ...face((name) => {
        const value = settings.get(name)
        return value === undefined ? undefined : { name, value }
      }),
      set: (name, { value }) => settings.set(name, value),
    },
  })
  const work = <T>(_: unknown, how: (on: Tx) => Promise<T>) => how(tx)
  const tables = { read: work, write: work, changed }
  const over = (now: Moment) =>
    [...sheets.values()].flatMap((it) => ('until' in it && it.until !== undefined && it.until <= now ? it.id : []))
  const answers = answersOf({ ...tables, over: (now) => later(() => over(now)) })
  const traces = new Traces(tables.read, () => answers.traceKey())
  const note = (on: DossierId, registers: Registers, fold: Fold, from?: string): boolean => {
    const kept = dossiers.get(on)
    const now = kept && newest(kept.registers, registers)
    if (!kept || !now || now === kept.registers) return false
    const dossier = withRegisters(fold(kept.lines), now)
    dossiers.set(on, { ...kept, registers: now, head: headOf(dossier, ancestors) })
    mark('sheets', markedValues(on, kept.registers, now), from)
    return true
  }

  return {
    answers,
    beside: besideOf({
      ...tables,
      ownKey: () => answers.ownKey(),
      async *values() {
        for (const [on, { registers }] of dossiers) if (registers !== none) yield await later(() => ({ on, registers }))
      },
      note: (values, fold, from) =>
        later(() => {
          const noted = [...values].map(([on, registers]) => note(on, registers, fold, from))
          if (noted.includes(true)) changed()
        }),
    }),
    head: (id) => later(() => dossiers.get(id)?.head.dossier),
    heads: (ids) => later(() => ids.flatMap((id) => dossiers.get(id)?.head.dossier ?? [])),
    lines: (id) => later(() => dossiers.get(id)?.lines ?? []),
    ledgers: (ids) => later(() => ids.map((id) => dossiers.get(id)?.lines ?? [])),
    async *all() {
      for (const [on, { lines }] of dossiers) yield await later(() => ({ on, entries: lines }))
    },
    async append(writes, fold) {
      const closed = await Promise.all(writes.map(({ sheets: own = [] }) => answers.closed(own)))
      const { after, ids } = await later(() => {
        const next = new Map<DossierId, Kept>()
        const after: Dossier[] = []
        for (const { on, head, entries, registers: written = none } of writes) {
          const kept = next.get(on) ?? dossiers.get(on)
          const lines = merged(kept?.lines ?? [], entries)
          const registers = newest(kept?.registers ?? none, written)
          if (kept && lines === kept.lines && registers === kept.registers) {
            after.push(kept.head.dossier)
            continue
          }
          if (lines !== kept?.lines && kept?.head.dossier.head !== head) throw new HeadMoved(on)
          const dossier = withRegisters(fold(lines), registers)
          next.set(on, { lines, registers, head: headOf(dossier, ancestors) })
          after.push(dossier)
        }
        for (const [on, kept] of next) {
          const { lines: before = [], registers: registersBefore = none } = dossiers.get(on) ?? {}
          dossiers.set(on, kept)
          outbox.mark(kept.lines.filter((line) => !before.includes(line)))
          for (const [index, write] of writes.entries())
            if (write.on === on) {
              for (const sheet of closed[index]!.sheets) sheets.set(sheet.id, sheet)
              for (const key of closed[index]!.keys) keys.set(key.id, key)
              mark('sheets', markedSheets(closed[index]!.sheets))
              mark('keys', markedKeys(closed[index]!.keys))
              write.entries.forEach((line) => hold(line))
            }
          mark('sheets', markedValues(on, registersBefore, kept.registers))
          redate(on, kept.head.dossier)
        }
        return { after, ids: [...next.keys()] }
      })
      for (const { on, erases = [] } of writes) await eraseSheets(tx, on, erases)
      if (ids.length > 0) changed(ids)
      return after
    },
    async bulk(arrivals, fold, { signal, progress } = {}) {
      let seen = 0
      let taken = 0
      for await (const { on, entries } of arrivals) {
        if (signal?.aborted) break
        seen++
        if (dossiers.has(on)) continue
        const lines = merged([], await traces.unerased(entries))
        if (lines.length === 0) continue
        dossiers.set(on, { lines, registers: none, head: headOf(fold(lines), ancestors) })
        outbox.mark(lines)
        taken++
      }
      progress?.(seen)
      if (taken > 0) changed()
      return taken
    },
    async receive({ lines, cursor, from }, fold, bound) {
      const known = await traces.unerased(lines)
      return later(() => {
        const taken = [...byDossier(known)].map(([on, own]) => {
          const tried = [...asides.values()].filter((one) => one.on === on && isTriedAgain(one))
          const all = [...own, ...tried.map(({ entry }) => entry)]
          return { on, tried, ...arrive(dossiers.get(on)?.lines ?? [], all, doubting(bound, tried, own), fold) }
        })
        const fresh = taken.flatMap((one) => one.fresh)
        const aside = taken.flatMap((one) => one.aside).filter(({ id }) => !asides.has(id))
        for (const one of taken) {
          for (const { id } of one.tried) asides.delete(id)
          for (const held of one.aside) asides.set(held.id, held)
          if (!one.dossier) continue
          const { registers } = dossiers.get(one.on) ?? { registers: none }
          const head = headOf(withRegisters(one.dossier, registers), ancestors)
          dossiers.set(one.on, { lines: one.lines, registers, head })
          touched.set(one.on, touchedBy(one.on, one, touched.get(one.on)))
          redate(one.on, one.dossier)
        }
        fresh.forEach((line) => hold(line, from))
        outbox.mark(fresh, from)
        if (cursor) settings.set(cursor.name, cursor.value)
        if (fresh.length > 0 || aside.length > 0) changed()
        return { fresh, aside }
      })
    },
    unerased: (lines) => traces.unerased(lines),
    asides: () => later(() => [...asides.values()].sort((a, b) => (a.id < b.id ? -1 : 1))),
    touched: () => later(() => [...touched.values()]),
    settled: (all) =>
      later(() => {
        for (const { id, from } of all) if (touched.get(id)?.from === from) touched.delete(id)
      }),
    counting: (kind, since) =>
      later(() =>
        heads()
          .filter(({ dossier }) => (dossier.counted?.[kind] ?? -Infinity) >= since)
          .map(({ dossier }) => dossier.id),
      ),
    causedBy: (ids) =>
      later(() =>
        heads()
          .filter(({ dossier }) => dossier.causes?.some((id) => ids.includes(id)))
          .map(({ dossier }) => dossier.id),
      ),
    carry: (head, carry) =>
      later(() => {
        const kept = dossiers.get(carry.on)
        if (kept?.head.dossier.head !== head) throw new HeadMoved(carry.on)
        // everything stays at hand here
        dossiers.set(carry.on, { ...kept, lines: merged(kept.lines, [carry]) })
      }),
    find: (query) =>
      later(() => {
        const found = heads().filter((head) => fits(head, query))
        const { offset = 0, limit = Infinity } = query
        return found
          .sort(order(query.sort))
          .slice(offset, offset + limit)
          .map(({ dossier }) => dossier)
      }),
    ids: (query) =>
      later(() =>
        heads()
          .filter((head) => fits(head, query))
          .map(({ dossier }) => dossier.id),
      ),
    count: (query, now) =>
      later(() => {
        const found = heads().filter((head) => fits(head, query))
        const steps: Record<string, number> = {}
        for (const { dossier } of found) steps[dossier.step] = (steps[dossier.step] ?? 0) + 1
        return { total: found.length, steps, late: found.filter(({ due }) => due !== undefined && due <= now).length }
      }),
    firstDue: () =>
      later(() => {
        const moments = heads().flatMap(({ next }) => next ?? [])
        return moments.length > 0 ? Math.min(...moments) : undefined
      }),
    dueBefore: (now) =>
      later(() => {
        return heads()
          .filter(({ next }) => next !== undefined && next <= now)
          .sort((a, b) => a.next! - b.next!)
          .map(({ dossier }) => dossier.id)
      }),
    rebuild: (fold) =>
      later(() => {
        for (const [on, { lines, registers }] of dossiers)
          dossiers.set(on, { lines, registers, head: headOf(withRegisters(fold(lines), registers), ancestors) })
        changed()
      }),
    over: (now) =>
      later(() => heads().flatMap(({ dossier, forget }) => (forget !== undefined && forget <= now ? dossier.id : []))),
    async forget(gone) {
      const each = gone.map(async (one) => ({ ...one, traces: await traces.of(dossiers.get(one.on)?.lines ?? []) }))
      const traced = await Promise.all(each)
      return later(() => {
        const going = traced.filter(({ on, head }) => dossiers.get(on)?.head.dossier.head === head)
        const ids = new Set<string>(going.map(({ on }) => on))
        for (const { on, tally, traces: own } of going) {
          const key = tallyKey(tally)
          // brought back by an old file, and counted when it went first
          const isCounted = own.some((trace) => erased.has(trace))
          if (!isCounted) tallies.set(key, { ...tally, number: (tallies.get(key)?.number ?? 0) + 1 })
          for (const id of own) erased.set(id, { id })
          for (const kept of [sheets, keys, beside])
            for (const [id, record] of kept as ReadonlyMap<string, { readonly on: string }>)
              if (record.on === on) kept.delete(id)
          for (const { id } of [...asides.values()].filter((one) => one.on === on)) asides.delete(id)
          for (const hash of (dossiers.get(on)?.lines ?? []).flatMap(photosIn)) {
            const photo = photos.get(hash)
            const left = photo && unnamed(photo, ids)
            if (left) photos.set(hash, left)
            else photos.delete(hash)
          }
          touched.delete(on)
        }
        for (const { on, keep } of going) {
          dossiers.delete(on)
          outbox.erase(on)
          mark('gone', [{ key: on, on, ...(keep !== undefined && { keep }) }])
        }
        signing.erase(ids)
        if (going.length > 0) changed()
        return going.length
      })
    },
    tallies: () => later(() => [...tallies.values()]),
    sheets: (on) => answers.of(on),
    shorten: (keepOf) => answers.shorten(keepOf),
    eraseBefore: (now) => answers.eraseBefore(now),
    photos: {
      async put(picture, now) {
        const photo = await photoOf(picture, now)
        const fresh = taken(photo, photos.get(photo.hash))
        if (fresh) photos.set(photo.hash, fresh)
        return photo.hash
      },
      get: (hash) =>
        later(() => {
          const photo = photos.get(hash)
          return photo && pictureOf(photo)
        }),
      drop: (before) =>
        later(() => {
          const over = [...photos.values()].filter(({ loose }) => loose !== undefined && loose < before)
          for (const { hash } of over) photos.delete(hash)
          return over.length
        }),
    },
    outbox,
    signing,
    book: {
      get: () => later(() => stored),
      set: (book) => later(() => void (stored = book)),
    },
    setting: {
      get: (name) => later(() => settings.get(name)),
      set: (name, value) => later(() => void settings.set(name, value)),
    },
    node: () => later(() => node),
    trouble: undefined,
    watch(see) {
      watchers.add(see)
      return () => watchers.delete(see)
    },
    close: () => later(() => watchers.clear()),
  }
}
