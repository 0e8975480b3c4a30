import { expect } from '@open-wc/testing'
import { called } from '../judge/titles.js'
import { checkText } from './load.js'
import type { Derivation, Kind, Rule } from './format.js'
import { namesOf } from './names.js'

const say = (zh: string, en = zh) => ({ zh, en })
const rule = (fact: string, operator: string, value: unknown, path?: string): Rule =>
  ({
    name: `asks-${fact}`,
    says: say('问', 'Asks'),
    conditions: { all: [{ fact, ...(path && { path }), operator, value }] },
    event: { type: 'flag' },
  }) as Rule

/** A pack of one practice with children; each test adds one fact or one rule. */
const base = {
  pack: 'halls',
  version: 1,
  title: say('大厅', 'Halls'),
  roles: { keeper: say('管理员', 'Keeper') },
  lists: { choices: { for: say('赞成', 'For'), against: say('反对', 'Against') } },
  dossiers: {
    motion: {
      title: say('议案', 'Motion'),
      about: 'thing',
      fields: {
        name: { title: say('名称', 'Name'), type: 'text' },
        quota: { title: say('名额', 'Quota'), type: 'number', unit: say('票', 'votes') },
        at: { title: say('地点', 'Where'), type: 'place' },
        mover: { title: say('提出人', 'Mover'), type: 'party' },
        starts: { title: say('开始', 'Starts'), type: 'moment' },
        ends: { title: say('结束', 'Ends'), type: 'moment' },
        phone: {
          title: say('电话', 'Phone'),
          type: 'text',
          private: { purpose: say('联系', 'To call'), basis: 'consent', keep: 'P1D' },
        },
      },
      steps: { put: say('已提', 'Put') },
      ends: [],
    },
    vote: {
      title: say('表决', 'Vote'),
      about: 'thing',
      parent: 'motion',
      fields: {
        choice: { title: say('选择', 'Choice'), type: 'choice', of: 'choices' },
        weight: { title: say('权重', 'Weight'), type: 'number' },
      },
      steps: { cast: say('已投', 'Cast') },
      ends: [],
    },
  } as unknown as Record<string, Kind>,
  acts: {
    put: {
      title: say('提出', 'Put'),
      on: 'motion',
      from: ['new'],
      to: 'put',
      by: ['anyone'],
      asks: ['name', 'quota', 'at', 'mover?', 'starts?', 'ends?', 'phone?'],
    },
    cast: {
      title: say('表态', 'Cast'),
      on: 'vote',
      from: ['new'],
      to: 'cast',
      by: ['anyone'],
      asks: ['choice', 'weight?'],
    },
  },
  sample: { places: { h1: { kind: 'hall', colour: 'red', seats: 9 } } },
  texts: { colour: say('颜色', 'Colour') },
}

async function told(more: {
  readonly facts?: Record<string, Partial<Derivation>>
  readonly put?: readonly Rule[]
  readonly cast?: readonly Rule[]
  readonly always?: readonly Rule[]
  readonly sets?: Record<string, unknown>
}): Promise<string[]> {
  const { facts, put, cast, always, sets } = more
  const file = structuredClone(base) as unknown as Record<string, Record<string, Record<string, unknown>>>
  if (facts) file['facts'] = facts
  if (put) file['acts']!['put']!['rules'] = put
  if (sets) file['acts']!['put']!['sets'] = sets
  if (cast) file['acts']!['cast']!['rules'] = cast
  if (always) file['dossiers']!['motion']!['always'] = always.map(({ event: _, ...invariant }) => invariant)
  const troubles = await checkText(JSON.stringify(file, null, 1), '/halls.pack.json')
  return troubles.flatMap(({ level, code, meant }) => (level === 'error' ? (meant ? `${code} ${meant}` : code) : []))
}
const fact = (how: Partial<Derivation>, fields: Record<string, Partial<Derivation>> = {}) =>
  told({ facts: { it: how, ...fields } })

describe('what a derived fact may say', () => {
  it('H71 each how needs its keys and takes no others', async () => {
    expect(await fact({ how: 'count', of: 'vote' })).to.deep.equal([])
    expect(await fact({ how: 'count', of: 'vote', per: 'choice' })).to.deep.equal(['idle-key over'])
    expect(await fact({ how: 'balance', in: { put: 'quota' }, out: { put: 'quota' }, field: 'quota' })).to.deep.equal([
      'idle-key',
    ])
    expect(await fact({ how: 'span', from: 'starts', unit: 'hours', calendar: 'work' })).to.deep.equal(['idle-key'])
    expect(await fact({ how: 'average', act: 'put', field: 'quota', each: 'day', over: 'P7D' })).to.deep.equal([])
    expect(await fact({ how: 'measure', measure: 'x' })).to.deep.equal(['unknown-measure'])
  })

  it('H71 figures are over numbers and spans, intervals over moments, scores over what counts', async () => {
    expect(await fact({ how: 'sum', of: 'motion', field: 'quota' })).to.deep.equal([])
    expect(await fact({ how: 'sum', of: 'motion', field: 'name' })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'highest', of: 'motion', field: 'starts' })).to.deep.equal([])
    expect(await fact({ how: 'peak', of: 'motion', from: 'starts', to: 'ends' })).to.deep.equal([])
    expect(await fact({ how: 'peak', of: 'motion', from: 'starts', to: 'quota' })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'weighted', weights: { quota: 2, name: 1 } })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'ratio', part: 'quota', whole: 'qouta' })).to.deep.equal(['unknown-fact quota'])
    expect(await fact({ how: 'span', from: 'last.put.at', to: 'name' })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'balance', in: { put: 'quota' }, out: { cast: 'choice' } })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'neighbours', around: 'at', shape: 'window' })).to.deep.equal([])
    expect(await fact({ how: 'neighbours', around: 'mover', shape: 'window' })).to.deep.equal(['wrong-type'])
    expect(await fact({ how: 'places', kind: 'hal' })).to.deep.equal(['unknown-place-kind hall'])
  })

  it('H72 where compares like with like, in words that exist, and no private answers', async () => {
    const where = (where: Derivation['where']) => fact({ how: 'count', of: 'vote', where: where! })
    expect(await where({ choice: 'for', 'parent.quota': { greaterThan: 3 }, motion: { fact: 'id' } })).to.deep.equal([])
    expect(await where({ choise: 'for' })).to.deep.equal(['unknown-field choice'])
    expect(await where({ choice: 'fro' })).to.deep.equal(['unknown-choice for'])
    expect(await where({ weight: '5' })).to.deep.equal(['wrong-type 5'])
    expect(await where({ weight: { before: 5 } })).to.deep.equal(['wrong-operator'])
    expect(await where({ 'parent.qouta': 3 })).to.deep.equal(['unknown-path quota'])
    expect(await where({ 'parent.phone': '138' })).to.deep.equal(['reads-private'])
    expect(await where({ weight: { fact: 'name' } })).to.deep.equal(['wrong-type'])
    expect(await where({ step: 'csat' })).to.deep.equal(['unknown-step cast'])
    expect(await where({ 'times.cats': 1 })).to.deep.equal(['unknown-act cast'])
    expect(await where({ choice: { within: 'P7D' } })).to.deep.equal(['wrong-operator'])
  })

  it('H71 a fact that needs itself by any way is a circle', async () => {
    expect(
      await fact({ how: 'ratio', part: 'other', whole: 'quota' }, { other: { how: 'weighted', weights: { it: 1 } } }),
    ).to.deep.equal(['circle'])
  })

  it('H78 a draw stands in sets and nowhere else', async () => {
    const drawn: Record<string, Partial<Derivation>> = { lot: { how: 'draw', kind: 'hall' } }
    expect(await told({ facts: drawn, sets: { at: { fact: 'lot' } } })).to.deep.equal([])
    expect(await told({ facts: drawn, put: [rule('lot', 'under', 'h1')] })).to.deep.equal(['draw-outside'])
    const around: Partial<Derivation> = { how: 'neighbours', around: 'lot', shape: 'block' }
    expect(await told({ facts: { ...drawn, around } })).to.deep.equal(['draw-outside'])
  })

  it('H80 what always holds reads the dossier alone, and no clock, by whatever way', async () => {
    const facts: Record<string, Partial<Derivation>> = {
      'on-hand': { how: 'balance', in: { put: 'quota' }, out: {} },
      votes: { how: 'count', of: 'vote' },
      share: { how: 'ratio', part: 'on-hand', whole: 'votes' },
      age: { how: 'span', from: 'opened', unit: 'days' },
      recent: { how: 'sum', act: 'put', field: 'quota', over: 'P7D' },
    }
    const always = (name: string, path?: string) => told({ facts, always: [rule(name, 'greaterThan', 0, path)] })
    expect(await always('on-hand')).to.deep.equal([])
    for (const [name, path] of [['votes'], ['share'], ['age'], ['recent'], ['children', 'vote.total'], ['at', 'seats']])
      expect(await always(name!, path), name).to.deep.equal(['always-reads-far'])
  })
})

describe('paths of rules', () => {
  it('H69 H70 a walked path is known before anybody is judged, with its type', async () => {
    const put = (...rules: Rule[]) => told({ put: rules })
    expect(
      await put(
        rule('at', 'equal', 'red', 'colour'),
        rule('place', 'greaterThan', 3, 'hall.seats'),
        rule('mover', 'equal', 'household', 'kind'),
        rule('children', 'greaterThan', 3, 'vote.open'),
        rule('last', 'greaterThan', 3, 'put.data.quota'),
        rule('was', 'after', '2020-01-01', 'last.put.at'),
      ),
    ).to.deep.equal([])
    expect(await put(rule('at', 'equal', 'red', 'color'))).to.deep.equal(['unknown-path colour'])
    expect(await put(rule('mover', 'equal', 'house', 'kind'))).to.deep.equal(['unknown-choice'])
    expect(await put(rule('mover', 'equal', 'x', 'name'))).to.deep.equal(['unknown-path'])
    expect(await put(rule('children', 'equal', 3, 'vote.cats'))).to.deep.equal(['unknown-path cast'])
    expect(await put(rule('last', 'equal', '138', 'put.data.phone'))).to.deep.equal(['reads-private'])
    expect(await put(rule('parent', 'equal', 'put', 'step'))).to.deep.equal(['not-here'])
    const cast = (path: string, value: unknown) => told({ cast: [rule('parent', 'equal', value, path)] })
    expect(await cast('step', 'put')).to.deep.equal([])
    expect(await cast('step', 'putt')).to.deep.equal(['unknown-choice put'])
    expect(await cast('quota', '3')).to.deep.equal(['wrong-type 3'])
    expect(await cast('at.colour', 'red')).to.deep.equal(['unknown-path'])
  })

  it('H69 H70 a walked path is told in plain words', () => {
    const motion = namesOf(base, 'motion')
    const vote = namesOf(base, 'vote')
    const words = (names: typeof motion, address: string) => {
      const [fact, ...path] = address.split('.') as [string, ...string[]]
      return called(names, fact, path).said
    }
    expect(words(vote, 'parent.quota')).to.deep.equal(say('上级议案的名额', '"Quota" of the "Motion" above'))
    expect(words(motion, 'at.hall')).to.deep.equal(say('地点所在市场', 'the hall of "Where"'))
    expect(words(motion, 'place.hall.colour').zh).to.equal('地点所在市场的颜色')
    expect(words(motion, 'at.held.keeper').zh).to.equal('地点的管理员')
    expect(words(motion, 'children.vote.open')).to.deep.equal(say('未结的表决件数', 'number of open "Vote"'))
    expect(words(motion, 'children.vote.cast').zh).to.equal('「已投」的表决件数')
    expect(words(motion, 'last.put.data.quota').zh).to.equal('最近一次「提出」填写的名额')
    expect(words(motion, 'was.last.put.at').zh).to.equal('办理之前的最近一次「提出」的时间')
    expect(words(motion, 'mover.kind').zh).to.equal('提出人的类别')
    expect(words(vote, 'parent.times.put').zh).to.equal('上级议案的「提出」次数')
  })

  it('H71 a fact without a title is called by its parts, and its unit is known', () => {
    const facts: Record<string, Derivation> = {
      votes: { how: 'count', of: 'vote', where: { choice: ['for', 'against'], motion: { fact: 'id' } } },
      share: { how: 'ratio', part: 'votes', whole: 'quota' },
      days: { how: 'span', from: 'last.put.at', unit: 'work-days' },
      use: { how: 'average', act: 'put', field: 'quota', each: 'day' },
      top: { how: 'latest', of: 'vote' },
      around: { how: 'neighbours', around: 'at', shape: 'window' },
      left: { how: 'balance', in: { put: 'quota' }, out: {} },
    }
    const names = namesOf({ ...base, facts }, 'motion')
    const title = (name: string) => names.get(name)!.title
    expect(title('votes')).to.deep.equal(say('表决件数（选择：赞成、反对）', 'number of "Vote" (Choice: For, Against)'))
    expect(title('share')!.zh).to.equal('表决件数（选择：赞成、反对）占名额的比')
    expect(title('days')).to.deep.equal(say('「提出」至今', 'time since "Put"'))
    expect(title('use')!.zh).to.equal('每天平均名额')
    expect(title('top')!.zh).to.equal('最近一份表决')
    expect(title('around')!.zh).to.equal('地点四周')
    expect(names.get('days')!.unit!.zh).to.equal('工作日')
    expect(names.get('left')!.unit!.zh).to.equal('票')
    for (const { title } of names.values()) expect(title!.zh).to.not.match(/[a-z]|未命名/)
  })
})
