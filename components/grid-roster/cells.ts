/** What stands in a row of the tree: the place, its code, who answers, homes, visits, and whether every post is held. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { stateMark } from '../base/state-mark.js'
import { search } from './late.js'
import { day, namedParty } from './names.js'
import { follows, kindIcon, postOf, type Seen } from './seen.js'
import type { Shown } from './shown.js'
import { words } from './words.js'

export interface CellLook {
  readonly seen: Seen
  readonly shown: Shown
  /** What is searched for: underlined where it stands in a name. */
  readonly text: string
}
type Cell = TemplateResult

export function columnsOf(host: LinliElement, { counts }: Seen) {
  const it = host.words(words)
  return [
    { name: 'place', title: it.place },
    { name: 'code', title: it.code },
    { name: 'who', title: it.who },
    ...(counts.homes ? [{ name: 'homes', title: it.homes, end: true }] : []),
    ...(counts.visited ? [{ name: 'visited', title: it.visited, end: true }] : []),
    { name: 'posts', title: it.posts },
  ]
}

export function cellsOf(host: LinliElement, look: CellLook, row: number): Cell[] {
  const { counts } = look.seen
  return [
    name(host, look, row),
    code(look.seen, row),
    html`${who(host, look.seen, row)}${soon(host, look.seen, row)}`,
    // none known is not the same as none
    ...(counts.homes ? [html`${counts.homes[row] ? host.number(counts.homes[row]) : nothing}`] : []),
    ...(counts.visited ? [visits(host, look.seen, row)] : []),
    full(host, look.seen, row),
  ]
}

function name(host: LinliElement, { seen, shown, text }: CellLook, row: number): Cell {
  const { title, kind } = seen.places.rows.at(row)
  const words = host.say(title)
  return html`<span class="name"><span class="tw">${shown.hasChildren(row) ? icon(shown.isOpen(row) ? draw.down : draw.right) : nothing}</span
    >${icon(kindIcon[kind])}<b>${(text && search.now?.marked(host, words, text)) || words}</b></span>`
}

/** Under a community only what is new: …072-003, …-014, …-014-01-301. Whoever listens hears the whole code. */
function code(seen: Seen, row: number): Cell {
  const { ids, parent, kind } = seen.places.rows
  const id = ids[row]!
  const up = parent[row]!
  const above = up < 0 ? '' : ids[follows(kind(row)) && parent[up]! >= 0 ? parent[up]! : up]!
  if (above === '' || kind(row) === 'community') return html`${id}`
  // what came from another grid keeps its code
  const known = [above, ids[parent[up]!] ?? ''].find((it) => it !== '' && id.startsWith(it))
  if (known === undefined) return html`${id}`
  return html`<span aria-hidden="true">…${id.slice(known.length - (kind(row) === 'grid' ? 3 : 0))}</span><span class="vh">${id}</span>`
}

/** What is to come for its grid, in a few words. */
function soon(host: LinliElement, { places, today }: Seen, row: number): Cell | typeof nothing {
  const turn = places.turns.find(({ from, on }) => from === places.rows.ids[row] && on > today)
  if (!turn) return nothing
  const it = host.words(words)
  return html` <small>${(turn.ends ? it.mergesOn : it.splitsOn)(day(host, turn.on))}</small>`
}

function who(host: LinliElement, { places, posts, counts }: Seen, row: number): Cell {
  const it = host.words(words)
  const { id, kind } = places.rows.at(row)
  if (follows(kind)) return html`<span>${it.asLeader}</span>`
  const post = postOf[kind]
  const held = posts.at(id).filter((one) => one.party !== undefined && (post === undefined || one.post === post))
  if (held.length > 0) {
    const title = posts.title(held[0]!.post)
    const names = held.filter((one) => one.post === held[0]!.post).map((one) => namedParty(host, { posts }, one.party!))
    const known = names.filter((one) => one !== undefined)
    return known.length > 0
      ? html`<span>${it.list(known)}</span> <small>${host.say(title)}</small>`
      : html`<span>${host.say(title)}</span>`
  }
  if (kind === 'street') {
    const communities = counts.kinds.find((one) => one.kind === 'community')?.rows ?? []
    const liaisons = communities.filter((each) =>
      posts.at(places.rows.ids[each]!).some((one) => one.post === post && one.party !== undefined),
    ).length
    return liaisons > 0 ? html`<small>${it.liaisons(host.number(liaisons))}</small>` : html``
  }
  const rung =
    counts.missing[row]! > 0 ? posts.chain(id).find((one) => one.post === post && one.party === undefined) : undefined
  if (!rung || rung.place !== id) return html``
  const holder = rung.standIn ? it.heldBy(host.say(posts.title(rung.standIn.post))) : it.heldByNobody
  return html`${stateMark('warn', it.vacant)} <small>${holder}</small>`
}

function visits(host: LinliElement, { places, counts }: Seen, row: number): Cell {
  const it = host.words(words)
  const { kind, is } = places.rows.at(row)
  if (kind !== 'dwelling') return html`${counts.homes?.[row] ? host.number(counts.visited![row]!) : nothing}`
  if (is?.['visited'] === true) return stateMark('on-time', it.seen)
  return stateMark('unseen', typeof is?.['tries'] === 'number' && is['tries'] > 0 ? it.tries(is['tries']) : it.notYet)
}

function full(host: LinliElement, { places, posts, counts }: Seen, row: number): Cell {
  const it = host.words(words)
  const missing = counts.missing[row]!
  if (missing > 0) return stateMark('warn', it.missing(host.number(missing)))
  const { id, kind } = places.rows.at(row)
  const answered =
    postOf[kind] !== undefined && posts.chain(id).length + (kind === 'street' ? counts.gaps.length + 1 : 0) > 0
  return answered ? stateMark('on-time', it.full) : html``
}
