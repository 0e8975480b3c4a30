/** What a text finds in the roster: rows, the best of them, and places that are no more and lead on. */
import { html, type TemplateResult } from 'lit'
import { finderOf, hit, learnPinyin } from '../../engine/roster/places-search.js'
import type { PlaceKind } from '../../engine/pack/format.js'
import type { PlaceId } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { titleOf } from './names.js'
import { searchStyles } from './search.styles.js'
import { searchWords } from './search-words.js'
import type { Seen } from './seen.js'

export { hit, learnPinyin }

/** More sentences than this hide the tree. */
const told = 3

export interface Found {
  readonly rows: readonly number[]
  /** Row that fits best; -1 if nothing does. */
  readonly best: number
  /** Places that are no more and were meant. */
  readonly ended: readonly PlaceId[]
}

export function searchFor(seen: Seen, text: string): Found {
  const { places, top } = seen
  const finder = finderOf(places)
  const ended = finder
    .ended(text)
    .filter((id) => places.rows.of(places.today(id)) >= 0 && (top === undefined || places.under(id, top)))
  const rows = withHeirs(seen, finder.find(text, top), ended)
  const [best] = finder.search(text, 1, top)
  return { rows, best: best === undefined ? (rows[0] ?? -1) : places.rows.of(best), ended }
}

/** What stands for a place that is no more is found by its name and code as well. */
const withHeirs = ({ places }: Seen, found: readonly number[], ended: readonly PlaceId[]): readonly number[] =>
  ended.length === 0
    ? found
    : [...new Set([...found, ...ended.map((id) => places.rows.of(places.today(id)))])].sort((a, b) => a - b)

/** What became of places that are no more and were searched for. */
export function gone(host: LinliElement, seen: Seen, { ended }: Found, go: (place: PlaceId) => void): TemplateResult {
  const it = host.words(searchWords)
  const { places } = seen
  return html`${ended.slice(0, told).map((id) => {
    const heir = places.today(id)
    const says = places.get(heir)?.kind === places.get(id)?.kind ? it.ended : it.endedWithout
    return html`<p class="only">${icon(draw.gap, 's')}<span>${says(titleOf(host, seen, id), id, titleOf(host, seen, heir))}</span>
      <button class="btn bare" type="button" @click=${() => go(heir)}>${titleOf(host, seen, heir)}</button></p>`
  })}`
}

export function none(host: LinliElement, text: string): TemplateResult {
  adopt(host, searchStyles)
  return html`<p class="none">${host.words(searchWords).nothing(text)}</p>`
}

/** A name with what was meant in it underlined. */
export function marked(host: LinliElement, name: string, text: string): TemplateResult | string {
  adopt(host, searchStyles)
  const at = hit(name, text)
  return at ? html`${name.slice(0, at[0])}<mark>${name.slice(...at)}</mark>${name.slice(at[1])}` : name
}

/** 找到 1 个社区，含 5 网格 47 幢 */
export function said(
  host: LinliElement,
  { places, counts }: Seen,
  { rows }: Found,
  name: (kind: PlaceKind, count: number) => string,
): string {
  const it = host.words(searchWords)
  const { kind, end } = places.rows
  const kinds = new Map<PlaceKind, number>()
  for (const row of rows) kinds.set(kind(row), (kinds.get(kind(row)) ?? 0) + 1)
  const what = [...kinds].map(([each, count]) => it.counted(host.number(count), name(each, count)))
  const [only] = rows
  const inside = counts.kinds.flatMap((each) => {
    const count = rows.length > 1 ? 0 : each.rows.filter((row) => row > only! && row < end[only!]!).length
    return count > 0 ? it.count(host.number(count), name(each.kind, count)) : []
  })
  return it.found(it.list(what), it.inside(inside))
}
