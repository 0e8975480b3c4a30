/** Finding a place by what people type: a name, a code, pinyin or its initials (`ycdy` → 育才东苑). */
import type { Place, Places } from './places.js'
import type { PlaceId } from '../types.js'

/** A word of a name: `YuCaiDongYuan` as syllables, `ycdy` as initials, one per character. */
interface Sound {
  readonly initials: string
  readonly syllables: readonly string[]
}
type Spell = (character: string) => string

/** How well a word fits a name: 0 whole, 1 at its beginning, 2 inside, 3 not at all. */
type Fit = 0 | 1 | 2 | 3

const fitOf = (text: string, word: string): Fit => {
  const at = text.indexOf(word)
  return at < 0 ? 3 : at > 0 ? 2 : text.length === word.length ? 0 : 1
}
const words = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean)

/** The pinyin library (3 kB) and what it has said so far; one for all trees of a page. */
let spell: Spell | undefined
const spelt = new Map<string, string>()

/** Loads what searching by pinyin needs; false where the browser cannot. */
export async function learnPinyin(): Promise<boolean> {
  if (spell) return true
  const { default: pinyin } = await import('tiny-pinyin')
  // it leans on the browser's own Chinese collation, which a cut-down browser may lack
  if (!pinyin.isSupported() || pinyin.convertToPinyin('苑', '', true) !== 'yuan') return false
  spell = (character) => pinyin.convertToPinyin(character, '', true)
  return true
}

function sound(name: string): Sound {
  const syllables = Array.from(name, (character) => {
    let known = spelt.get(character)
    if (known === undefined) spelt.set(character, (known = spell!(character).toLowerCase()))
    return known
  })
  return { initials: syllables.map((syllable) => syllable.charAt(0)).join(''), syllables }
}

/** Syllables from `from` on that spell the whole word; -1 if they do not. The last one may be half typed. */
function spells(syllables: readonly string[], from: number, word: string): number {
  let rest = word
  for (let i = from; i < syllables.length; i++) {
    const syllable = syllables[i]!
    if (syllable.startsWith(rest)) return i + 1
    if (!rest.startsWith(syllable)) return -1
    rest = rest.slice(syllable.length)
  }
  return -1
}

/** Characters of the name that a word of pinyin stands for. */
function heard(name: string, word: string): readonly [number, number] | undefined {
  if (!spell || !/^[a-z0-9]+$/.test(word)) return undefined
  const { initials, syllables } = sound(name)
  const at = initials.indexOf(word)
  if (at >= 0) return [at, at + word.length]
  if (word.length < 2) return undefined
  for (let from = 0; from < syllables.length; from++) {
    const to = spells(syllables, from, word)
    if (to > 0) return [from, to]
  }
  return undefined
}

/** Where a search's word stands in a title, as `[from, to]`: what a screen underlines. */
export function hit(title: string, text: string): readonly [number, number] | undefined {
  for (const word of words(text)) {
    const at = title.toLowerCase().indexOf(word)
    if (at >= 0) return [at, at + word.length]
    const span = heard(title, word)
    if (span) return span
  }
  return undefined
}

export interface Finder {
  /** By name, code or, once `learnPinyin` is done, pinyin; best first. Words may name places above: `育才 3网格`. */
  search(text: string, limit?: number, top?: PlaceId): readonly PlaceId[]
  /** Rows that `search` would find, all of them, in the order of the tree. */
  find(text: string, top?: PlaceId): readonly number[]
  /** Places that have ended and are called so, by code or name: each leads on by `places.today`. */
  ended(text: string): readonly PlaceId[]
}

const finders = new WeakMap<Places, Finder>()

/** One for each tree: it remembers the names. */
export function finderOf(places: Places): Finder {
  let finder = finders.get(places)
  if (!finder) finders.set(places, (finder = finderFor(places)))
  return finder
}

function finderFor(places: Places): Finder {
  const { rows } = places
  // Buildings and homes share their names (1幢, 1单元101): words are held against each name once, not once a place.
  let names: { readonly texts: readonly string[]; readonly of: Int32Array } | undefined
  const distinct = () => {
    if (names) return names
    const number = new Map<string, number>()
    const of = new Int32Array(rows.ids.length)
    for (let row = 0; row < of.length; row++) {
      const text = Object.values(rows.at(row).title).join('\n')
      let known = number.get(text)
      if (known === undefined) number.set(text, (known = number.size))
      of[row] = known
    }
    return (names = { texts: [...number.keys()], of })
  }

  const nameFits = (word: string) => {
    const { texts } = distinct()
    const fits = new Uint8Array(texts.length)
    for (let i = 0; i < fits.length; i++) {
      let best: Fit = 3
      for (const title of texts[i]!.split('\n')) {
        const plain = fitOf(title.toLowerCase(), word)
        if (plain < best) best = plain
        if (best === 3) {
          const span = heard(title, word)
          if (span) best = span[0] === 0 ? 1 : 2
        }
      }
      fits[i] = best
    }
    return fits
  }

  /** A code goes on from the code above it: what fits that one already is found there, and not again in everything below. */
  const codeFits = (row: number, word: string): Fit => {
    const code = rows.ids[row]!.toLowerCase()
    const up = rows.parent[row]!
    const above = up >= 0 && code.startsWith(rows.ids[up]!.toLowerCase()) ? rows.ids[up]!.length : 0
    const at = code.indexOf(word, Math.max(0, above - word.length + 1))
    return at < 0 ? 3 : at > 0 ? 2 : code.length === word.length ? 0 : 1
  }

  /** Rows that every word fits, at the place or above it, and at least one at the place itself; with how well. */
  const matches = (text: string, top?: PlaceId): { readonly row: number; readonly fit: number }[] => {
    const asked = words(text)
    if (asked.length === 0) return []
    const { of } = distinct()
    const fits = asked.map(nameFits)
    const isCode = asked.map((word) => /\d/.test(word))
    const all = (1 << asked.length) - 1
    const said = new Uint16Array(of.length)
    const found: { row: number; fit: number }[] = []
    const first = top === undefined ? 0 : rows.of(top)
    const last = top === undefined ? of.length : (rows.end[first] ?? 0)
    for (let row = 0; row < last; row++) {
      let own = 0
      let sum = 0
      for (let i = 0; i < asked.length; i++) {
        let fit = fits[i]![of[row]!]!
        if (isCode[i] && fit > 0) fit = Math.min(fit, codeFits(row, asked[i]!))
        if (fit < 3) own |= 1 << i
        sum += fit
      }
      const above = rows.parent[row]!
      said[row] = own | (above < 0 ? 0 : said[above]!)
      if (row >= first && own !== 0 && said[row] === all) found.push({ row, fit: sum })
    }
    return found
  }

  const isNamed = ({ title }: Place, word: string) =>
    Object.values(title).some((text) => text.toLowerCase().includes(word) || heard(text, word) !== undefined)
  const isItself = (place: Place, word: string) => place.id.toLowerCase().includes(word) || isNamed(place, word)

  /** Does every word fit the place or one above it, and at least one the place itself? */
  const isCalled = (asked: readonly string[], id: PlaceId) => {
    const place = places.get(id)!
    const above = places.ancestors(id).map((it) => places.get(it)!)
    const fits = (word: string) => isItself(place, word) || above.some((it) => isNamed(it, word))
    return asked.some((word) => isItself(place, word)) && asked.every(fits)
  }

  return {
    ended(text) {
      const asked = words(text)
      return places.past.filter((id) => isCalled(asked, id))
    },
    find: (text, top) => matches(text, top).map(({ row }) => row),
    search: (text, limit = 50, top?): readonly PlaceId[] =>
      matches(text, top)
        .sort((a, b) => a.fit - b.fit || rows.depth[a.row]! - rows.depth[b.row]! || a.row - b.row)
        .slice(0, limit)
        .map(({ row }) => rows.ids[row]!),
  }
}
