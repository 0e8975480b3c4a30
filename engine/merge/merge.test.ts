import { expect } from '@open-wc/testing'
import { fold } from '../act/fold.js'
import { openJournal } from '../journal/dexie.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import type { PackFile } from '../pack/format.js'
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

  it('G64 a merge that shows a rule nothing new writes nothing, whoever asks and however often', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(minute, ann, bob)
    await ann.does('remark', id, { what: 'a' })
    await bob.does('remark', id, { what: 'b' })
    await meet(ann, bob)
    expect(states(await ann.station.lines(id))).to.deep.equal(['report fits', 'remark fits', 'remark fits'])
    await agree(ann, bob)
  })

  it('G64 devices that merge bit by bit come to one answer, by what the best informed wrote', async () => {
    const devices = [await made('ann'), await made('bob'), await made('cid')]
    const [ann, bob, cid] = devices as [Device, Device, Device]
    await ann.does('lay', 'unit/new')
    await meet(...devices)
    for (const [index, one] of devices.entries()) {
      later(minute, ...devices)
      await one.does('mark', unit, { stall: `s${index}`, answer: 'stop' })
    }
    const [atAnn, atBob, atCid] = [await ann.lines(), await bob.lines(), await cid.lines()]
    await ann.station.receive({ lines: atBob })
    await bob.station.receive({ lines: atCid })
    await cid.station.receive({ lines: atAnn })
    await meet(...devices)
    await agree(...devices)
    expect((await cid.station.dossier(unit))!).to.include({ step: 'suspended', void: 0 })
  })

  it('G64 Q126 two versions ask again by their own rules and keep one and the same line', async () => {
    const [ann, bob] = [await made('ann'), await made('bob', strict)]
    await ann.does('lay', 'unit/new')
    await meet(ann, bob)
    later(minute, ann, bob)
    await ann.does('mark', unit, { stall: 's1', answer: 'ok' })
    await bob.does('mark', unit, { stall: 's2', answer: 'ok' })
    later(minute, ann, bob)
    await ann.does('mark', unit, { stall: 's1', answer: 'stop' })
    const [atAnn, atBob] = [await ann.lines(), await bob.lines()]
    await ann.station.receive({ lines: atBob })
    await bob.station.receive({ lines: atAnn })
    await meet(ann, bob)
    await agree(ann, bob)
    const [mine, theirs] = [await ann.station.lines(unit), await bob.station.lines(unit)]
    expect(mine).to.deep.equal(theirs)
  })

  it('G64 asked again a rule may set, flag and let follow; what it would refuse is flagged', async () => {
    const twice = { fact: 'times', path: 'remark', operator: 'greaterThan', value: 1 } as const
    const pack = hall()
    const say = (zh: string) => ({ zh, en: zh })
    const rules = [
      { name: 'no-two', says: say('备注过两次'), conditions: { all: [twice] }, event: { type: 'refuse' } },
      {
        name: 'order-it',
        says: say('派单'),
        conditions: { all: [twice] },
        event: {
          type: 'several',
          params: {
            effects: [
              { type: 'set', params: { level: 'twice' } },
              { type: 'extend', params: { clock: 'accept', by: 'PT1H' } },
              {
                type: 'follow',
                params: { act: 'open-order', on: 'order/{id}', data: { case: { fact: 'id' } } },
              },
            ],
          },
        },
      },
    ]
    const kind = { ...pack.dossiers!['case']!, rules: rules as NonNullable<PackFile['dossiers']>[string]['rules'] }
    const merging = await bookOf({ ...pack, dossiers: { ...pack.dossiers, case: kind } })
    const [ann, bob] = [await made('ann', merging), await made('bob', merging)]
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(minute, ann)
    await ann.does('remark', id, { what: 'a' })
    later(2 * minute, bob)
    await bob.does('remark', id, { what: 'b' })
    expect((await bob.station.ask({ type: 'remark', on: id, by: 'bob', data: { what: 'c' } })).because).to.equal(
      'no-two',
    )
    await meet(ann, bob)
    await agree(ann, bob)
    const dossier = (await ann.station.dossier(id))!
    expect(dossier.flags.map(({ rule }) => rule)).to.deep.equal(['no-two'])
    expect(dossier.fields['level']).to.equal('twice')
    expect(dossier.dues[0]!.extended).to.deep.equal([])
    const [order] = await ann.station.dossiers({ kind: 'order' })
    const [opening] = await ann.station.lines(order!.id)
    expect(opening!.entry).to.deep.include({ by: 'clock', causeOn: id })
    expect((await ann.lines()).filter(({ again }) => again).length).to.equal(1)
    const view = (await ann.station.view(id))!.lines.find(({ line }) => line.entry.again)!
    expect(view.act.zh).to.equal('合并后复核')
  })

  it('G58 Q121 what always holds, holds after a merge: of two who issue the last the later is void with its reason', async () => {
    const [ann, bob] = await pair()
    const stock = (await ann.does('begin', 'stock/new', { item: 'masks' })).act.on
    await ann.does('take-in', stock, { quantity: 10 })
    await meet(ann, bob)
    later(minute, ann)
    await ann.does('issue', stock, { quantity: 6 })
    later(2 * minute, bob)
    await bob.does('issue', stock, { quantity: 7 })
    await bob.does('issue', stock, { quantity: 2 })
    await meet(ann, bob)
    await agree(ann, bob)
    const lines = await ann.station.lines(stock)
    expect(states(lines).slice(2)).to.deep.equal(['issue fits', 'issue void', 'issue fits'])
    expect(lines[3]!.found).to.deep.equal({
      step: 'open',
      line: lines[2]!.entry.id,
      law: {
        name: 'not-below-zero',
        says: { zh: '现有{on-hand}，不够发', en: '{on-hand} on hand is not enough' },
        facts: { 'on-hand': -3 },
      },
    })
    const view = (await ann.station.view(stock))!.lines.find(({ number }) => number === 4)!
    expect(view.void!.says.zh).to.contain('不合「现有-3，不够发」').and.to.contain('请通个电话')
    expect(view.void!.call.map(({ id }) => id)).to.deep.equal(['bob', 'ann'])
    expect((await bob.station.ask({ type: 'issue', on: stock, by: 'bob', data: { quantity: 3 } })).allowed).to.equal(
      false,
    )
    expect((await bob.station.ask({ type: 'issue', on: stock, by: 'bob', data: { quantity: 2 } })).allowed).to.equal(
      true,
    )
  })

  it('N110 Q122 a fold asks no pack: a version that says otherwise folds to the same dossier', async () => {
    const [ann, bob] = [await made('ann'), await made('bob', strict)]
    const stock = (await ann.does('begin', 'stock/new', { item: 'masks' })).act.on
    await ann.does('take-in', stock, { quantity: 1 })
    await meet(ann, bob)
    later(minute, ann, bob)
    await ann.does('issue', stock, { quantity: 1 })
    await bob.does('issue', stock, { quantity: 1 })
    await meet(ann, bob)
    await agree(ann, bob)
    const lines = await ann.lines()
    const issued = lines.filter(({ act }) => act === 'issue')
    expect(issued.map(({ pack }) => pack.slice(0, 6))).to.have.members(['hall@1', 'hall@2'])
    expect(issued.every(({ always }) => always?.rules[0]?.name === 'not-below-zero')).to.equal(true)
    expect(fold(lines).dossier).to.include({ void: 1 })
    // without what travels in the line both would go through
    expect(fold(lines.map(({ always: _, ...line }) => line)).dossier).to.include({ void: 0 })
  })

  it('Q122 a law that asks what no line tells is asked of the acting device, and travels in no line', async () => {
    const pack = hall()
    const say = (zh: string) => ({ zh, en: zh })
    const law = (name: string, condition: unknown) => ({ name, says: say(name), conditions: { all: [condition] } })
    const kind = {
      ...pack.dossiers!['case']!,
      fields: {
        ...pack.dossiers!['case']!.fields,
        warmth: { title: say('体温'), type: 'number', keep: 'never' },
      },
      always: [
        law('not-hot', { fact: 'warmth', operator: 'lessThan', value: 38 }),
        law('short', { fact: 'times', path: 'remark', operator: 'lessThan', value: 9 }),
        law('in-the-hall', { fact: 'place', operator: 'under', value: 'h1' }),
      ],
    } as unknown as NonNullable<PackFile['dossiers']>[string]
    const report = { ...pack.acts!['report']!, asks: ['what', 'warmth'] }
    const strictly = { dossiers: { ...pack.dossiers, case: kind }, acts: { ...pack.acts, report } }
    const ann = await made('ann', await bookOf({ ...pack, ...strictly }))
    const hot = { type: 'report', on: 'case/new', by: 'ann', place: 'h1', data: { what: 'x', warmth: 39 } } as const
    expect((await ann.station.ask(hot)).because).to.equal('not-hot')
    const { entry } = await ann.does('report', 'case/new', { what: 'x', warmth: 37 })
    expect(entry!.always!.rules.map(({ name }) => name)).to.deep.equal(['short'])
    const bob = await made('bob')
    await send(ann, bob)
    expect(states(await bob.station.lines(entry!.on))).to.deep.equal(['report fits'])
  })

  it('Q123 an act that stays where it is counts at another of its steps too, without the move of that time; one that moves is void', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(minute, ann)
    await ann.does('accept', id)
    later(2 * minute, bob)
    await bob.does('remark', id, { what: 'still dark' })
    await bob.does('close', id)
    await meet(ann, bob)
    await agree(ann, bob)
    const dossier = (await ann.station.dossier(id))!
    expect(dossier).to.include({ step: 'accepted', void: 1 })
    expect(dossier.fields['what']).to.equal('still dark')
    expect(states(await ann.station.lines(id))).to.deep.equal([
      'report fits',
      'accept fits',
      'remark fits',
      'close void',
    ])
  })

  it('E38 what a void line caused in another dossier stays, is marked there, and undoing it is proposed to the holder', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(minute, ann)
    await ann.does('close', id)
    later(2 * minute, bob)
    const { followed } = await bob.does('accept', id)
    const order = followed![0]!.act.on
    expect((await bob.station.dossier(order))!.proposals).to.deep.equal([])
    await meet(ann, bob)
    await agree(ann, bob)
    const dossier = (await ann.station.dossier(order))!
    expect(dossier).to.include({ step: 'open', void: 0 })
    expect(dossier.flags.map(({ say }) => say.zh)).to.deep.equal(['起因已作废，请看看要不要撤回。'])
    expect(dossier.proposals.map(({ act, to }) => [act, to])).to.deep.equal([['withdraw', ['head']]])
    const [opening] = await bob.station.lines(order)
    expect(opening!.notes?.map(({ of, call }) => [of, call])).to.deep.equal([['cause', ['bob']]])
    const [view] = (await bob.station.view(order))!.lines.toReversed()
    expect(view!.notes!.map(({ says }) => says.zh)[0]).to.match(/^起因已作废/)
    later(minute, ann)
    await ann.does('withdraw', order)
    expect((await ann.station.dossier(order))!.proposals).to.deep.equal([])
  })

  it('E38 a cause that fits again, because what stood in its way is void itself, takes the mark back everywhere', async () => {
    const devices = [await made('ann'), await made('bob'), await made('cid')]
    const [ann, bob, cid] = devices as [Device, Device, Device]
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(...devices)
    later(minute, cid)
    // the first of all, and the last to be heard of
    await cid.does('accept', id)
    later(2 * minute, ann)
    await ann.does('close', id)
    later(3 * minute, bob)
    const remark = await bob.does('remark', id, { what: 'x' })
    const { followed } = await bob.does('accept', id)
    const order = followed![0]!.act.on
    await meet(ann, bob)
    expect((await bob.station.dossier(order))!.flags.length).to.equal(1)
    expect(remark.allowed).to.equal(true)
    await meet(...devices)
    await agree(...devices)
    const lines = await ann.station.lines(id)
    expect(states(lines)).to.include('accept fits').and.to.include('close void')
    // both accepted; one of them is void, and so is its order's cause
    const flagged = (await Promise.all(devices.map(heads))).map((all) =>
      all.filter(({ flags }) => flags.length > 0).map((it) => it.id),
    )
    expect(new Set(flagged.map((ids) => ids.join())).size).to.equal(1)
  })

  it('F48 Q125 a clock that runs keeps its limit and its consequences, whatever the pack says where it fires', async () => {
    const pack = hall()
    const otherwise = {
      ...pack.clocks!['accept']!,
      limit: 'PT1H',
      due: [{ type: 'notify', params: { to: ['keeper'] } }],
    } as const
    const ann = await made('ann')
    const bob = await made('bob', await bookOf({ ...pack, version: 2, clocks: { ...pack.clocks, accept: otherwise } }))
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await send(ann, bob)
    later(10 * minute, bob)
    await bob.station.receive({ lines: [] })
    expect((await bob.station.dossier(id))!.fields['level']).to.equal('reported')
    expect((await bob.station.dossier(id))!.notices.map(({ to, say }) => [to, say?.zh])).to.deep.equal([
      [['head'], 'dark还没受理'],
    ])
    later(10 * minute, ann)
    await meet(ann, bob)
    await agree(ann, bob)
  })

  it('Q124 within one dossier what a void line caused goes with it, and what a moot due caused is moot', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(9 * minute, ann)
    await ann.does('accept', id)
    // bob hears nothing of it: the clock fires there, and climbs
    later(11 * minute, bob)
    await bob.does('remark', id, { what: 'x' })
    expect((await bob.station.dossier(id))!.fields['level']).to.equal('reported')
    await meet(ann, bob)
    await agree(ann, bob)
    expect(states(await ann.station.lines(id))).to.deep.equal([
      'report fits',
      'accept fits',
      'due moot',
      'climb moot',
      'remark fits',
    ])
    expect((await ann.station.dossier(id))!.fields).not.to.have.property('level')
    expect((await ann.station.dossier(id))!.notices).to.deep.equal([])
  })

  it('E39 F50 Q125 a due that fired on two devices is one line, letter by letter, and its words are those of the start', async () => {
    const [ann, bob] = [await made('ann'), await made('bob', strict)]
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    later(2 * minute, ann)
    await ann.does('remark', id, { what: 'very dark' })
    later(9 * minute, ann)
    later(11 * minute, bob)
    await Promise.all([ann, bob].map(({ station }) => station.receive({ lines: [] })))
    const due = async (one: Device) => (await one.lines()).find((line) => line.due)
    expect(await due(ann)).to.deep.equal(await due(bob))
    expect((await due(bob))!.effects[0]!.params!['say']).to.deep.equal({
      zh: 'dark还没受理',
      en: 'dark is not accepted',
    })
    await meet(ann, bob)
    await agree(ann, bob)
    expect((await ann.station.dossier(id))!.times).to.include({ climb: 1 })
  })

  it('Q125 a line that claims to be a clock s is worked out again, and kept aside where the start says otherwise', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    later(11 * minute, ann)
    await ann.station.receive({ lines: [] })
    const lines = await ann.lines()
    const forged = lines.map((line) => (line.due ? { ...line, effects: [] } : line))
    // the due first: nobody can tell yet
    await bob.station.receive({ lines: forged.filter((line) => line.due) })
    expect((await bob.station.asides()).map(({ why }) => why)).to.deep.equal(['waiting'])
    await bob.station.receive({ lines: forged.filter((line) => !line.due) })
    expect((await bob.station.asides()).map(({ why }) => why)).to.deep.equal(['not-the-clocks'])
    await bob.station.receive({ lines })
    later(11 * minute, bob)
    await meet(ann, bob)
    expect((await bob.station.dossier(id))!.notices.length).to.equal(1)
    await agree(ann, bob)
  })

  it('B9 Q121 a numbered bay is held once: the earlier stamp has it, the later is void', async () => {
    const [ann, bob] = await pair()
    later(1, ann)
    await ann.does('hold', 'bay/new', { number: 7 })
    later(minute, bob)
    const bay = (await bob.does('hold', 'bay/new', { number: 7 })).act.on
    await meet(ann, bob)
    await agree(ann, bob)
    expect((await bob.station.dossier(bay))!).to.include({ openedBy: 'ann', void: 1 })
    const [view] = (await bob.station.view(bay))!.lines
    expect(view!.void!.call.map((it) => it.id)).to.deep.equal(['bob', 'ann'])
  })

  it('G65 the 13th of 12 counted bookings is flagged after the merge, and only that one, with whom to call', async () => {
    const [ann, bob] = await pair()
    for (let car = 0; car < 11; car++) {
      later(1000, ann)
      await ann.does('book', 'stay/new', { plate: `A${car}` })
    }
    await meet(ann, bob)
    later(minute, ann)
    await ann.does('book', 'stay/new', { plate: 'last' })
    later(2 * minute, bob)
    const over = (await bob.does('book', 'stay/new', { plate: 'over' })).act.on
    await meet(ann, bob)
    await agree(ann, bob)
    const flagged = (await heads(ann)).filter(({ flags }) => flags.length > 0)
    expect(flagged.map(({ id }) => id)).to.deep.equal([over])
    expect(flagged[0]!.flags[0]).to.deep.include({
      rule: 'full',
      say: { zh: '已约13个，只有12个车位', en: '13 booked, and there are 12 bays' },
    })
    const [line] = await ann.station.lines(over)
    expect(line!.notes![0]!.call).to.deep.equal(['bob', 'ann'])
    const view = (await ann.station.view(over))!.lines.find(({ notes }) => notes)!
    expect(view.notes![0]!.says.zh).to.contain('已约13个，只有12个车位').and.to.contain('打电话')
    expect(view.notes![0]!.call.map(({ id }) => id)).to.deep.equal(['bob', 'ann'])
  })

  it('G65 a booking is counted again by the rules of its own time, and not by those of whoever looks', async () => {
    const narrow = await bookOf(hall(2, 3, 1))
    const [ann, bob] = [await made('ann'), await made('bob', narrow)]
    later(1000, ann)
    await ann.does('book', 'stay/new', { plate: 'a' })
    await ann.does('book', 'stay/new', { plate: 'b' })
    await meet(ann, bob)
    expect((await heads(bob)).flatMap(({ flags }) => flags)).to.deep.equal([])
    await agree(ann, bob)
  })

  it('Q126 of two lines that devices made alike the one that was judged on more stands, else the first by its letters', async () => {
    const [ann] = await pair()
    await ann.does('lay', 'unit/new')
    const [{ chain: _, ...laid }] = (await ann.lines()) as [Entry]
    const again = (count: number, stall: string): Entry => ({
      ...{ ...laid, id: `${laid.id}/~~/0009`, act: 'again', by: 'clock', from: 'normal', to: 'normal', again: true },
      ...{ head: `${count} ${laid.id}`, data: { stall } },
    })
    const pairs: [stands: Entry, other: Entry][] = [
      [again(10, 'b'), again(9, 'a')],
      [again(9, 'a'), again(9, 'b')],
    ]
    for (const [stands, other] of pairs)
      for (const order of [
        [stands, other],
        [other, stands],
      ]) {
        const one = await made('one')
        for (const line of [laid, ...order]) await one.station.receive({ lines: [line] })
        const kept = (await one.station.lines(unit)).filter(({ entry }) => entry.again && entry.id === stands.id)
        expect(kept.map(({ entry }) => entry)).to.deep.equal([stands])
      }
  })

  it('G65 Q126 a flag is taken back when a cancellation comes to light that was earlier', async () => {
    const devices = [await made('ann'), await made('bob'), await made('cid')]
    const [ann, bob, cid] = devices as [Device, Device, Device]
    const stays: DossierId[] = []
    for (let car = 0; car < 11; car++) {
      later(1000, ann)
      stays.push((await ann.does('book', 'stay/new', { plate: `A${car}` })).act.on)
    }
    await meet(...devices)
    later(minute, cid)
    await cid.does('leave', stays[0]!)
    later(2 * minute, ann)
    await ann.does('book', 'stay/new', { plate: 'last' })
    later(3 * minute, bob)
    const over = (await bob.does('book', 'stay/new', { plate: 'over' })).act.on
    await meet(ann, bob)
    expect((await ann.station.dossier(over))!.flags.length).to.equal(1)
    await meet(...devices)
    expect((await ann.station.dossier(over))!.flags).to.deep.equal([])
    await agree(...devices)
  })

  it('Q127 a page is taken in whole, in any order, with its cursor; what is known is passed over', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    later(minute, ann)
    await ann.does('accept', id)
    const lines = await ann.lines()
    const cursor = { name: 'far', value: '2' }
    const first = await bob.station.receive({ lines: [...lines].reverse(), cursor })
    expect(first.fresh.length).to.equal(3)
    expect(await bob.station.journal.setting.get('far')).to.equal('2')
    const again = await bob.station.receive({ lines: [...lines, ...lines] })
    expect(again).to.deep.equal({ fresh: [], aside: [], void: [], moot: [] })
    await agree(ann, bob)
    // what is done here from now on comes after what was heard, in another dossier too, though this clock is behind
    const { entry: other } = await bob.does('report', 'case/new', { what: 'z' })
    expect(
      other!.id >
        lines
          .map((line) => line.id)
          .sort()
          .at(-1)!,
    ).to.equal(true)
    const { entry } = await bob.does('remark', id, { what: 'y' })
    expect(
      entry!.id >
        lines
          .map((line) => line.id)
          .sort()
          .at(-1)!,
    ).to.equal(true)
  })

  it('Q128 lines whose opening is not here yet wait, and count when it comes', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await ann.does('remark', id, { what: 'x' })
    const lines = await ann.lines()
    const early = await bob.station.receive({ lines: lines.slice(1) })
    expect(early.aside.map(({ why }) => why)).to.deep.equal(['waiting'])
    expect(await bob.station.dossier(id)).to.equal(undefined)
    await bob.station.receive({ lines: lines.slice(0, 1) })
    expect(await bob.station.asides()).to.deep.equal([])
    await agree(ann, bob)
  })

  it('Q128 Q133 a line from too far ahead is kept aside and shown, and counts when its time comes', async () => {
    const [ann, bob] = [await made('ann', book, start + 60 * minute), await made('bob')]
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    const { aside } = await send(ann, bob)
    expect(aside.map(({ why, until }) => [why, until])).to.deep.equal([['ahead', start + 50 * minute]])
    const [shown] = await bob.station.asides()
    expect([shown!.act.zh, shown!.by.id, shown!.says.zh]).to.deep.equal(['上报', 'ann', '写它的设备，钟比本机快。'])
    expect(await bob.station.dossier(id)).to.equal(undefined)
    later(49 * minute, bob)
    await bob.station.receive({ lines: [] })
    expect(await bob.station.dossier(id)).to.equal(undefined)
    later(minute, bob)
    await bob.station.receive({ lines: [] })
    expect(await bob.station.asides()).to.deep.equal([])
    await agree(ann, bob)
  })

  it('F52 Q133 a station whose clock is off by more than the bound fires nothing, until it is right again', async () => {
    const bob = await made('bob')
    const id = (await bob.does('report', 'case/new', { what: 'dark' })).act.on
    await bob.station.receive({ lines: [] }, start - 11 * minute)
    expect(bob.station.clockOff).to.equal(11 * minute)
    later(20 * minute, bob)
    await bob.does('remark', id, { what: 'x' })
    expect((await bob.station.dossier(id))!.notices).to.deep.equal([])
    await bob.station.receive({ lines: [] }, start + 20 * minute)
    expect(bob.station.clockOff).to.equal(undefined)
    expect((await bob.station.dossier(id))!.notices.length).to.equal(1)
  })

  it('Q128 of two lines of one id by one person the first by its letters stays, and one that names its writer before one that does not', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    await meet(ann, bob)
    const [{ chain: _, ...line }] = (await ann.lines()) as [Entry]
    const forged: Entry = { ...line, data: { what: 'always' } }
    const { aside, fresh } = await bob.station.receive({ lines: [forged] })
    expect(fresh).to.deep.equal([])
    expect(aside.map(({ why, entry }) => [why, entry])).to.deep.equal([['forked', forged]])
    expect((await bob.station.dossier(id))!.fields['what']).to.equal('dark')
    for (const lines of [
      [line, forged],
      [forged, line],
    ]) {
      const one = await made('one')
      for (const each of lines) await one.station.receive({ lines: [each] })
      expect((await one.station.dossier(id))!.fields['what']).to.equal('always')
      expect((await one.station.asides()).map(({ why, entry }) => [why, entry])).to.deep.equal([['forked', line]])
    }
  })

  it('Q128 a line with which no dossier can be folded keeps no other out', async () => {
    const [ann, bob] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    const { entry } = await ann.does('remark', id, { what: 'x' })
    const { chain: _, ...bare } = entry!
    const broken = { ...bare, id: `${bare.id}x`, starts: [{ ...bare, clock: 'x', round: 1 }] } as unknown as Entry
    const { aside } = await bob.station.receive({ lines: [broken, ...(await ann.lines())] })
    expect(aside.map(({ why }) => why)).to.deep.equal(['unreadable'])
    await agree(ann, bob)
  })

  it('Q129 what follows from a page is drawn after a power cut between the two', async () => {
    const [ann] = await pair()
    const journal = memoryJournal()
    const cid = await device('cid', book, { journal })
    await ann.does('lay', 'unit/new')
    await send(ann, cid)
    later(minute, ann, cid)
    await ann.does('mark', unit, { stall: 's1', answer: 'stop' })
    await cid.does('mark', unit, { stall: 's2', answer: 'stop' })
    const append = journal.append
    journal.append = () => Promise.reject(new Error('no power'))
    let failed: unknown
    await send(ann, cid).catch((error: unknown) => (failed = error))
    expect(String(failed)).to.contain('no power')
    expect((await cid.station.dossier(unit))!).to.include({ step: 'watch', void: 0 })
    journal.append = append
    const anew = await device('cid', book, { journal, at: start + minute })
    open.push(cid, anew)
    expect((await anew.station.dossier(unit))!.step).to.equal('suspended')
    expect(await journal.touched()).to.deep.equal([])
  })

  it('Q131 no line moves a dossier to another place', async () => {
    const [ann] = await pair()
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    const { entry } = await ann.does('remark', id, { what: 'x' })
    const { chain: _, ...bare } = entry!
    const { fresh } = await ann.station.receive({ lines: [{ ...bare, id: `${bare.id}x`, place: 'h2' }] })
    expect(fresh.length).to.equal(1)
    expect((await ann.station.dossier(id))!.place).to.equal('h1')
  })

  it('Q131 what goes to another place is closed, and opened there with all that is to be seen of it', async () => {
    const pack = hall()
    const say = (zh: string) => ({ zh, en: zh })
    const { what } = pack.dossiers!['case']!.fields
    const moving = await bookOf({
      ...pack,
      dossiers: {
        ...pack.dossiers,
        case: {
          ...pack.dossiers!['case']!,
          fields: { ...pack.dossiers!['case']!.fields, to: { title: say('到'), type: 'place' } },
        },
        moved: {
          ...pack.dossiers!['order']!,
          id: '{place}/{case}',
          fields: { ...pack.dossiers!['order']!.fields, what: what! },
        },
      },
      acts: {
        ...pack.acts,
        'send-on': {
          ...pack.acts!['close']!,
          asks: ['to'],
          then: [
            {
              type: 'follow',
              params: {
                ...{ act: 'take-over', on: 'moved/{to}/{id}' },
                data: { case: { fact: 'id' }, what: { fact: 'what' } },
              },
            },
          ],
        },
        'take-over': { ...pack.acts!['open-order']!, on: 'moved', asks: ['case', 'what'] },
        'give-up': { ...pack.acts!['withdraw']!, on: 'moved' },
      },
    })
    const [ann, cid] = [await made('ann', moving), await made('cid', moving)]
    const id = (await ann.does('report', 'case/new', { what: 'dark' })).act.on
    const { followed } = await ann.does('send-on', id, { to: 'h2' })
    expect((await ann.station.dossier(id))!).to.include({ place: 'h1', step: 'closed', ended: true })
    const child = followed![0]!.act.on
    // who works at the other place is handed its lines alone
    await cid.station.receive({ lines: (await ann.lines()).filter(({ on }) => on === child) })
    expect(await cid.station.dossier(id)).to.equal(undefined)
    expect((await cid.station.dossier(child))!).to.deep.include({
      ...{ place: 'h2', step: 'open' },
      fields: { case: id, what: 'dark' },
    })
    expect(await cid.station.asides()).to.deep.equal([])
  })
})

describe('a ledger carried forward', () => {
  let many = 0
  const ledger = async (name: string) => {
    const journal = await openJournal(`carried ${++many}`)
    const one = await device(name, book, { journal })
    open.push(one)
    return { one, journal }
  }
  /** A stock with more lines than stay at hand. */
  async function long(one: Device, issues = 199): Promise<DossierId> {
    const stock = (await one.does('begin', 'stock/new', { item: 'masks' })).act.on
    await one.does('take-in', stock, { quantity: 500 })
    for (let count = 0; count < issues - 1; count++) {
      later(1000, one)
      await one.does('issue', stock, { quantity: 1 })
    }
    return stock
  }
  it('E40 older lines go to the archive, and everything answers as before', async () => {
    const { one, journal } = await ledger('ann')
    const bob = await made('bob')
    const stock = await long(one)
    // told how much there would be: below zero
    const left = 500 - 198
    expect((await one.lines()).filter(({ carry }) => carry).length).to.equal(1)
    const whole = (await journal.lines(stock)).filter(({ carry }) => !carry)
    expect(whole.length).to.equal(200)
    expect(await one.station.dossier(stock)).to.deep.equal(fold(whole).dossier)
    expect((await one.station.lines(stock)).length).to.equal(200)
    await send(one, bob)
    await agree(one, bob)
    for (const each of [one, bob]) {
      expect(
        (await each.station.ask({ type: 'issue', on: stock, by: 'x', data: { quantity: left } })).allowed,
      ).to.equal(true)
      expect(
        (await each.station.ask({ type: 'issue', on: stock, by: 'x', data: { quantity: left + 1 } })).allowed,
      ).to.equal(false)
    }
    later(1000, one)
    await one.does('issue', stock, { quantity: 2 })
    expect(await one.station.dossier(stock)).to.deep.equal(fold(await journal.lines(stock)).dossier)
    await journal.rebuild((lines) => fold(lines).dossier)
    expect(await one.station.dossier(stock)).to.deep.equal(fold(await journal.lines(stock)).dossier)
  })

  it('E40 Q132 a late line older than the carry counts in its place, wherever the older lines are kept', async () => {
    const { one, journal } = await ledger('ann')
    const bob = await made('bob')
    const stock = await long(one, 20)
    await send(one, bob)
    // bob, for a while alone
    later(20_500, bob)
    await bob.does('issue', stock, { quantity: 7 })
    for (let count = 0; count < 180; count++) {
      later(1000, one)
      await one.does('issue', stock, { quantity: 1 })
    }
    expect((await one.lines()).some(({ carry }) => carry)).to.equal(true)
    await send(bob, one)
    const lines = await one.station.lines(stock)
    const at = lines.findIndex(({ entry }) => entry.by === 'bob')
    expect(at).to.be.within(15, 30)
    expect(lines[at]!.state).to.equal('fits')
    expect(await one.station.dossier(stock)).to.deep.equal(
      fold((await journal.lines(stock)).filter(({ carry }) => !carry)).dossier,
    )
    await meet(one, bob)
    await agree(one, bob)
  })

  it('E40 Q132 who has the carry alone answers like the others, and keeps an older line aside until a carry knows it', async () => {
    const { one } = await ledger('ann')
    const stock = await long(one)
    const all = (await one.lines()).filter(({ on }) => on === stock)
    const carry = all.find((line) => line.carry)!
    const cid = await made('cid')
    await cid.station.receive({ lines: all.filter(({ id }) => id >= carry.id) })
    later(200_000, cid)
    expect(await cid.station.dossier(stock)).to.deep.equal(await one.station.dossier(stock))
    const left = 500 - 198
    expect((await cid.station.ask({ type: 'issue', on: stock, by: 'x', data: { quantity: left } })).allowed).to.equal(
      true,
    )
    expect(
      (await cid.station.ask({ type: 'issue', on: stock, by: 'x', data: { quantity: left + 1 } })).allowed,
    ).to.equal(false)
    const { chain: _, ...older } = all.find(({ id, act }) => id < carry.id && act === 'issue')!
    const { aside } = await cid.station.receive({ lines: [{ ...older, id: `${older.id}x` }] })
    expect(aside.map(({ why }) => why)).to.deep.equal(['waiting'])
  })
})
