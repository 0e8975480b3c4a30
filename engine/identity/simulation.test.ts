import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import { bookOf, hall, type Device } from '../merge/sample.js'
import { play } from '../merge/sample-world.js'
import type { Book } from '../pack/book.js'

/** `?seed=…` repeats a run. */
const seed = Number(new URL(location.href).searchParams.get('seed') ?? 20200411)
const rounds = soak ? 400 : 3
const acts = soak ? 2000 : 300

let books: readonly Book[]
before(async () => {
  books = [await bookOf(hall()), await bookOf(hall(1, 2))]
})

const headsOf = async ({ station }: Device) => (await station.dossiers({})).toSorted((a, b) => (a.id < b.id ? -1 : 1))
const asidesOf = async ({ station }: Device) => (await station.asides()).map(({ id }) => id).sort()

describe(`merging among forgers (seed ${seed})`, () => {
  it(`Q153 Q154 Q155 ${rounds * acts} acts, lines held back, changed and made up, a copied device: all agree, and nothing acknowledged is lost`, async () => {
    const whys = new Set<string>()
    for (let round = 0; round < rounds; round++) {
      const told = `seed ${seed + round}`
      const { devices, acknowledged } = await play({ seed: seed + round, acts, books, mischief: true })
      const [first, ...others] = devices as [Device, ...Device[]]
      const [heads, asides] = [await headsOf(first), await asidesOf(first)]
      for (const other of others) {
        expect(await asidesOf(other), `${told}: aside on ${other.name} and ${first.name}`).to.deep.equal(asides)
        expect(await headsOf(other), `${told}: dossiers of ${other.name} and ${first.name}`).to.deep.equal(heads)
      }
      const ids = new Set((await first.lines()).map(({ id }) => id))
      expect(
        [...acknowledged].filter((id) => !ids.has(id)),
        `${told}: acknowledged and lost`,
      ).to.deep.equal([])
      for (const { id } of heads)
        for (const one of await first.station.proofs(id)) {
          expect(one.missing, `${told}: ${one.line}`).to.equal(undefined)
          expect(one.state, `${told}: ${one.line}`).to.be.oneOf(['own', 'proven', 'shared'])
        }
      for (const { why } of await first.station.asides()) whys.add(why)
    }
    // a world without forgers would prove little
    expect([...whys].sort()).to.deep.equal(['forged', 'forked', 'unproven'])
  }).timeout(soak ? 0 : 60_000)
})
