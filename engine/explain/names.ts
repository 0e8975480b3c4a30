/** What parties, places and acts are called by the files alone: without it a pack read outside its community shows codes. */
import type { Wording } from '../judge/words.js'
import { say } from '../judge/words.js'
import type { Book } from '../pack/book.js'
import type { Sample } from '../pack/format.js'
import type { Beside } from '../pack/members.js'
import type { Say } from '../types.js'

/** Names from the packs' own sample worlds; who is only a post there is called by the role. */
export function wordingOf(book: Book): Wording {
  const files = [...book.packs.values()].map(({ file }) => file)
  const samples = files.flatMap(({ sample }) => sample ?? [])
  const roles = files.flatMap(({ roles }) => Object.entries(roles ?? {}))
  const holds = (party: string) =>
    samples.flatMap(({ posts }) => posts ?? []).find((post) => post.party === party)?.role
  const role = (party: string) => roles.find(([name]) => name === holds(party))?.[1]
  return {
    zone: book.zone,
    // every date of a file says its year
    now: 0,
    party: (id) => titleIn(samples, 'parties', id) ?? role(id) ?? code(id),
    place: (id) => titleIn(samples, 'places', id) ?? (id === book.place ? book.title : code(id)),
    act: (name) => {
      const [pack, act] = name.split('/') as [string, string]
      return book.packs.get(pack)?.file.acts?.[act]?.title
    },
  }
}

/** The files of all packs of a book, by name. */
export const filesOf = ({ packs }: Book): Beside => new Map([...packs].map(([name, { file }]) => [name, file]))

const titleIn = (samples: readonly Sample[], of: 'parties' | 'places', id: string): Say | undefined =>
  samples.map((sample) => sample[of]?.[id]?.['title']).find(isSay)

// what a sample says of its parties is not checked when a pack is loaded
const isSay = (title: unknown): title is Say => {
  const { zh, en } = (title ?? {}) as Partial<Say>
  return typeof zh === 'string' && typeof en === 'string'
}

const code = (id: string): Say => say(`「${id}」`, `"${id}"`)
