/** A small town for a drawn practice: its places, its people, its calendars, and the file that puts the packs in force. */
import type { CommunityFile, PlaceKind, RosterFile } from '../pack/format.js'
import type { PeopleFile } from '../roster/posts.js'
import type { Say } from '../types.js'
import type { Chance } from './sample-chance.js'

const say = (zh: string, en: string): Say => ({ zh, en })

export interface Town {
  readonly roster: RosterFile
  readonly people: PeopleFile
  readonly zone: string
  readonly calendars: NonNullable<CommunityFile['calendars']>
  readonly lists: NonNullable<CommunityFile['lists']>
  readonly places: readonly string[]
  /** Kinds of places that the town has. */
  readonly kinds: readonly PlaceKind[]
  readonly posts: readonly string[]
  readonly persons: readonly string[]
  readonly organisations: readonly string[]
  /** Posts are held from the top of it. */
  readonly top: string
}

type Place = RosterFile['places'][string]
type Party = RosterFile['parties'][string]

export function drawTown(chance: Chance): Town {
  const places: Record<string, Place> = {
    '33': { kind: 'street', title: say('城东街道', 'East street') },
    '33-1': { kind: 'community', title: say('柳湾社区', 'Willow bend'), in: '33' },
    '33-1-1': { kind: 'grid', title: say('一网格', 'Grid one'), in: '33-1', is: { homes: 40, old: true } },
    '33-1-2': { kind: 'grid', title: say('二网格', 'Grid two'), in: '33-1', is: { homes: 12, old: false } },
    '33-1-1-1': { kind: 'building', title: say('一幢', 'Building one'), in: '33-1-1' },
    '33-1-1-2': { kind: 'building', title: say('二幢', 'Building two'), in: '33-1-1' },
    '33-1-1-1-101': { kind: 'dwelling', title: say('一零一室', 'Flat one'), in: '33-1-1-1' },
    '33-1-1-1-102': { kind: 'dwelling', title: say('一零二室', 'Flat two'), in: '33-1-1-1' },
    '33-9': { kind: 'hall', title: say('东市场', 'East hall'), in: '33' },
  }
  for (const block of chance.maybe() ? [1, 2] : [1]) {
    places[`33-9-${block}`] = { kind: 'block', title: say(block === 1 ? '甲格' : '乙格', `Block ${block}`), in: '33-9' }
    for (let stall = 0; stall < 4; stall++)
      places[`33-9-${block}-${stall}`] = {
        kind: 'stall',
        title: say(`${'零一二三'[stall]}摊`, `Stall ${block} ${stall}`),
        in: `33-9-${block}`,
        col: (block - 1) * 2 + (stall % 2) + 1,
        row: Math.floor(stall / 2) + 1,
      }
  }
  const persons = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5']
  const organisations = ['o-1', 'o-2']
  const parties: Record<string, Party> = {
    ...Object.fromEntries(
      persons.map((id, index): [string, Party] => [
        id,
        { kind: 'person', sheet: `s-${id}`, ...(index % 2 === 0 && { in: [organisations[index % 4 === 0 ? 0 : 1]!] }) },
      ]),
    ),
    'o-1': { kind: 'organisation', title: say('市政公司', 'Works'), place: '33-1' },
    'o-2': { kind: 'group', title: say('巡逻队', 'Patrol') },
    'h-1': { kind: 'household', place: '33-1-1-1-101', title: say('一零一户', 'Household one') },
    'd-1': { kind: 'device', title: say('烟感', 'Smoke sensor'), place: '33-1-1-1' },
  }
  const posts = ['post-a', 'post-b', 'post-c', 'post-d']
  const named = ['甲', '乙', '丙', '丁', '戊']
  const where = ['33', '33-1', '33-1-1', '33-1-1-1', '33-9']
  const roster: RosterFile = {
    roster: 'drawn',
    asOf: '2020-04-01',
    places,
    parties,
    // the first is held at the top, so that somebody may do most things; the last is vacant
    posts: posts.map((post, index) => ({
      post,
      place: index === 0 ? '33' : chance.one(where),
      ...(index < 3 && { party: persons[index]! }),
      from: '2020-01-01',
    })),
    titles: Object.fromEntries(posts.map((post, index) => [post, say(`${named[index]}岗`, `Post ${index + 1}`)])),
    attributes: {
      homes: { title: say('户数', 'Homes'), type: 'number' },
      old: { title: say('老旧小区', 'Old'), type: 'yes-no' },
    },
  }
  const people: PeopleFile = {
    purpose: say('联系责任人', 'Calling whoever answers'),
    basis: 'duty',
    keep: 'P1Y',
    people: Object.fromEntries(
      persons.map((id, index) => [
        `s-${id}`,
        { name: say(`示例${named[index]}`, `Sample ${index + 1}`), phone: '0571-0000-0000' },
      ]),
    ),
  }
  return {
    roster,
    people,
    zone: chance.one(['Asia/Shanghai', 'Asia/Shanghai', 'Asia/Shanghai', 'Europe/London', 'America/New_York']),
    calendars: {
      work: {
        days: 'china',
        hours: [
          ['09:00', '12:00'],
          ['14:00', '18:00'],
        ],
      },
      market: { days: 'every-day', hours: [['06:00', '20:00']] },
      office: { days: 'weekdays', hours: [['08:30', '17:00']] },
    },
    lists: {
      turns: ['p-1', 'p-2', 'p-3'],
      'turns-dated': { '2020-01-01': ['p-3', 'p-4'], '2020-04-20': ['p-5', 'p-1', 'p-2'] },
    },
    places: Object.keys(places),
    kinds: ['street', 'community', 'grid', 'building', 'dwelling', 'hall', 'block', 'stall'],
    posts,
    persons,
    organisations,
    top: '33',
  }
}
