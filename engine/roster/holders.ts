/** Names in a spreadsheet become parties, sheets and holdings; the name itself never enters the roster. */
import type { RosterFile } from '../pack/format.js'
import { dayBefore } from './days.js'
import { inForce } from './in-order.js'
import type { PeopleFile } from './posts.js'
import { chainPosts } from './posts-chain.js'
import type { PartyId, PlaceId } from '../types.js'

type Holding = RosterFile['posts'][number]
interface Fault {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly found: string
}
export interface HolderKeeper {
  /** Who holds the post from now on, e.g. `王示例、李示例`; empty: nobody. Answers what is wrong with the phone. */
  set(places: RosterFile['places'], place: PlaceId, post: string, names: string, phones: string): Fault | undefined
  roster(): Pick<RosterFile, 'parties' | 'posts'>
  people(): PeopleFile
}

const between = /[、，,;；/]\s*/
const phoneForm = /^\+?[0-9][0-9 ()-]{1,23}(,[0-9]{1,8})?$/

/** The people file of a roster that has none yet. */
export const noPeople: PeopleFile = {
  purpose: {
    zh: '让居民和办事的人找得到责任人',
    en: 'So that residents and staff can reach whoever answers for a place',
  },
  basis: 'duty',
  keep: 'P1Y',
  people: {},
}

export const isPhone = (text: string): boolean => phoneForm.test(text)

export function holderKeeper(roster: RosterFile, people: PeopleFile | undefined, on: string): HolderKeeper {
  const parties = { ...roster.parties }
  const sheets = { ...people?.people }
  const posts = [...roster.posts]
  /** Holdings by place and post, as indexes; those that ended keep their line. */
  const at = new Map<string, number[]>()
  posts.forEach(({ place, post }, i) => at.set(`${place} ${post}`, [...(at.get(`${place} ${post}`) ?? []), i]))
  const byName = new Map<string, PartyId[]>()
  const remember = (name: string, party: PartyId) => byName.set(name, [...(byName.get(name) ?? []), party])
  for (const [id, { sheet }] of Object.entries(parties)) {
    const name = sheet === undefined ? undefined : sheets[sheet]?.name
    for (const text of new Set(typeof name === 'string' ? [name] : [name?.zh, name?.en])) if (text) remember(text, id)
  }
  let last = 0
  const fresh = () => {
    do last++
    while (`p-${last}` in parties || `s-${last}` in sheets)
    return last
  }

  /** The person of this name who holds the seat, whatever the phone; else the one with this phone, or with none. */
  const personOf = (name: string, phone: string | undefined, seated: readonly PartyId[]): PartyId => {
    // an export without the people file writes ids
    if (Object.hasOwn(parties, name)) return name
    const same = byName.get(name) ?? []
    const phoneOf = (id: PartyId) => sheets[parties[id]!.sheet!]?.phone
    const known =
      same.find((id) => seated.includes(id)) ??
      same.find((id) => phone !== undefined && phoneOf(id) === phone) ??
      same.find((id) => phone === undefined || phoneOf(id) === undefined)
    const number = known === undefined ? fresh() : 0
    const id = known ?? `p-${number}`
    if (known === undefined) {
      parties[id] = { kind: 'person', sheet: `s-${number}` }
      remember(name, id)
    }
    const sheet = parties[id]!.sheet!
    sheets[sheet] = { ...(sheets[sheet] ?? { name }), ...(phone !== undefined && { phone }) }
    return id
  }

  /** A row of a building may name its grid worker: the post belongs to the grid. */
  const seat = (places: RosterFile['places'], place: PlaceId, post: string): PlaceId => {
    const kind = chainPosts.find((level) => level.post === post)?.at
    for (let id: PlaceId | undefined = place, steps = 0; id !== undefined && steps < 32; id = places[id]?.in, steps++) {
      if (places[id]?.kind === kind) return id
    }
    return place
  }
  /** Seats that this file has spoken of: a second name for one of them is a second holder. */
  const told = new Set<string>()

  return {
    set(places, place, post, names, phones) {
      const own = seat(places, place, post)
      const key = `${own} ${post}`
      const wanted = names.split(between).filter(Boolean)
      if (wanted.length === 0 && own !== place) return undefined
      const now = (at.get(key) ?? []).filter((i) => inForce(posts[i]!, on))
      const held = now.filter((i) => posts[i]!.party !== undefined)
      const seated = held.map((i) => posts[i]!.party!)
      let fault: Fault | undefined
      const numbers = phones.split(between)
      const ids = wanted.map((name, i) => {
        const phone = numbers[i]?.trim() || undefined
        const wrong = phone !== undefined && !isPhone(phone)
        if (wrong) {
          const [zh, en] = [`「${phone}」不像电话，没有记下。`, `"${phone}" is no phone number and was not kept.`]
          fault = { code: 'no-phone', zh, en, found: phone }
        }
        return personOf(name, wrong ? undefined : phone, seated)
      })
      const add = (holding: Holding) => at.set(key, [...(at.get(key) ?? []), posts.push(holding) - 1])
      if (!told.has(key)) {
        const gone = now.filter((i) =>
          posts[i]!.party === undefined ? ids.length > 0 : !ids.includes(posts[i]!.party),
        )
        for (const i of gone) posts[i] = { ...posts[i]!, until: dayBefore(on) }
        if (ids.length === 0 && held.length > 0) add({ post, place: own, from: on })
      }
      if (ids.length > 0) told.add(key)
      for (const party of ids) {
        if (!held.some((i) => posts[i]!.party === party)) add({ post, place: own, party, from: on })
      }
      return fault
    },
    // what began today and ended before it never was
    roster: () => ({ parties, posts: posts.filter(({ from, until }) => until === undefined || from <= until) }),
    people: () => ({ ...(people ?? noPeople), people: sheets }),
  }
}
