import { expect } from '@open-wc/testing'
import { guessCaseMapping } from './columns.js'
import { momentOfCell } from './moment.js'
import { importCases } from './cases.js'
import type { CasesInto, CasesTaken } from './cases.js'
import { momentIn } from '../time/calendar.js'
import { standing } from '../time/dues.js'
import { openJournal } from '../journal/dexie.js'
import type { Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import { loadBook } from '../pack/load.js'
import { placesFrom } from '../roster/places.js'
import type { PlaceKind } from '../pack/format.js'

const zone = 'Asia/Shanghai'
const at = (text: string) => momentIn(text, zone)
const place = (kind: PlaceKind, title: string, above?: string) => ({
  kind,
  title: { zh: title, en: title },
  ...(above !== undefined && { in: above }),
})
const places = placesFrom({
  asOf: '2020-04-10',
  places: {
    '330109001': place('street', '城厢街道'),
    '330109001072': place('community', '育才东苑社区', '330109001'),
    '330109001047': place('community', '俊良社区', '330109001'),
    '330109001072-003': place('grid', '3网格', '330109001072'),
    '330109001047-003': place('grid', '3网格', '330109001047'),
  },
})
const headings = '编号,上报时间,事项类型,地点代码,情况,处置到期,办结时间'
const table = (...rows: readonly string[]) => [headings, ...rows].join('\r\n')
const good = (number: number) =>
  `CX-${number},2020-02-01 08:00:00,楼道灯不亮,330109001072-003,三楼楼道灯,2020-02-03 18:00:00,2020-02-02 10:30:00`

describe('cases from a register', () => {
  let book: Book
  let journal: Journal
  before(async () => {
    const loaded = await loadBook('/rules/chengxiang.community.json', async (address) => (await fetch(address)).text())
    book = loaded.book!
  })
  beforeEach(() => {
    journal = memoryJournal((id) => places.ancestors(id))
  })
  const take = (
    source: string | Blob,
    more: Partial<CasesInto> = {},
    ...rest: readonly unknown[]
  ): Promise<CasesTaken> =>
    importCases(
      { journal, book, places, kind: 'case', by: 'officer-a', now: at('2020-04-10T17:30'), file: '事项.csv', ...more },
      source,
      ...(rest as []),
    )
  const told = ({ troubles }: CasesTaken) => troubles.map(({ line, column, code }) => `${line}:${column} ${code}`)

  it('3 bad rows of 100: 97 in, 3 named', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => good(index))
    rows[9] = 'CX-9,2020-02-30 08:00,楼道灯不亮,330109001072-003,三楼,,'
    rows[49] = 'CX-49,2020-02-01 08:00,楼道灯不量,330109001072-003,三楼,,'
    rows[98] = 'CX-98,2020-02-01 08:00,楼道灯不亮,育才东苑小区,三楼,,'
    const taken = await take(table(...rows))
    expect([taken.rows, taken.added, taken.same, taken.cancelled]).to.deep.equal([100, 97, 0, false])
    expect(told(taken)).to.deep.equal(['11:2 no-such-moment', '51:3 unknown-type', '100:4 unknown-place'])
    const [moment, type, where] = taken.troubles
    expect(moment!.says.zh).to.equal(
      '事项.csv 第 11 行第 2 列：看不懂「2020-02-30 08:00」是什么时间；写成 2020-04-10 09:30，这一行先跳过。',
    )
    expect(moment!.says.en).to.contain('row was left out')
    expect([type!.found, type!.meant]).to.deep.equal(['楼道灯不量', '楼道灯不亮'])
    expect([where!.found, where!.meant]).to.deep.equal(['育才东苑小区', '育才东苑社区'])
    expect((await journal.count({ kind: 'case', place: '330109001072' }, 0)).steps).to.deep.equal({ closed: 97 })
  })

  it('makes ordinary dossiers: opened, late or not, closed', async () => {
    await take(
      table(
        good(1),
        'CX-2,2020-02-01 08:00,楼道灯不亮,俊良社区,灯,2020-02-03 18:00,2020-02-03 18:00',
        'CX-3,2020-04-10 16:00,楼道灯不亮,330109001072,灯,2020-04-13 18:00,',
        'CX-4,2020-04-09 16:00,楼道灯不亮,330109001072,灯,2020-04-10 12:00,',
        'CX-5,2020/4/9,楼道灯不亮,330109001072,灯,,2020/4/9',
      ),
    )
    const one = (await journal.head('case/CX-1'))!
    expect(one).to.deep.include({
      kind: 'case',
      pack: 'four-platforms',
      step: 'closed',
      ended: true,
      place: '330109001072-003',
      source: 'CX-1',
      opened: at('2020-02-01T08:00'),
      at: at('2020-02-02T10:30'),
      fields: { type: 'corridor-light', what: '三楼楼道灯' },
      void: 0,
    })
    expect(one.dues.map(({ state, fired }) => [state, fired])).to.deep.equal([['stopped', false]])
    const dueOf = async (id: string) => (await journal.head(`case/${id}`))!.dues[0]
    expect((await dueOf('CX-2'))!.fired, 'closed at the very moment').to.be.true
    expect((await journal.head('case/CX-2'))!.place).to.equal('330109001047')
    expect(standing((await dueOf('CX-3'))!, at('2020-04-10T17:30')).state).to.equal('on-time')
    expect((await dueOf('CX-4'))!.fired).to.be.true
    expect(await dueOf('CX-5')).to.be.undefined
    expect((await journal.head('case/CX-5'))!.at).to.equal(at('2020-04-09T23:59:59'))
    expect((await journal.find({ open: true, sort: 'due' })).map(({ id }) => id)).to.deep.equal([
      'case/CX-4',
      'case/CX-3',
    ])
    expect(await journal.firstDue()).to.equal(at('2020-04-13T18:00'))
    expect((await journal.count({}, at('2020-04-10T17:30'))).late).to.equal(1)
  })

  it('twice is once, in the same file and afterwards', async () => {
    const first = await take(table(good(1), good(2), good(1)))
    expect([first.added, told(first)]).to.deep.equal([2, ['4:1 twice']])
    const again = await take(table(good(2), good(3)))
    expect([again.added, again.same]).to.deep.equal([1, 1])
    expect(await journal.lines('case/CX-2')).to.have.length(2)
  })

  it('names what is wrong with each cell', async () => {
    const taken = await take(
      table(
        ',2020-02-01 08:00,楼道灯不亮,330109001072,,,',
        'B,,楼道灯不亮,330109001072,,,',
        'C,2020-02-01 08:00,,330109001072,,,',
        'D,2020-02-01 08:00,楼道灯不亮,,,,',
        'E,2020-02-01 08:00,楼道灯不亮,3网格,,,',
        'F,2020-02-01 08:00,楼道灯不亮,330109001072,,2020-02-01 08:00,',
        'G,2020-02-01 08:00,楼道灯不亮,330109001072,,,2020-01-31 08:00',
        'H,2020-04-11,楼道灯不亮,330109001072,,,',
        'I,2020-02-01,楼道灯不亮,330109001072,,,2020-04-10',
        'J,星期五,没有的类型,哪里,,,明天',
      ),
    )
    expect(told(taken)).to.deep.equal([
      '2:1 no-number',
      '3:2 no-moment',
      '4:3 no-type',
      '5:4 no-place',
      '6:4 several-places',
      '7:6 before-opened',
      '8:7 before-opened',
      '9:2 future',
      '11:2 no-such-moment',
      '11:7 no-such-moment',
      '11:3 unknown-type',
      '11:4 unknown-place',
    ])
    expect(taken.added).to.equal(1)
    expect((await journal.head('case/I'))!.at, 'closed today: by now').to.equal(at('2020-04-10T17:30'))
    for (const { says } of taken.troubles) expect(says.en).to.match(/^事项\.csv, line \d+, column \d+: .*\.$/)
  })

  it('reads GBK as office programs save it', async () => {
    const gbk = (text: string) => {
      const codes = new Map<string, number[]>()
      for (let high = 0x81; high < 0xff; high++)
        for (let low = 0x40; low < 0xff; low++)
          codes.set(new TextDecoder('gb18030').decode(new Uint8Array([high, low])), [high, low])
      return new Uint8Array([...text].flatMap((sign) => (sign < '\x80' ? sign.charCodeAt(0) : codes.get(sign)!)))
    }
    const taken = await take(new Blob([gbk(table(good(1)))]))
    expect([taken.added, told(taken)]).to.deep.equal([1, []])
    expect((await journal.head('case/CX-1'))!.fields.what).to.equal('三楼楼道灯')
  })

  it('finds the columns by what offices call them, or by a mapping that is kept', async () => {
    expect(guessCaseMapping(headings.split(','))).to.deep.equal({
      id: '编号',
      opened: '上报时间',
      due: '处置到期',
      closed: '办结时间',
      type: '事项类型',
      place: '地点代码',
      text: '情况',
    })
    expect(guessCaseMapping(['Case ID', 'Reported', 'Category', 'Deadline'])).to.deep.equal({
      id: 'Case ID',
      opened: 'Reported',
      due: 'Deadline',
      type: 'Category',
    })
    const mapping = { id: '甲', opened: '乙' }
    await journal.setting.set('cases/case', mapping)
    const kept = await journal.setting.get('cases/case')
    const taken = await take('甲,乙\n1,2020-02-01', {}, kept)
    expect([taken.added, taken.mapping]).to.deep.equal([1, mapping])
    expect((await journal.head('case/1'))!.place).to.equal('330109001')
  })

  it('takes nothing in where a column that it needs is not there', async () => {
    const none = await take('名称,上报时间\n1,2020-02-01')
    expect([none.added, none.rows, told(none)]).to.deep.equal([0, 0, ['1:1 missing-column']])
    const wrong = await take(table(good(1)), {}, { id: '编号', opened: '上报时刻' })
    expect([wrong.added, wrong.troubles[0]!.meant]).to.deep.equal([0, '上报时间'])
    const open = await take(table(good(1), '"CX-2,2020-02-01'))
    expect(told(open)).to.contain('3:1 open-quote')
    expect((await take('')).added).to.equal(0)
  })

  it('reads times as people write them', () => {
    const read = (text: string) => momentOfCell(text, zone, 'start')
    for (const text of [
      '2020-4-1 9:05',
      '2020/04/01 09:05:00',
      '2020.4.1 9:05',
      '2020年4月1日9时05分',
      '2020-04-01T09:05',
    ])
      expect(read(text), text).to.equal(at('2020-04-01T09:05'))
    expect(read('20200401')).to.equal(at('2020-04-01'))
    expect(read('2020年4月1日 9时')).to.equal(at('2020-04-01T09:00'))
    for (const text of ['', '4月1日', '2020-04-31', '2020-04-01 25:00', '01/04/2020'])
      expect(read(text)).to.be.undefined
  })

  it('cancelled, it keeps what was complete, in the browser own database', async () => {
    const stored = await openJournal(`cases-${Math.random()}`, (id) => places.ancestors(id))
    const stop = new AbortController()
    const told: (readonly [number, number | undefined])[] = []
    const taken = await take(
      table(...Array.from({ length: 6000 }, (_, index) => good(index))),
      { journal: stored },
      undefined,
      {
        signal: stop.signal,
        progress: (done: number, total?: number) => {
          told.push([done, total])
          if (done > 1000) stop.abort()
        },
      },
    )
    expect(taken.cancelled).to.be.true
    expect(taken.added).to.be.lessThan(6000)
    expect((await stored.count({}, 0)).total).to.equal(taken.added)
    expect(told.at(-1)).to.deep.equal([taken.added, 6000])
    const rest = await take(table(...Array.from({ length: 6000 }, (_, index) => good(index))), { journal: stored })
    expect([rest.added, rest.same]).to.deep.equal([6000 - taken.added, taken.added])
    await stored.close()
  })
})
