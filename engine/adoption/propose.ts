/** What files would change if they were adopted: checked, tried by their examples and put into words; nothing is changed. */
import { diffBooks } from '../diff/diff.js'
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { canonical, sha256 } from '../pack/digest.js'
import { toldOf } from '../pack/told.js'
import type { Posts } from '../roster/posts.js'
import type { tryPack } from '../try.js'
import type { Moment, Trouble } from '../types.js'
import { bookName, byName } from './texts.js'
import type { Texts } from './ledger.js'
import type { RuleProposal } from './view.js'

export interface Proposing {
  /** Address of the community file on this device. */
  readonly community: string
  /** The text behind an address; rejects where there is none. */
  readonly read: (address: string) => Promise<string>
  readonly inForce: Book
  /** The adoption that stands. */
  readonly after: string | undefined
  readonly posts: Posts
  readonly journal: Journal
  readonly now: Moment
  /** Tries a pack, on the engine that the page has already. */
  readonly play: typeof tryPack
}

export async function proposalOf(proposing: Proposing): Promise<RuleProposal> {
  const { community, read, inForce, after, now, journal, play } = proposing
  const { bookFromTexts, loadBook, tried } = await import('../books.js')
  const seen: Record<string, string> = {}
  const reading = async (address: string) => (seen[address] = await read(address))
  const { book, troubles } = await loadBook(community, reading, { at: now, known: Object.keys(inForce.texts) })
  const texts = byName(book?.texts ?? seen)
  const own = { book: await nameOf(texts), texts, after }
  if (!book) return { ...own, changes: [], troubles, examples: { played: 0, red: 0 } }
  const stored = await journal.book.get()
  // of all days, not of today's alone: an override that begins next month is a change to be told of
  const undated = async (one: Book) => (await bookFromTexts(one.texts)).book ?? one
  const found = await tried(book, { journal, stored, now }, play)
  return {
    ...own,
    changes: diffBooks(await undated(inForce), await undated(book)),
    troubles: [...troubles, ...found.troubles, ...nobodyAfter(book, proposing)],
    examples: found.examples,
  }
}

/** Texts that cannot be read as JSON are told apart by their letters. */
const nameOf = (texts: Texts): Promise<string> => bookName(texts).catch(() => sha256(canonical(texts)))

/** Rules that nobody could ever change again. */
function nobodyAfter({ adopters = [], place }: Book, { community, posts }: Proposing): readonly Trouble[] {
  if (posts.holders(adopters, place).length > 0) return []
  const [zh, en] =
    adopters.length === 0
      ? ['社区文件里没有写 adopters（谁可采用规则）', 'the community file names no adopters']
      : [`社区文件 adopters 里的岗位（${adopters.join('、')}）没有人担任`, `nobody holds ${adopters.join(' or ')}`]
  return [
    toldOf('error', community, {
      code: 'nobody-adopts',
      zh: `${zh}，采用之后就没有人能再改规则了。`,
      en: `${en}: once these are adopted nobody could ever change the rules again.`,
    }),
  ]
}
