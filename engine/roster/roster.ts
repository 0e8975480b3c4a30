/** A roster file and its people file, from text to something that can be trusted, with a sentence for each thing that cannot. */
import type { RosterFile } from '../pack/format.js'
import { read, type Reading } from '../pack/read.js'
import { shapeCheck, type CheckShape } from '../pack/shape.js'
import { Teller, trouble } from '../pack/trouble.js'
import type { PeopleFile } from './posts.js'
import { small, type Progress } from './progress.js'
import { checkRoster } from './check.js'
import { inWords } from './check-words.js'
import type { Json, Trouble } from '../types.js'

export { shapeCheck }

export interface LoadedRoster {
  /** Absent while there is an error. */
  readonly roster?: RosterFile
  readonly troubles: readonly Trouble[]
}
export interface LoadedPeople {
  readonly people?: PeopleFile
  readonly troubles: readonly Trouble[]
}
/** More sentences than anybody reads; a wrong column makes as many troubles as there are rows. */
const enough = 100
const slice = 1024

/** @param file its name, for the sentences */
export async function loadRoster(text: string, file: string): Promise<LoadedRoster> {
  const steps = readingRoster(text, file, await shapeCheck())
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same in steps of some milliseconds, so that a page can show how far it is, or stop. */
export function* readingRoster(text: string, file: string, check: CheckShape): Generator<Progress, LoadedRoster> {
  yield { done: 0, all: 0 }
  const reading = readAny(text, file)
  if (reading.value === undefined) return { troubles: reading.troubles }
  const teller = new Teller((path, key) => ({ file, ...reading.at(path, key) }), [...reading.troubles])
  const refused = (): LoadedRoster => ({ troubles: atMost(teller.troubles) })

  const whole: unknown = reading.value
  const places = isGroup(whole) && isGroup(whole['places']) ? whole['places'] : undefined
  const shape = places ? { ...(whole as object), places: {} } : reading.value
  if (!check(shape, 'roster', teller) || !places) return refused()
  const ids = Object.keys(places)
  const shell = { roster: 'shape', asOf: '2000-01-01', parties: {}, posts: [] }
  for (let i = 0; i < ids.length; i += slice) {
    const some = Object.fromEntries(ids.slice(i, i + slice).map((id) => [id, places[id] ?? null]))
    if (!check({ ...shell, places: some }, 'roster', teller)) return refused()
    yield { done: (i + slice) >> 1, all: ids.length }
  }
  const roster = whole as RosterFile
  for (const done of checkRoster(roster, inWords(teller))) {
    if (teller.troubles.length >= enough) break
    yield { done: (ids.length + done) >> 1, all: ids.length }
  }
  if (teller.failed) return refused()
  return { roster, troubles: atMost(teller.troubles) }
}

/** @param file its name, for the sentences */
export async function loadPeople(text: string, file: string): Promise<LoadedPeople> {
  const reading = readAny(text, file)
  if (reading.value === undefined) return { troubles: reading.troubles }
  const teller = new Teller((path, key) => ({ file, ...reading.at(path, key) }), [...reading.troubles])
  const check = await shapeCheck()
  check(reading.value, 'people', teller)
  if (teller.failed) return { troubles: atMost(teller.troubles) }
  return { people: reading.value as unknown as PeopleFile, troubles: teller.troubles }
}

/** A street with all its homes is 24 million characters: only when something is wrong in it are its lines counted. */
function readAny(text: string, file: string): Reading {
  if (text.length <= small) return read(text, file)
  let slow: Reading | undefined
  const slowly = () => (slow ??= read(text, file, Infinity))
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json
    return { value, troubles: [], at: (path, key) => slowly().at(path, key) }
  } catch {
    return slowly()
  }
}

const isGroup = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function atMost(troubles: readonly Trouble[]): readonly Trouble[] {
  const more = troubles.length - enough
  if (more <= 0) return troubles
  const { file, line, column } = troubles[enough]!
  const fault = {
    code: 'more',
    zh: `还有 ${more} 处。先改好上面的，再读一次。`,
    en: `${more} more. Mend those above and read again.`,
  }
  return [...troubles.slice(0, enough), trouble('error', { file, line, column }, fault)]
}
