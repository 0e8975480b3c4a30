/** Peaks, gaps, balances and standing lines against counting on one's fingers: every minute, every line. */
import { expect } from '@open-wc/testing'
import { gapsOf, peakOf, type Interval } from './intervals.js'
import { balanceOf, newestPer } from './lines.js'

const ROUNDS = 3000
const MINUTES = 24

/** The same numbers each time; `?seed=…` for others. */
function seeded(seed: number) {
  let state = seed >>> 0
  return (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
const seed = Number(new URL(location.href).searchParams.get('seed') ?? 20200410)
const random = seeded(seed)

/** Some are empty or go backwards, as people fill them in. */
const interval = (): Interval => [random(MINUTES), random(MINUTES)]
const some = <Thing>(make: () => Thing): Thing[] => Array.from({ length: random(9) }, make)
const covers = ([from, to]: Interval, minute: number) => from <= minute && minute < to
const minutes = Array.from({ length: MINUTES }, (_, minute) => minute)

describe(`figures (seed ${seed})`, () => {
  it('H74 the peak is the busiest minute of the own interval', () => {
    let most = 0
    for (let round = 0; round < ROUNDS; round++) {
      const [intervals, within] = [some(interval), interval()]
      const at = (minute: number) => intervals.filter((one) => covers(one, minute)).length
      const busiest = Math.max(0, ...minutes.filter((minute) => covers(within, minute)).map(at))
      most = Math.max(most, busiest)
      expect(peakOf(intervals, within), JSON.stringify([intervals, within])).to.equal(busiest)
    }
    expect(most).to.be.greaterThan(3)
  })

  it('H74 gaps are the minutes that nothing covers, each stretch once and in order', () => {
    let found = 0
    for (let round = 0; round < ROUNDS; round++) {
      const [intervals, within] = [some(interval), interval()]
      const gaps = gapsOf(intervals, within)
      const open = minutes.filter((minute) => covers(within, minute) && !intervals.some((one) => covers(one, minute)))
      expect(gaps.flatMap((gap) => minutes.filter((minute) => covers(gap, minute)))).to.deep.equal(open)
      for (const [index, gap] of gaps.entries()) expect(gap[0]).to.be.greaterThan(gaps[index - 1]?.[1] ?? -1)
      found += gaps.length
    }
    expect(found).to.be.greaterThan(ROUNDS / 4)
  })

  it('H75 a balance is every amount in less every amount out, in the order of the lines', () => {
    const acts = ['receive', 'give', 'issue', 'look']
    const how = { in: { receive: 'amount', give: 'gift' }, out: { issue: 'amount' } }
    for (let round = 0; round < ROUNDS; round++) {
      const lines = some(() => ({ act: acts[random(4)]!, data: { amount: random(100) / 10, gift: random(30) / 10 } }))
      // in tenths, as whole numbers
      const tenths = lines.reduce((sum, { act, data }) => {
        const by = act === 'receive' ? data.amount : act === 'give' ? data.gift : act === 'issue' ? -data.amount : 0
        return sum + Math.round(by * 10)
      }, 0)
      expect(balanceOf(how, lines)).to.equal(tenths / 10)
      const cut = random(lines.length + 1)
      expect(balanceOf(how, lines.slice(cut), balanceOf(how, lines.slice(0, cut)))).to.equal(tenths / 10)
    }
    expect(balanceOf(how, [{ act: 'receive', data: { amount: null } }])).to.equal(0)
  })

  it('H75 of each value the newest line stands, and an open field stands for nothing', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const lines = some(() => ({
        act: random(4) ? 'mark' : 'look',
        data: { stall: random(5) ? `s${random(4)}` : null, bad: random(2) },
      }))
      const standing = newestPer({ act: 'mark', per: 'stall' }, lines)
      for (const stall of ['s0', 's1', 's2', 's3']) {
        const last = lines.findLast(({ act, data }) => act === 'mark' && data.stall === stall)
        expect(standing.filter(({ data }) => data.stall === stall)).to.deep.equal(last ? [last] : [])
      }
      expect(standing.every(({ data }) => data.stall !== null)).to.equal(true)
    }
  })
})
