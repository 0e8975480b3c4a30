import { expect } from '@open-wc/testing'
import type { StationAtWork } from '../at-work.js'
import type { PackFile } from '../pack/format.js'
import type { DossierId } from '../types.js'
import { Backtests, type BacktestOptions } from './backtest.js'
import { openRemote } from './remote.js'
import type { Backtested, Difference } from './result.js'
import { doing, lived, minute, openOffice, repair, rounds, rule, say, textOf, type Does } from './sample.js'

type Clock = Awaited<ReturnType<typeof openOffice>>['clock']

describe('backtest', () => {
  let station: StationAtWork
  let clock: Clock
  let does: Does
  beforeEach(async () => {
    ;({ station, clock } = await openOffice())
    expect(station.troubles.map(({ says }) => says.en).join()).to.equal('')
    does = doing(station)
  })
  afterEach(() => station.close())

  /** Each question has benches of its own, in the page itself, where a debugger can follow. */
  async function ask(pack: PackFile, options: BacktestOptions = {}, worker = false): Promise<Backtested> {
    const { book, places, posts, journal, roster } = station
    const backtests = new Backtests({ book, places, posts, clock, journal, roster: roster, worker })
    const answer = await backtests.run(textOf(pack), options)
    expect(answer.troubles.filter(({ level }) => level === 'error')).to.deep.equal([])
    return answer
  }
  const told = (all: readonly Difference[]) => all.map(({ on, act, what }) => `${on} ${act} ${what}`)
  const both = async (pack: PackFile) => ({
    quick: await ask(pack),
    thorough: await ask(pack, { question: 'thorough' }),
  })
  async function reported(data: Parameters<Does>[2]): Promise<DossierId> {
    const { act, allowed, says } = await does('report', 'repair/new', data)
    expect(allowed, says?.en).to.equal(true)
    return act.on
  }
  const withAct = (name: string, more: Partial<NonNullable<PackFile['acts']>[string]>): PackFile => ({
    ...repair,
    acts: { ...repair.acts, [name]: { ...repair.acts![name]!, ...more } },
  })
  const withParam = (name: string, value: number | string): PackFile => ({
    ...repair,
    params: { ...repair.params, [name]: { ...repair.params![name]!, default: value } },
  })
  const withRow = (what: string, cells: (row: readonly unknown[]) => readonly unknown[]): PackFile => {
    const ways = repair.tables!['ways']!
    const rows = ways.rows.map((row) => (row[0] === what ? cells(row) : row)) as typeof ways.rows
    return { ...repair, tables: { ways: { ...ways, rows } } }
  }

  it('a changed number: whoever would have been refused, and the reasons of both sides', async () => {
    const id = await reported({ what: 'light', weight: 5 })
    await does('take', id)
    for (let times = 0; times < 2; times++) await does('extend', id)
    const { quick, thorough } = await both(withParam('at-most', 1))
    for (const answer of [quick, thorough]) {
      const [only, ...others] = await answer.list()
      expect(told([only!, ...others])).to.deep.equal([`${id} extend refused`])
      expect(only!.by).to.deep.equal(['repair/rule/used-up'])
      expect(answer.counts.map(({ id, title, more, fewer }) => [id, title.en, more, fewer])).to.deep.equal([
        ['repair/rule/used-up', 'Rule used-up', 1, 0],
      ])
      const { before, after } = await answer.explain(only!)
      expect(before.says.zh).to.equal('「延期」：准予办理，环节「已接」')
      expect(after.says.zh).to.equal('「延期」：不予办理，规则used-up')
      expect(after.says.en).to.equal('"Extend": refused. Rule used-up')
      expect(after.why.map(({ clauses }) => clauses.map(({ words }) => words.zh))).to.deep.equal([
        ['「延期」次数超过最多延期 1（现在：2）'],
      ])
    }
  })

  it('a changed row: other rules hold, other answers are written, other clocks run', async () => {
    const id = await reported({ what: 'light' })
    clock.advance(minute)
    await does('take', id)
    clock.advance(90 * minute)
    await does('finish', id)
    const changed = withRow('light', ([what, name]) => [what, name, 'PT1H', 'team-a', true])
    const { quick, thorough } = await both(changed)
    const [take, ...none] = await quick.list()
    expect(told([take!, ...none])).to.deep.equal([`${id} take changed`])
    expect((await quick.explain(take!)).after.why.map(({ holds }) => holds)).to.deep.equal([true])
    const all = await thorough.list()
    expect(told(all)).to.deep.equal([`${id} report changed`, `${id} take changed`, `${id} mend late`])
    expect(all.map(({ since }) => since === all[0]!.line)).to.deep.equal([false, true, true])
    const [report, , mend] = await Promise.all(all.map((one) => thorough.explain(one)))
    expect([report!.before, report!.after].map(({ says }) => says.zh)).to.deep.equal([
      '「报修」：准予办理，环节「已报」；修什么：灯；班组：乙班',
      '「报修」：准予办理，环节「已报」；修什么：灯；班组：甲班',
    ])
    expect(mend!.before.says.zh).to.contain('修好 09:01 + 4小时 = 13:01 到期 · 用时 1小时30分')
    expect(mend!.after.says.zh).to.contain('修好 09:01 + 1小时 = 10:01 到期')
  })

  it('a removed rule, and one that was added', async () => {
    const heavy = await reported({ what: 'door', weight: 19 })
    await does('take', heavy)
    await does('finish', heavy)
    await does('pass', heavy)
    const watch = repair.acts!['take']!.rules![0]!
    const { quick, thorough } = await both(withAct('finish', { rules: [{ ...watch, name: 'other' }] }))
    expect(told(await quick.list())).to.deep.equal([`${heavy} finish changed`])
    // what was passed after the check cannot be passed without one
    expect(told(await thorough.list())).to.deep.equal([`${heavy} finish moved`, `${heavy} pass refused`])
    expect(quick.counts.map(({ id, fewer }) => [id, fewer])).to.deep.equal([['repair/rule/heavy-is-checked', 1]])

    const light = await reported({ what: 'light', weight: 3 })
    const no = rule(
      'no-light',
      { fact: 'weight', operator: 'lessThan', value: 4 },
      { type: 'refuse' },
      { weight: 3 },
      { weight: 4 },
    )
    const added = await both(withAct('report', { rules: [...repair.acts!['report']!.rules!, no] }))
    for (const answer of [added.quick, added.thorough])
      expect(told(await answer.list())).to.deep.equal([`${light} report refused`])
  })

  it('Q134 a rule that reads what no line kept: it cannot be told, and is not guessed', async () => {
    const [warm] = [await reported({ what: 'door', warmth: 38 }), await reported({ what: 'door' })]
    const feverish = rule(
      'feverish',
      { fact: 'warmth', operator: 'greaterThan', value: 37.3 },
      { type: 'refuse' },
      { warmth: 38 },
      { warmth: 36 },
    )
    const { quick, thorough } = await both(withAct('report', { rules: [feverish] }))
    for (const answer of [quick, thorough]) {
      expect([answer.untold, answer.lines]).to.deep.equal([2, 2])
      expect(await answer.list()).to.deep.equal([])
    }
    expect(quick.counts.map(({ id, untold }) => [id, untold])).to.deep.equal([['repair/rule/feverish', 2]])
    // counted over other dossiers, and no rule asked for it then
    const busy = rule(
      'busy',
      { fact: 'alike', operator: 'greaterThan', value: 1 },
      { type: 'flag' },
      { alike: 2 },
      { alike: 1 },
    )
    await does('take', warm)
    const counted = await both(withAct('take', { rules: [busy] }))
    expect(counted.quick.untold).to.equal(1)
    // but of one that a kept answer settles it can be told
    expect(told(await counted.thorough.list())).to.deep.equal([`${warm} take changed`])
  })

  it('Q134 a rule settled by what is known needs nothing else', async () => {
    const id = await reported({ what: 'door', weight: 9 })
    const either: PackFile = withAct('report', {
      rules: [
        {
          ...rule('either', {}, { type: 'flag' }, { weight: 9 }, { weight: 8 }),
          conditions: {
            any: [
              { fact: 'weight', operator: 'equal', value: 9 },
              { fact: 'warmth', operator: 'greaterThan', value: 37 },
            ],
          },
        },
      ],
    })
    const answer = await ask(either)
    expect([told(await answer.list()), answer.untold]).to.deep.equal([[`${id} report changed`], 0])
  })

  it('a shorter limit: clocks that would have run out, with what follows; a longer one: that would not', async () => {
    const slow = await reported({ what: 'pipe' })
    clock.advance(25 * minute)
    await does('take', slow)
    const late = await reported({ what: 'pipe' })
    clock.advance(35 * minute)
    await does('take', late)
    const shorter = await ask(withParam('take-limit', 'PT20M'), { question: 'thorough' })
    expect(told(await shorter.list())).to.deep.equal([`${slow} take late`, `${late} take shifted`])
    const longer = await ask(withParam('take-limit', 'PT40M'), { question: 'thorough' })
    // the nudge followed from the due: it is told with it
    expect(told(await longer.list())).to.deep.equal([`${late} take in-time`])
    const [one] = await longer.list()
    const { before, after } = await longer.explain(one!)
    expect(before.says.zh).to.contain('30分')
    expect(after.says.zh).to.contain('40分')
  })

  it('an act that would follow, and one that would not', async () => {
    const id = await reported({ what: 'pipe' })
    clock.advance(31 * minute)
    await does('take', id)
    const [notify] = repair.clocks!['take']!.due
    const quiet = { ...repair, clocks: { ...repair.clocks, take: { ...repair.clocks!['take']!, due: [notify!] } } }
    expect(told(await (await ask(quiet, { question: 'thorough' })).list())).to.deep.equal([`${id} nudge stayed-away`])
    const keen = withAct('take', { then: [{ type: 'follow', params: { act: 'nudge' } }] })
    expect(told(await (await ask(keen, { question: 'thorough' })).list())).to.deep.equal([`${id} nudge came`])
  })

  it('before `from` everything stands as it stood, after `to` nothing is asked', async () => {
    const ids = []
    for (let day = 0; day < 3; day++) {
      ids.push(await reported({ what: 'light', weight: 12 }))
      clock.advance(24 * 60 * minute)
    }
    const [first, , third] = ids.map((id) => id)
    const from = clock.now() - 2 * 24 * 60 * minute
    const to = from + 60 * minute
    for (const question of ['quick', 'thorough'] as const) {
      const answer = await ask(withParam('heavy', 10), { question, from, to })
      expect(told(await answer.list()), question).to.deep.equal([`${ids[1]} report refused`])
      expect([first, third]).not.to.include((await answer.list())[0]!.on)
    }
  })

  it('differences are counted by rule and by place', async () => {
    for (const [place, weight] of [
      ['b1', 12],
      ['b2', 12],
      ['b3', 12],
      ['b4', 2],
    ] as const)
      await station.act({ type: 'report', on: 'repair/new', by: 'anyone', place, data: { what: 'door', weight } })
    const answer = await ask(withParam('heavy', 10))
    expect(await answer.places('grid')).to.deep.equal([
      { place: 'east', differ: 2 },
      { place: 'west', differ: 1 },
    ])
    expect(await answer.places('community')).to.deep.equal([{ place: 'street', differ: 3 }])
    expect([answer.differ, answer.whats]).to.deep.equal([3, { refused: 3 }])
    expect(await answer.list(1, 2)).to.have.length(1)
  })

  it('files with errors are told and nothing is asked', async () => {
    await reported({ what: 'door' })
    const answer = await station.backtest(textOf(withParam('heavy', 10)).replace('"greaterThan"', '"greaterThen"'))
    expect(answer.troubles[0]!.says.en).to.contain('greaterThan')
    expect([answer.lines, answer.differ]).to.deep.equal([0, 0])
  })

  it('the station answers again and again; a later question puts an end to the one before it', async () => {
    await lived(station, clock, 60, 7)
    const before = await Promise.all((await station.dossiers({})).map(({ id }) => station.lines(id)))
    const first = station
      .backtest(textOf(withParam('heavy', 5)), { question: 'thorough' })
      .catch((error: Error) => error)
    const second = await station.backtest(textOf(withParam('heavy', 10)))
    expect(await first)
      .to.be.instanceOf(DOMException)
      .with.property('name', 'AbortError')
    expect(second.differ).to.be.greaterThan(0)
    const third = await station.backtest(textOf(repair))
    expect(third.differ).to.equal(0)
    const over = await second.list().catch((error: Error) => error.message)
    expect(over).to.contain('This answer is over')
    const after = await Promise.all((await station.dossiers({})).map(({ id }) => station.lines(id)))
    expect(after).to.deep.equal(before)
  })

  for (const worker of [false, true])
    it(`is cancelled midway, ${worker ? 'in a worker' : 'in the page'}, and can be asked again`, async () => {
      await lived(station, clock, 120, 3)
      const { book, places, posts, journal, roster } = station
      const backtests = new Backtests({ book, places, posts, clock, journal, roster: roster, worker })
      const changed = textOf(withParam('heavy', 10))
      const stop = new AbortController()
      let seen = 0
      const asked = backtests.run(changed, {
        question: 'thorough',
        signal: stop.signal,
        progress: (done, total) => {
          if (total > 0 && (seen = done) > 5) stop.abort()
        },
      })
      expect(await asked.catch((error: Error) => error.name)).to.equal('AbortError')
      expect(seen).to.be.greaterThan(5)
      expect((await backtests.run(changed, { question: 'thorough' })).differ).to.be.greaterThan(0)
      await backtests.close()
    })

  it('a worker and the page give equal answers', async () => {
    await lived(station, clock, 150, 11)
    const changed = withRow('pipe', ([what, name]) => [what, name, 'PT30M', 'team-b', false])
    for (const question of ['quick', 'thorough'] as const) {
      const [here, there] = [await ask(changed, { question }), await ask(changed, { question }, true)]
      const all = await here.list()
      expect(all.length).to.be.greaterThan(3)
      expect(await there.list()).to.deep.equal(all)
      expect([there.counts, there.whats, there.lines, there.untold]).to.deep.equal([
        here.counts,
        here.whats,
        here.lines,
        here.untold,
      ])
      expect(await there.places('grid')).to.deep.equal(await here.places('grid'))
      for (const one of all.slice(0, 10)) expect(await there.explain(one)).to.deep.equal(await here.explain(one))
    }
  })

  it('a page that may start no worker does without', async () => {
    const id = await reported({ what: 'door', weight: 12 })
    const { Worker } = globalThis
    const luggage = { texts: station.book.texts, roster: station.roster, people: undefined, now: clock.now() }
    const one = await openRemote(luggage)
    expect(one).to.be.instanceOf(Object)
    one!.close()
    const forbidden = class {
      constructor() {
        throw new DOMException('not from here', 'SecurityError')
      }
    }
    const missing = class extends Worker {
      constructor() {
        super('/engine/backtest/nothing-here.js', { type: 'module' })
      }
    }
    try {
      for (const kind of [undefined, forbidden, missing]) {
        globalThis.Worker = kind as unknown as typeof Worker
        expect(await openRemote(luggage)).to.equal(undefined)
        expect(told(await (await ask(withParam('heavy', 10), {}, true)).list())).to.deep.equal([`${id} report refused`])
      }
    } finally {
      globalThis.Worker = Worker
    }
  })

  it('what is expected of everybody is played as well: checked in time, late, and never', async () => {
    const { station, clock } = await openOffice(undefined, undefined, rounds)
    expect(station.troubles.map(({ says }) => says.en).join()).to.equal('')
    const check = (on: string) => station.act({ type: 'check', on: on as DossierId, by: 'hand', data: {} })
    const day = async (date: string, east: number, west: number | undefined) => {
      clock.set(Date.parse(`${date}T08:00:00+08:00`) + east * minute)
      expect((await check(`round/east/${date}`)).allowed).to.equal(true)
      if (west === undefined) return
      clock.set(Date.parse(`${date}T08:00:00+08:00`) + west * minute)
      expect((await check(`round/west/${date}`)).allowed).to.equal(true)
    }
    await day('2020-04-11', 10, 50)
    await day('2020-04-12', 70, undefined)
    await day('2020-04-13', 20, 30)
    const { book, places, posts, journal, roster } = station
    const backtests = new Backtests({ book, places, posts, clock, journal, roster: roster, worker: false })
    const run = async (limit: string) => {
      const pack = { ...rounds, clocks: { done: { ...rounds.clocks!['done']!, limit } }, about: say('新', 'New') }
      const answer = await backtests.run(textOf(pack), { question: 'thorough' })
      return told(await answer.list())
    }
    expect(await run('PT60M')).to.deep.equal([])
    expect(await run('PT40M')).to.deep.equal([
      'round/west/2020-04-11 done late',
      'round/east/2020-04-12 done shifted',
      'round/west/2020-04-12 done shifted',
    ])
    expect(await run('PT90M')).to.deep.equal([
      'round/east/2020-04-12 done in-time',
      'round/west/2020-04-12 done shifted',
    ])
    await backtests.close()
    await station.close()
  })

  for (const seed of [1, 2, 3])
    it(`equal books give no difference over a made-up journal (seed ${seed})`, async () => {
      await lived(station, clock, 200, seed)
      for (const question of ['quick', 'thorough'] as const) {
        const answer = await ask({ ...repair, about: { zh: '改了说明', en: 'Said otherwise' } }, { question })
        expect(told(await answer.list()), question).to.deep.equal([])
        expect([answer.untold, answer.lines > 100], question).to.deep.equal([0, true])
      }
    })

  for (const seed of [4, 5, 6])
    it(`quick and thorough agree where both can tell (seed ${seed})`, async () => {
      await lived(station, clock, 200, seed)
      // nothing of this moves a dossier or a clock, so what was stays comparable line by line
      const flags = rule(
        'middling',
        { fact: 'weight', operator: 'greaterThan', value: 7 },
        { type: 'flag' },
        { weight: 8 },
        { weight: 7 },
      )
      const kind = repair.dossiers!['repair']!
      const changed: PackFile = {
        ...withRow('pipe', (row) => row.with(-1, false)),
        dossiers: { repair: { ...kind, rules: [flags] } },
      }
      const { quick, thorough } = await both(changed)
      const [ours, theirs] = [await quick.list(), await thorough.list()]
      const plain = (all: readonly Difference[]) => all.map(({ line, by }) => [line, [...by].sort()])
      expect(plain(ours)).to.deep.equal(plain(theirs))
      expect(ours.length).to.be.greaterThan(20)
      expect(quick.untold).to.equal(0)
    })
})
