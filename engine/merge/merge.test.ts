import { expect } from '@open-wc/testing'
import { fold } from '../act/fold.js'
import type { Book } from '../pack/book.js'
import type { DossierId, Entry, Line } from '../types.js'
import { device, hall, bookOf, meet, minute, send, start, type Device } from './sample.js'

let book: Book
let strict: Book
before(async () => {
  book = await bookOf(hall())
  strict = await bookOf(hall(1, 2))
})

let open: Device[] = []
const made = async (name: string, of = book, at = start) => {
  const one = await device(name, of, { at })
  open.push(one)
  return one
}
const pair = async (): Promise<[Device, Device]> => [await made('ann'), await made('bob')]
afterEach(async () => {
  await Promise.all(open.map(({ station }) => station.close()))
  open = []
})

const heads = async ({ station }: Device) => (await station.dossiers({})).toSorted((a, b) => (a.id < b.id ? -1 : 1))
/** All devices have the same dossiers, to the letter. */
async function agree(...devices: readonly Device[]): Promise<void> {
  const [first, ...others] = await Promise.all(devices.map(heads))
  for (const other of others) expect(other).to.deep.equal(first)
}
const states = (lines: readonly Line[]) => lines.map(({ entry, state }) => `${entry.act} ${state}`)
const unit: DossierId = 'unit/h1'
const later = (ms: number, ...devices: readonly Device[]) => devices.forEach(({ clock }) => clock.advance(ms))

describe('a merge', () => {
  it('G64 two stalls stopped on two devices suspend their unit, by one line that both would write', async () => {
    const [ann, bob] = await pair()
    await ann.does('lay', 'unit/new')
    await meet(ann, bob)
    later(minute, ann, bob)
    await ann.does('mark', unit, { stall: 's1', answer: 'stop' })
    later(minute, ann, bob)
    await bob.does('mark', unit, { stall: 's2', answer: 'stop' })
    expect((await ann.station.dossier(unit))!.step).to.equal('watch')
    const [atAnn, atBob] = [await ann.lines(), await bob.lines()]
    await ann.station.receive({ lines: atBob })
    await bob.station.receive({ lines: atAnn })
    await agree(ann, bob)
    const dossier = (await bob.station.dossier(unit))!
    expect(dossier).to.include({ step: 'suspended', void: 0 })
    expect(dossier.notices.map(({ to }) => to)).to.deep.equal([['head']])
    const lines = await ann.station.lines(unit)
    expect(states(lines)).to.deep.equal(['lay fits', 'mark fits', 'mark fits', 'again fits'])
    expect(await bob.station.lines(unit)).to.deep.equal(lines)
    await meet(ann, bob)
    expect((await ann.station.lines(unit)).length).to.equal(4)
  })
})
