/** Files of rules as tired hands and bad copies leave them: seeded, so that a mutant that hurts can be made again. */
import type { Json } from '../types.js'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Group = Record<string, Json>
/** A place in a file: what holds it, and under which key. */
interface Spot {
  readonly within: Group | Json[]
  readonly key: string | number
}

const junk: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  '',
  'x',
  '{',
  '{no-such}',
  'P1Y',
  '2020-02-30',
  '99:99',
  [],
  {},
  [null],
  { a: {} },
  [[[]]],
]
const marks = ['，', '：', '“', '”', '{', '}', '[', ']', '"', ',', ':', '\\', '\n', '\t', '0', '€', '\u200b']

/** One damage to a text: mostly to a value in it, one time in four to its letters. */
export function mutant(text: string, seed: number): string {
  const next = random(seed)
  const pick = <One>(all: readonly One[]): One => all[Math.floor(next() * all.length)]!
  if (next() < 0.25) return scratched(text, next, pick)
  const file = JSON.parse(text) as Json
  const times = 1 + Math.floor(next() * 3)
  for (let time = 0; time < times; time++) damage(file, pick)
  return JSON.stringify(file, null, pick([0, 1, 2]))
}

function scratched(text: string, next: () => number, pick: <One>(all: readonly One[]) => One): string {
  const at = Math.floor(next() * text.length)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const some = Math.floor(next() * 40)
  switch (pick(['cut', 'end', 'mark', 'twice', 'swap'])) {
    case 'cut':
      return before + after.slice(some)
    case 'end':
      return before
    case 'mark':
      return before + pick(marks) + after.slice(pick([0, 1]))
    case 'twice':
      return before + after.slice(0, some) + after
    default:
      return before + after.slice(some, 2 * some) + after.slice(0, some) + after.slice(2 * some)
  }
}

function damage(file: Json, pick: <One>(all: readonly One[]) => One): void {
  const spots = spotsOf(file)
  if (spots.length === 0) return
  const { within, key } = pick(spots)
  const value = (within as Group)[key]!
  const put = (it: Json) => void ((within as Group)[key] = it)
  switch (pick(['delete', 'duplicate', 'rename', 'retag', 'retype', 'swap', 'insert'])) {
    case 'delete':
      return Array.isArray(within) ? void within.splice(Number(key), 1) : void delete within[key]
    case 'duplicate':
      return Array.isArray(within)
        ? void within.splice(Number(key), 0, structuredClone(value))
        : void (within[`${key}-2`] = structuredClone(value))
    case 'rename': {
      if (Array.isArray(within)) return put(junkOf(value, pick))
      delete within[key]
      return void (within[misspelt(String(key), pick)] = value)
    }
    case 'retag': {
      const tags = spots.map((it) => (it.within as Group)[it.key]!).filter((it) => typeof it === 'string')
      return put(typeof value === 'string' ? pick([misspelt(value, pick), pick(tags)]) : pick(tags))
    }
    case 'retype':
      return put(junkOf(value, pick))
    case 'swap': {
      const other = pick(spots)
      const copy = structuredClone((other.within as Group)[other.key]!)
      return put(copy)
    }
    default:
      return typeof value === 'object' && value !== null
        ? Array.isArray(value)
          ? void value.push(structuredClone(pick(junk)))
          : void ((value as Group)[pick(['x', 'title', 'on', 'fact', 'rules', 'zh', 'any'])] = structuredClone(
              pick(junk),
            ))
        : put(structuredClone(pick(junk)))
  }
}

const junkOf = (value: Json, pick: <One>(all: readonly One[]) => One): Json =>
  structuredClone(pick([...junk, [value], { zh: value, en: value }, String(value), [value, value]]))

function misspelt(word: string, pick: <One>(all: readonly One[]) => One): string {
  const at = pick([...word].map((_, index) => index)) ?? 0
  return pick([
    word.slice(0, at) + word.slice(at + 1),
    `${word}s`,
    word.toUpperCase(),
    `${word.slice(0, at)}-${word.slice(at)}`,
  ])
}

function spotsOf(value: Json, found: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null) return found
  for (const key of Object.keys(value)) {
    found.push({ within: value as Group, key: Array.isArray(value) ? Number(key) : key })
    spotsOf((value as Group)[key]!, found)
  }
  return found
}
