/**
 * Takes the files of a roster that are right. What can say what is wrong with one (schemas with their sentences, lines and
 * columns) is fifteen times as much to load, and for most files nobody needs it.
 */
import { people, roster } from '../generated/roster-schemas.js'
import { deepest, forbidden, isStrange, longest, unread } from '../pack/bounds.js'
import { fitting, type Group } from '../pack/fits.js'
import type { RosterFile } from '../pack/format.js'
import { checkRoster, type Tells } from './check.js'
import type { PeopleFile } from './posts.js'
import { small, type Progress } from './progress.js'

const { places: eachPlace } = roster['properties'] as Readonly<Record<string, Group>>
const isPeople = fitting(people)
const isAround = fitting({ ...roster, properties: { ...(roster['properties'] as Group), places: { type: 'object' } } })
const isPlace = fitting({ ...(eachPlace!['additionalProperties'] as Group), $defs: roster['$defs'] })

/** Ends a check at the first thing that is to be told. */
class Amiss extends Error {}
const stop = () => {
  throw new Amiss()
}
const first: Tells = { error: stop, warn: stop }

/** What `readingRoster` makes of the text where it has nothing to tell; undefined otherwise. */
export function* quickRoster(text: string): Generator<Progress, RosterFile | undefined> {
  yield { done: 0, all: 0 }
  const value = valueIn(text)
  if (!isAround(value)) return undefined
  const file = value as RosterFile
  const places = Object.values(file.places)
  const all = places.length
  for (let done = 0; done < all; done++) {
    if (!isPlace(places[done])) return undefined
    if (done % 1024 === 1023) yield { done: done >> 1, all }
  }
  try {
    for (const done of checkRoster(file, first)) yield { done: (all + done) >> 1, all }
  } catch (error) {
    if (error instanceof Amiss) return undefined
    throw error
  }
  return file
}

/** What `loadPeople` makes of the text where it has nothing to tell; undefined otherwise. */
export function quickPeople(text: string): PeopleFile | undefined {
  const value = valueIn(text)
  return isPeople(value) ? (value as PeopleFile) : undefined
}

/** Undefined for a text that is not JSON, and for one in which something is written twice or strangely. */
function valueIn(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
  if (text.length > small) return value
  if (text.length > longest || unread.test(text)) return undefined
  let written = 0
  // texts are taken whole, so that a colon within one is none behind a key
  for (const [, isKey] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (isKey !== undefined) written++
  return written === keysIn(value) ? value : undefined
}

/** How many keys there are in a value; NaN where one of them, or what stands under one, is to be told of. */
function keysIn(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return isStrange(value) ? NaN : 0
  if (depth > deepest) return NaN
  let count = 0
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) count += forbidden.has(key) || isStrange(key) ? NaN : 1
    count += keysIn(member, depth + 1)
  }
  return count
}
