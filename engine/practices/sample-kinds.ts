/** Kinds of dossier: steps, parents, ids, what is expected by formula, and who holds, sees and forgets them. */
import type { Kind, PlaceKind, Schedule } from '../pack/format.js'
import type { Say } from '../types.js'
import type { Draft, OpenKind } from './sample-draft.js'

const ABOUT = ['person', 'household', 'organisation', 'place', 'thing', 'matter', 'matter', 'matter'] as const

export const aboutPeople = ({ about }: Pick<Kind, 'about'>): boolean => about === 'person' || about === 'household'

/** A kind with its steps and its parent; fields come later, for they name other kinds. */
export function drawKind(draft: Draft): string {
  const { chance, file, titles } = draft
  const open = chance.times(1, 3, (index) => `s${index + 1}`)
  const ends = chance.maybe(0.8) ? chance.times(1, 2, (index) => `e${index + 1}`) : []
  const above = Object.keys(file.dossiers)
  const name = draft.name('kind')
  file.dossiers[name] = {
    title: titles.next(),
    about: chance.one(ABOUT),
    ...(chance.maybe(0.2) && { prefix: `${name}-x` }),
    ...(above.length > 0 && chance.maybe(0.45) && { parent: chance.one(above) }),
    fields: {},
    steps: Object.fromEntries([...open, ...ends].map((step): [string, Say] => [step, titles.next()])),
    ends,
  }
  return name
}

const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY;BYDAY=MO,TH',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA',
  'FREQ=MONTHLY;BYMONTHDAY=15',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=3SA',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
  'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=12',
  'FREQ=DAILY;COUNT=20',
] as const

function drawSchedule(draft: Draft): string {
  const { chance, file, titles } = draft
  const round = chance.maybe(0.15)
  const times = chance.maybe(0.5) ? chance.some(['07:30', '12:00', '18:00'], 1, 2) : undefined
  const dates = Object.entries(file.params).flatMap(([name, { type }]) => (type === 'date' ? [name] : []))
  const schedule: Schedule = {
    title: titles.next(),
    ...(round
      ? { rrule: 'FREQ=DAILY', times: ['00:00', '08:00', '16:00'], lasts: 'PT9H', covers: '24h' }
      : {
          rrule: chance.one(RULES),
          ...(times && { times }),
          ...(times && chance.maybe() && { lasts: chance.one(['PT2H', 'PT4H']) }),
          ...(chance.maybe(0.3) && { shift: chance.one(['none', 'next-workday', 'previous-workday'] as const) }),
        }),
    start: chance.one(['2020-04-01', '2020-04-08', '2020-03-02']),
    ...(chance.maybe(0.15) && {
      until: dates.length > 0 && chance.maybe() ? { fact: chance.one(dates) } : '2020-05-20',
    }),
    ...(chance.maybe(0.3) && { rotation: chance.one(['turns', 'turns-dated']) }),
    ...(chance.maybe(0.4) && { ahead: chance.one(['PT2H', 'P1D', 'P3D']) }),
  }
  const name = draft.name('schedule')
  file.schedules[name] = schedule
  return name
}

/** What there is by formula, with an id that tells each from the others. */
export function expect(draft: Draft, kind: OpenKind): void {
  const { chance, file } = draft
  const choices = Object.entries(file.params).flatMap(([name, { type }]) => (type === 'choices' ? [name] : []))
  const schedule = chance.maybe(0.6) ? drawSchedule(draft) : undefined
  const way = chance.one(['none', 'places', 'dossiers', 'in'] as const)
  const each =
    way === 'places'
      ? { places: chance.one<PlaceKind>(['grid', 'block', 'building']), ...(chance.maybe(0.3) && { under: '33' }) }
      : way === 'dossiers' && kind.parent !== undefined
        ? { dossiers: kind.parent }
        : way === 'in' && choices.length > 0
          ? { in: { fact: chance.one(choices) } }
          : undefined
  if (schedule === undefined && !each && kind.parent === undefined) return
  kind.expected = {
    ...(schedule !== undefined && { schedule }),
    ...(each && { each }),
    step: 's1',
  }
  const parts = [
    ...(kind.parent === undefined ? [] : [kind.parent]),
    ...(each && 'places' in each ? ['place'] : []),
    ...(each && 'in' in each ? ['each'] : []),
    ...(schedule === undefined ? [] : ['slot']),
  ]
  kind.id = parts.map((part) => `{${part}}`).join('/')
}

/** A pattern of what every opening act asks for; some have none. */
export function drawId(draft: Draft, kind: OpenKind): void {
  const { chance } = draft
  if (kind.expected || chance.maybe(0.4)) return
  const fit = Object.entries(kind.fields).filter(
    ([, field]) =>
      ['text', 'number', 'date', 'choice', 'moment', 'place', 'time'].includes(field.type) &&
      !field.private &&
      !field.keep,
  )
  const parts = [
    ...(kind.parent !== undefined && chance.maybe() ? [kind.parent] : []),
    ...(chance.maybe(0.4) ? ['place'] : []),
    ...(fit.length > 0 && chance.maybe(0.5) ? [chance.one(fit)[0]] : []),
    chance.one(['new', 'serial', 'today', 'month', 'week', 'new']),
    ...(chance.maybe(0.2) ? ['year'] : []),
  ]
  kind.id = chance.maybe(0.2)
    ? parts.map((part) => `no-{${part}}`).join('/')
    : parts.map((part) => `{${part}}`).join('/')
}

/** Fields that stand in the id, which every act that opens must ask for. */
export const inId = ({ id = '', fields }: Pick<OpenKind, 'id' | 'fields'>): string[] =>
  [...id.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => (Object.hasOwn(fields, name!) ? [name!] : []))

/** Who holds each step, who sees the dossier, what is public, when it is forgotten. */
export function drawPeople(draft: Draft, name: string): void {
  const { chance, file } = draft
  const kind = file.dossiers[name]!
  const open = draft.openSteps(name)
  const who = draft.who(name)
  const held = kind.about === 'matter' ? open : chance.some(open, 0, open.length)
  if (held.length > 0) kind['held-by'] = Object.fromEntries(held.map((step) => [step, chance.one([...who, 'opener'])]))
  if (chance.maybe(0.25)) kind['seen-by'] = chance.some([...who, 'opener', 'anyone'], 1, 3)
  const shown = Object.entries(kind.fields).flatMap(([field, { private: secret }]) => (secret ? [] : [field]))
  if (chance.maybe(0.25))
    kind.public = { steps: chance.some(Object.keys(kind.steps), 1, 3), fields: chance.some(shown, 0, 3) }
  if (aboutPeople(kind) || chance.maybe(0.15))
    kind.forget = {
      keep: chance.one(['P7D', 'P30D', 'P1Y']),
      ...(chance.maybe(0.3) && { after: chance.one(Object.keys(kind.steps)) }),
    }
}
