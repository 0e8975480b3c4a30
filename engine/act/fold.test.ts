import { expect } from '@open-wc/testing'
import { fold } from './fold.js'
import type { Entry, Start } from '../types.js'

const T = Date.parse('2020-04-10T14:00:00Z')
const id = (ms: number, counter = '001', node = 'aaaa') =>
  `${(T + ms).toString(36).padStart(9, '0')}.${counter}.${node}`
const accept: Start = {
  clock: 'accept',
  title: { zh: '受理', en: 'Accept' },
  round: 1,
  at: T,
  limit: 'PT10M',
  calendar: { name: '24h', zone: 'Asia/Shanghai' },
  runs: ['reported'],
  pauses: [],
  again: 'fresh',
  due: [],
}
const line = (ms: number, act: string, from: string, to: string, more: Partial<Entry> = {}): Entry => ({
  id: id(ms),
  act,
  on: 'case/1',
  by: 'officer',
  at: T + ms,
  data: {},
  from,
  to,
  pack: 'four-platforms@1+00000000',
  facts: {},
  held: [],
  effects: [],
  ...more,
})
const report = line(0, 'report', 'new', 'reported', {
  kind: 'case',
  place: 'b1',
  starts: [accept],
  data: { what: '气味' },
})
const due = (at: number): Entry =>
  line(at, 'due', 'reported', 'reported', {
    id: `${(T + at).toString(36).padStart(9, '0')}.000.case/1/accept/1`,
    by: 'clock',
    due: { clock: 'accept', round: 1, at: T + at },
  })

describe('fold', () => {
  it('gives the same dossier for every order of arrival', () => {
    const lines = [
      report,
      line(60_000, 'accept', 'reported', 'accepted', { data: { platform: 'zz' } }),
      line(90_000, 'assign', 'accepted', 'assigned', { data: { handler: 'fire-station' } }),
      line(95_000, 'accept', 'reported', 'accepted', { id: id(95_000, '001', 'bbbb') }),
    ]
    const whole = fold(lines).dossier
    for (let turn = 1; turn < lines.length; turn++) {
      const turned = [...lines.slice(turn), ...lines.slice(0, turn)]
      expect(fold(turned).dossier).to.deep.equal(whole)
      expect(fold(turned.reverse()).dossier).to.deep.equal(whole)
    }
    expect(whole.step).to.equal('assigned')
    expect(whole.fields).to.deep.equal({ what: '气味', platform: 'zz', handler: 'fire-station' })
    expect(whole.did['accept']).to.deep.equal(['officer'])
  })

  it('B9 of two lines that open one id the earlier opens it and the later is void', () => {
    const second = line(5, 'report', 'new', 'reported', { by: 'other', place: 'b2', data: { what: '别的' } })
    const { dossier, lines } = fold([second, report])
    expect(lines.map((it) => it.state)).to.deep.equal(['fits', 'void'])
    expect(dossier).to.include({ place: 'b1', openedBy: 'officer', void: 1 })
    expect(dossier.fields['what']).to.equal('气味')
  })

  it('E38 a line whose step has moved on is kept and void, and says which line moved it', () => {
    const first = line(60_000, 'accept', 'reported', 'accepted')
    const late = line(61_000, 'cancel', 'reported', 'cancelled', { ends: true })
    const { dossier, lines } = fold([report, first, late])
    expect(lines[2]).to.deep.equal({ entry: late, state: 'void', found: { step: 'accepted', line: first.id } })
    expect(dossier).to.include({ step: 'accepted', ended: false, void: 1, head: `3 ${late.id}` })
    expect(dossier.times).to.deep.equal({ report: 1, accept: 1 })
  })

  it('E39 a due whose step is already left is moot, not void', () => {
    const { dossier, lines } = fold([report, line(60_000, 'accept', 'reported', 'accepted'), due(600_000)])
    expect(lines.map((it) => it.state)).to.deep.equal(['fits', 'fits', 'moot'])
    expect(dossier.void).to.equal(0)
  })

  it('F50 a due fires once: the same line from two devices counts once, and at one instant the clock goes before people', () => {
    const accepted = line(600_000, 'accept', 'reported', 'accepted')
    const { dossier, lines } = fold([accepted, report, due(600_000)])
    expect(lines.map((it) => it.entry.act)).to.deep.equal(['report', 'due', 'accept'])
    expect(dossier.dues[0]).to.include({ fired: true, state: 'stopped' })
    expect(lines.every((it) => it.state === 'fits')).to.equal(true)
  })

  it('Q124 what a void line caused in its dossier is void with it, although it would fit', () => {
    const no = { name: 'never', says: { zh: '不行', en: 'No' }, when: { any: [] } }
    const issue = line(60_000, 'issue', 'reported', 'reported', { always: { zone: 'Asia/Shanghai', rules: [no] } })
    const follows = line(60_000, 'tell', 'reported', 'reported', { id: `${issue.id}/tell`, cause: issue.id })
    const elsewhere = { ...follows, id: `${issue.id}/note`, causeOn: 'case/2' as const }
    const { dossier, lines } = fold([report, issue, follows, elsewhere])
    expect(lines.map((it) => it.state)).to.deep.equal(['fits', 'void', 'fits', 'void'])
    expect(lines[3]!.found).to.deep.equal({ step: 'reported', cause: issue.id })
    expect(dossier).to.include({ void: 2 })
  })

  it('Q124 the clocks of a void line never start, and what they fired is moot', () => {
    const handle: Start = { ...accept, clock: 'handle', at: T + 60_000, runs: ['reported', 'accepted'] }
    const cancel = line(30_000, 'cancel', 'reported', 'accepted')
    const taken = line(60_000, 'accept', 'reported', 'reported', { starts: [handle] })
    const fired: Entry = {
      ...due(660_000),
      id: `${(T + 660_000).toString(36).padStart(9, '0')}.000.case/1/handle/1`,
      due: { clock: 'handle', round: 1, at: T + 660_000 },
      effects: [{ type: 'notify', params: { to: ['head'] } }],
    }
    const climb = line(660_000, 'climb', 'accepted', 'accepted', {
      ...{ id: `${fired.id}/climb`, by: 'clock', cause: fired.id, data: { level: 'high' } },
    })
    const { dossier, lines } = fold([report, cancel, taken, fired, climb])
    expect(lines.map((it) => it.state)).to.deep.equal(['fits', 'fits', 'void', 'moot', 'moot'])
    expect(dossier.dues.map(({ clock }) => clock)).to.deep.equal(['accept'])
    expect(dossier).to.deep.include({ void: 1, notices: [], fields: { what: '气味' } })
  })

  const proposing = (at: number) =>
    line(at, 'check', 'reported', 'reported', {
      effects: ['close', 'call'].map((act) => ({ type: 'propose', params: { act, to: ['head'] } })),
    })
  const no = (at: number, more: Partial<Entry> = {}) =>
    line(at, 'keep', 'reported', 'reported', { declines: ['close'], ...more })
  const proposed = (...lines: readonly Entry[]) => fold([report, ...lines]).dossier.proposals.map(({ act }) => act)

  it('G59 an act that declines ends what was proposed before it, and nothing else', () => {
    expect(proposed(proposing(10))).to.deep.equal(['close', 'call'])
    expect(proposed(proposing(10), no(20))).to.deep.equal(['call'])
    expect(proposed(proposing(10), no(20), proposing(30)), 'proposed again').to.deep.equal(['call', 'close', 'call'])
    const again = no(20, { effects: [{ type: 'propose', params: { act: 'close', to: ['head'] } }] })
    expect(proposed(proposing(10), again), 'its own line proposes it anew').to.deep.equal(['call', 'close'])
  })

  it('G59 a no that arrives late answers what stood before it; beside the act itself the earlier of the two counts', () => {
    expect(proposed(proposing(30), no(20))).to.deep.equal(['close', 'call'])
    const close = (at: number) => line(at, 'close', 'reported', 'closed', { by: 'head' })
    const after = (lines: readonly Entry[]) => {
      const { dossier, lines: folded } = fold([report, proposing(10), ...lines])
      return [dossier.step, dossier.proposals.length, ...folded.slice(2).map(({ state }) => state)]
    }
    expect(after([no(30), close(20)]), 'a no to what was done').to.deep.equal(['closed', 1, 'fits', 'void'])
    expect(after([close(30), no(20)]), 'done although somebody said no').to.deep.equal(['closed', 1, 'fits', 'fits'])
    const stays = { stays: ['reported', 'accepted'] }
    const accepted = line(15, 'accept', 'reported', 'accepted')
    expect(proposed(proposing(10), accepted, no(20, stays)), 'found at another of its steps').to.deep.equal(['call'])
    expect(proposed(proposing(10), accepted, no(20)), 'a void no answers nothing').to.deep.equal(['close', 'call'])
  })

  it('G59 N109 a no under an old name answers what was proposed under the new one', () => {
    const renames = line(15, 'rename', 'reported', 'reported', { by: 'clock', renames: { acts: { close: 'shut' } } })
    expect(proposed(proposing(10), renames)).to.deep.equal(['shut', 'call'])
    expect(proposed(proposing(10), renames, no(20))).to.deep.equal(['call'])
  })

  it('says which dossier has no opening line', () => {
    expect(() => fold([line(60_000, 'accept', 'reported', 'accepted')])).to.throw('No line opens case/1.')
  })
})
