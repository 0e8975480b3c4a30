/** The contract on proofs, for adapters that carry them: bytes beside lines, of which the far side understands nothing. */
import type { Entry } from '../types.js'
import type { Proof, PullPage, SyncSession } from './adapter.js'
import type { Case } from './contract.js'
import { line, must, mustBe, never, on, opening, readAll, session, told } from './contract-ground.js'

/** A line that names its writer. */
const signed = (entry: Entry, hash = entry.id): Entry => ({ ...entry, chain: { writer: 'w', count: 1, hash } })
const hashesOf = (entries: readonly Entry[]): readonly string[] => entries.flatMap(({ chain }) => chain?.hash ?? [])

let made = 0
/** Nothing that could be verified: a far side that looks at it would have to refuse it. */
const proofOf = (...entries: readonly Entry[]): Proof => ({
  ...{ alg: 'Ed25519', key: `key 键 ${++made}` },
  ...{ lines: hashesOf(entries), signature: `signature ${made}` },
})

async function bring(far: SyncSession, entries: readonly Entry[], ...proofs: readonly Proof[]): Promise<void> {
  for (const result of await far.push(entries, never, proofs))
    must(result.status === 'stored', `a line in order is stored, not ${told(result)}`)
}

const pull = (far: SyncSession, cursor: string | null, limit = 50): Promise<PullPage> =>
  far.pull({ place: 'town' }, cursor, limit, never)

const has = ({ proofs = [] }: PullPage, proof: Proof): boolean =>
  proofs.some((one) => JSON.stringify(one, keys) === JSON.stringify(proof, keys))
const keys: (keyof Proof)[] = ['alg', 'key', 'lines', 'signature']

export const proving: readonly Case[] = [
  on('proofs', 'a proof comes letter by letter with its lines, and lines without one come without', async (ground) => {
    const far = await session(ground)
    const [one, bare, two] = [signed(opening('case/1')), opening('case/2'), signed(opening('case/3'))]
    const proof = proofOf(one, two)
    await bring(far, [one, bare, two], proof)
    const page = await pull(await session(ground), null)
    mustBe(page.entries, [one, bare, two], 'lines come as they were brought')
    must(has(page, proof), `the proof comes with them as it was brought, not ${JSON.stringify(page.proofs)}`)
  }),

  on('proofs', 'it comes with every page that has one of its lines', async (ground) => {
    const far = await session(ground)
    const entries = ['1', '2', '3'].map((id) => signed(opening(`case/${id}`)))
    const proof = proofOf(...entries)
    await bring(far, entries, proof)
    for (let page = await pull(far, null, 1), pages = 1; ; page = await pull(far, page.cursor, 1), pages++) {
      must(page.entries.length === 0 || has(page, proof), `page ${pages} brings the proof of its line`)
      must(pages < 20, 'pages come to an end')
      if (!page.more) break
    }
  }),

  on('proofs', 'each line has its own, and a line that two prove has both', async (ground) => {
    const far = await session(ground)
    const [one, two] = [signed(opening('case/1')), signed(opening('case/2'))]
    const [first, second, both] = [proofOf(one), proofOf(two), proofOf(one, two)]
    await bring(far, [one], first)
    await bring(far, [two], second, both)
    const page = await pull(far, null)
    for (const proof of [first, second, both]) must(has(page, proof), 'whatever was brought of a line comes with it')
  }),

  on('proofs', 'a proof that is brought again is there, and the line once', async (ground) => {
    const far = await session(ground)
    const entry = signed(opening('case/1'))
    const proof = proofOf(entry)
    await bring(far, [entry], proof)
    await bring(await session(ground), [entry], proof)
    const page = await pull(far, null)
    mustBe(page.entries, [entry], 'a line brought again with its proof is there once')
    must(page.proofs?.length === 1 && has(page, proof), 'and so is its proof')
  }),

  on(
    'proofs',
    'a line that gets its first proof later comes again to those who have read beyond it',
    async (ground) => {
      const far = await session(ground)
      const [first, entry] = [opening('case/1'), signed(line('case/1'))]
      await bring(far, [first, entry])
      const reader = await session(ground)
      const { cursor } = await readAll(reader)
      const proof = proofOf(entry)
      await bring(far, [entry], proof)
      const page = await pull(reader, cursor)
      must(
        page.entries.some(({ id }) => id === entry.id) && has(page, proof),
        'who has the line without its proof gets both',
      )
    },
  ),

  on(
    'proofs',
    'nobody reads a line that is being written without the proof that was brought with it',
    async (ground) => {
      const batches = Array.from({ length: 4 }, (_, batch) =>
        Array.from({ length: 8 }, (__, at) => signed(opening(`case/${batch}-${at}`))),
      )
      const writers = await Promise.all(batches.map(() => session(ground)))
      let left = batches.length
      const written = batches.map(async (batch, index) => {
        await bring(writers[index]!, batch, proofOf(...batch))
        left--
      })
      const reader = await session(ground)
      for (let cursor: string | null = null, last = false; !last;) {
        last = left === 0
        const page: PullPage = await pull(reader, cursor)
        const named = new Set(page.proofs?.flatMap(({ lines }) => lines))
        must(
          hashesOf(page.entries).every((hash) => named.has(hash)),
          'every line that is read has its proof',
        )
        cursor = page.cursor
        last &&= !page.more
      }
      await Promise.all(written)
    },
  ),

  on('proofs', 'with the lines of a dossier their proofs are erased', async (ground) => {
    const far = await session(ground)
    const entry = signed(opening('case/1'))
    const proof = proofOf(entry)
    await bring(far, [entry], proof)
    await ground.erase('case/1')
    const other = signed(opening('case/2'), entry.chain!.hash)
    await bring(far, [other])
    must(!has(await pull(far, null), proof), 'a proof whose lines are erased is not there')
  }),
]
