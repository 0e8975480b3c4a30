/** A roster from a spreadsheet and back: bad rows are named one by one with what was probably meant, the good ones go in. */
import type { Sheet, SheetRow } from '../csv.js'
import type { RosterFile } from '../pack/format.js'
import { Teller, type Spot } from '../pack/trouble.js'
import { cellAddress } from '../xlsx/address.js'
import type { PeopleFile } from './posts.js'
import { checkRoster, isDay } from './check.js'
import { inWords } from './check-words.js'
import { dayBefore } from './days.js'
import { aboveOn, type PlaceRow } from './in-order.js'
import { type Column, kindMeant, kindOf, kindOfCode, type Mapping, postTitles } from './columns.js'
import { holderKeeper } from './holders.js'
import type { Progress } from './progress.js'
import type { PlaceId, Trouble } from '../types.js'

export interface RosterImport {
  /** What was there before, with the good rows. */
  readonly roster: RosterFile
  readonly people: PeopleFile
  readonly added: number
  readonly changed: number
  readonly same: number
  /** Line and column are those of the spreadsheet. An error left its row out, a warning only a cell. */
  readonly troubles: readonly Trouble[]
}
export interface ImportInto {
  readonly roster?: RosterFile
  readonly people?: PeopleFile
  /** Day from which new holders answer, `2020-04-10`. */
  readonly on: string
  /** Name of the file, for the sentences. */
  readonly file: string
}

interface Read {
  readonly row: SheetRow
  readonly id: PlaceId
  place: PlaceRow
}

const slice = 2048
/** Suggestions cost a look at every code; the first mistakes show what is wrong with the rest. */
const suggestions = 100

/** In steps of some milliseconds. Nothing is changed in place: `into` stays as it was until its owner takes the result. */
export function* importRoster(sheet: Sheet, mapping: Mapping, into: ImportInto): Generator<Progress, RosterImport> {
  const all = sheet.rows.length
  const before = into.roster?.places ?? {}
  const columnOf = new Map(sheet.headings.map((heading, at) => [heading, at]))
  const index = (column: Column) => columnOf.get(mapping[column] ?? '') ?? -1
  const cell = (row: SheetRow, column: Column) => row.cells[index(column)] ?? ''

  // a trouble speaks of a row and a column: paths are [row number, column]
  const rowOf = new Map<PlaceId, SheetRow>()
  const spot = (row: number, column: Column): Spot => {
    const at = Math.max(0, index(column)) + 1
    return { file: into.file, line: row, column: at, ...(sheet.addressed && { cell: cellAddress(row, at) }) }
  }
  const teller = new Teller(([row, column]) => spot(Number(row), String(column)))
  if (sheet.broken !== undefined) {
    teller.error([sheet.broken, 'code'], {
      code: 'open-quote',
      zh: '这一行有一个双引号没有收尾，后面的分不开。',
      en: 'a double quote opens in this row and never closes; what follows cannot be told apart.',
    })
  }

  const reads = new Map<PlaceId, Read>()
  for (const [at, row] of sheet.rows.entries()) {
    if (at % slice === 0) yield { done: at >> 1, all }
    const read = readRow(row, cell, before, teller)
    if (!read) continue
    const twice = rowOf.get(read.id)
    if (twice) {
      teller.error([row.number, 'code'], {
        code: 'twice',
        zh: `代码 ${read.id} 在第 ${twice.number} 行已经有了，这一行先跳过。`,
        en: `code ${read.id} stands in row ${twice.number} already; this row was skipped.`,
        found: read.id,
      })
      continue
    }
    rowOf.set(read.id, row)
    reads.set(read.id, read)
  }

  const there = (id: PlaceId) => reads.has(id) || Object.hasOwn(before, id)
  for (const read of reads.values()) {
    const above = cell(read.row, 'in') || parentOf(read.id, there) || before[read.id]?.in
    if (above) read.place = placed(read.place, above, into)
  }
  leaveOut(reads, withoutParent(reads, there, teller), teller)
  yield { done: all >> 1, all }

  // what the whole must obey is asked of the whole; only rows of this file can be left out for it
  const wrong = new Set<PlaceId>()
  const sense = new Teller(([, id]) => spot(rowOf.get(String(id))?.number ?? 0, 'in'))
  for (const done of checkRoster({ ...shell(into), places: merged(before, reads) }, inWords(sense))) {
    yield { done: (all + Math.min(done, all)) >> 1, all }
  }
  const idOf = new Map([...reads.values()].map(({ id, row }) => [row.number, id]))
  for (const trouble of sense.troubles) {
    const id = idOf.get(trouble.line)
    if (id === undefined || trouble.level === 'warning') continue
    teller.troubles.push(trouble)
    wrong.add(id)
  }
  leaveOut(reads, wrong, teller)

  const keeper = holderKeeper(shell(into), into.people, into.on)
  const posts = postTitles(into.roster).flatMap(([post]) => (mapping[post] === undefined ? [] : post))
  const places = merged(before, reads)
  for (const { id, row } of reads.values()) {
    for (const post of posts) {
      const fault = keeper.set(places, id, post, cell(row, post), cell(row, `${post}-phone`))
      if (fault) teller.warn([row.number, `${post}-phone`], fault)
    }
  }
  yield { done: all, all }

  const fresh = [...reads.values()].filter(({ id }) => !Object.hasOwn(before, id))
  const changed = [...reads.values()].filter(
    ({ id, place }) => Object.hasOwn(before, id) && JSON.stringify(before[id]) !== JSON.stringify(place),
  )
  return {
    roster: { ...shell(into), ...keeper.roster(), places },
    people: keeper.people(),
    added: fresh.length,
    changed: changed.length,
    same: reads.size - fresh.length - changed.length,
    troubles: [...teller.troubles].sort((a, b) => a.line - b.line || a.column - b.column),
  }
}

/** From the day of the table on it lies there; what lies there that day may be going to move. */
function placed(row: PlaceRow, above: PlaceId, { on, roster }: ImportInto): PlaceRow {
  const before = aboveOn(row, on)
  if (above === before) return row
  const { was: stays = [], ...rest } = row
  const was = stays.filter(({ until }) => until < on)
  // a roster says nothing of the days before its own
  if (before !== undefined && roster && roster.asOf < on) was.push({ in: before, until: dayBefore(on) })
  return { ...rest, in: above, ...(was.length > 0 && { was }) }
}

const shell = ({ roster, on }: ImportInto): RosterFile =>
  roster ?? { roster: 'imported', asOf: on, places: {}, parties: {}, posts: [] }

function readRow(
  row: SheetRow,
  cell: (row: SheetRow, column: Column) => string,
  before: RosterFile['places'],
  teller: Teller,
): Read | undefined {
  const no = (column: Column, code: string, zh: string, en: string, found?: string) => {
    teller.error([row.number, column], { code, zh, en, ...(found !== undefined && { found }) })
    return undefined
  }
  const id = cell(row, 'code')
  if (!id) return no('code', 'no-code', '这一行没有代码，先跳过。', 'this row has no code; it was skipped.')
  const old = Object.hasOwn(before, id) ? before[id] : undefined
  const name = cell(row, 'name') || old?.title?.zh
  if (!name) return no('name', 'no-name', '这一行没有名称，先跳过。', 'this row has no name; it was skipped.')
  const word = cell(row, 'kind')
  const kind = word ? kindOf(word) : (old?.kind ?? kindOfCode(id))
  if (!kind && word) {
    const meant = kindMeant(word)
    const [zh, en] = [`没有「${word}」这一类地方。`, `there is no kind of place "${word}".`]
    teller.error([row.number, 'kind'], { code: 'unknown-kind', zh, en, found: word, ...(meant && { known: [meant] }) })
    return undefined
  }
  if (!kind)
    return no(
      'kind',
      'no-kind',
      `从代码 ${id} 看不出类别，请补上类别。`,
      `the code ${id} does not tell its kind; please fill it in.`,
    )
  const days: { from?: string; until?: string } = {}
  for (const column of ['from', 'until'] as const) {
    const day = dayOf(cell(row, column))
    if (day === undefined) continue
    if (!isDay(day))
      return no(
        column,
        'no-such-day',
        `日历上没有「${day}」；写成 2020-04-10。`,
        `there is no day "${day}"; write 2020-04-10.`,
        day,
      )
    days[column] = day
  }
  const en = cell(row, 'name-en') || (old?.title?.zh === name ? old.title.en : name)
  return { row, id, place: { ...old, kind, title: { ...old?.title, zh: name, en }, ...days } }
}

/** 2020/4/1, 2020.04.01 and 2020年4月1日 are the same day. */
function dayOf(text: string): string | undefined {
  if (text === '') return undefined
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  return parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : text
}

/** The nearest place whose code this one's goes on from: 330109001072-003-014 → …-003; a community's first nine digits are its street. */
function parentOf(code: string, there: (id: PlaceId) => boolean): PlaceId | undefined {
  for (let cut = code.lastIndexOf('-'); cut > 0; cut = code.lastIndexOf('-', cut - 1)) {
    if (there(code.slice(0, cut))) return code.slice(0, cut)
  }
  return code.length > 9 && there(code.slice(0, 9)) ? code.slice(0, 9) : undefined
}

function withoutParent(
  reads: ReadonlyMap<PlaceId, Read>,
  there: (id: PlaceId) => boolean,
  teller: Teller,
): Set<PlaceId> {
  const found = new Set<PlaceId>()
  let known: readonly PlaceId[] | undefined
  for (const { id, row, place } of reads.values()) {
    if (place.in === undefined || there(place.in)) continue
    known ??= [...reads.values()].filter((it) => it.place.kind !== 'dwelling').map((it) => it.id)
    found.add(id)
    teller.error([row.number, 'in'], {
      code: 'unknown-place',
      zh: `没有「${place.in}」这个地方。`,
      en: `there is no place "${place.in}".`,
      found: place.in,
      ...(found.size <= suggestions && { known }),
    })
  }
  return found
}

/** Takes these rows out, and with them, each with its sentence, the rows that lie in them. */
function leaveOut(reads: Map<PlaceId, Read>, wrong: ReadonlySet<PlaceId>, teller: Teller): void {
  if (wrong.size === 0) return
  const inside = new Map<PlaceId, Read[]>()
  for (const read of reads.values()) {
    const above = read.place.in
    if (above === undefined) continue
    const list = inside.get(above)
    if (list) list.push(read)
    else inside.set(above, [read])
  }
  const waiting = [...wrong]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const row = reads.get(id)?.row.number
    if (!reads.delete(id)) continue
    for (const child of inside.get(id) ?? []) {
      if (!reads.has(child.id)) continue
      waiting.push(child.id)
      if (wrong.has(child.id)) continue
      teller.error([child.row.number, 'in'], {
        code: 'parent-left-out',
        zh: `它所在的 ${id}（第 ${row} 行）没有读进来。`,
        en: `the place that it lies in, ${id} (row ${row}), was not read.`,
        found: id,
      })
    }
  }
}

function merged(before: RosterFile['places'], reads: ReadonlyMap<PlaceId, Read>): RosterFile['places'] {
  const places = { ...before }
  for (const { id, place } of reads.values()) places[id] = place
  return places
}
