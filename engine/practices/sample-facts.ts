/** Derived facts of every `how`, each worked out from what is there by then. */
import { lookedThrough, type Looked } from '../pack/looked.js'
import type { Name } from '../pack/book.js'
import type { Derivation } from '../pack/format.js'
import type { Member } from '../pack/members.js'
import { addressOf, look, ref, where } from './sample-conditions.js'
import type { Draft } from './sample-draft.js'

const HOWS: readonly Derivation['how'][] = [
  ...(['count', 'sum', 'average', 'highest', 'lowest', 'latest', 'earliest', 'list', 'peak', 'gaps'] as const),
  ...(['times', 'standing', 'balance', 'span', 'ratio', 'weighted', 'neighbours', 'places', 'holder', 'draw'] as const),
]

export function drawFacts(draft: Draft, count: number): void {
  const { chance, file, titles } = draft
  for (const how of chance.shuffled([...HOWS, ...HOWS]).slice(0, count)) {
    const kind = chance.one(Object.keys(file.dossiers))
    const drawn = derive(draft, how, kind, draft.names(kind))
    if (drawn) file.facts[draft.name(how)] = { ...(chance.maybe(0.6) && { title: titles.next() }), how, ...drawn }
  }
}

type Rest = Omit<Derivation, 'how' | 'title'>

function derive(
  draft: Draft,
  how: Derivation['how'],
  kind: string,
  names: ReadonlyMap<string, Name>,
): Rest | undefined {
  const { chance, file } = draft
  const find = (...types: readonly string[]) => look(draft, names, ({ type }) => types.includes(type))
  switch (how) {
    case 'times': {
      return { act: chance.one(draft.actsOn(kind))[0] }
    }
    case 'balance': {
      const amounts = answered(draft, ({ type }) => type === 'number')
      if (amounts.length === 0) return undefined
      const [act, field] = chance.one(amounts)
      const [other, amount] = chance.one(amounts.filter(([one]) => file.acts[one]!.on === file.acts[act]!.on))
      return { in: { [act]: field }, out: { [other]: amount } }
    }
    case 'standing': {
      const per = answered(draft, ({ type }) => ['text', 'choice', 'place', 'party', 'number'].includes(type))
      if (per.length === 0) return undefined
      const [act, field] = chance.one(per)
      return { act, per: field, ...asked(draft, { act }, draft.names(file.acts[act]!.on)) }
    }
    case 'span': {
      const [from, to] = [find('date', 'moment'), find('date', 'moment')]
      if (!from || !to) return undefined
      const unit = chance.one([undefined, 'minutes', 'hours', 'days', 'work-hours', 'work-days'] as const)
      const ends = chance.one([
        { from: addressOf(from) },
        { to: addressOf(to) },
        { from: addressOf(from), to: addressOf(to) },
      ])
      const working = unit?.startsWith('work') && chance.maybe()
      return { ...ends, ...(unit && { unit }), ...(working && { calendar: chance.one(['work', 'market']) }) }
    }
    case 'ratio': {
      const [part, whole] = [named(draft, names, 'number'), named(draft, names, 'number')]
      return part === undefined || whole === undefined ? undefined : { part, whole }
    }
    case 'weighted': {
      const all = [named(draft, names, 'number'), named(draft, names, 'yes-no'), named(draft, names, 'duration')]
      const weights = all.flatMap((name) => (name === undefined ? [] : [[name, chance.between(1, 5)] as const]))
      return weights.length > 0 ? { weights: Object.fromEntries(weights) } : undefined
    }
    case 'neighbours': {
      const around = chance.maybe(0.4) ? 'place' : named(draft, names, 'place')
      return around === undefined ? undefined : { around, shape: chance.one(['window', 'block'] as const) }
    }
    case 'places':
    case 'draw': {
      const top = chance.maybe(0.5) ? find('place') : undefined
      if (how === 'draw' && chance.maybe(0.4)) return { list: chance.one(Object.keys(file.lists)) }
      return { kind: chance.one(['grid', 'stall', 'building']), ...(top && { under: ref(top) }) }
    }
    case 'holder': {
      const at = chance.maybe(0.3) ? find('place') : undefined
      return { role: chance.one(Object.keys(file.roles)), ...(at && { at: ref(at) }) }
    }
    case 'measure':
      return undefined
    default:
      return overRows(draft, how, kind)
  }
}

/** A name as it stands, without a path. */
function named(draft: Draft, names: ReadonlyMap<string, Name>, type: string): string | undefined {
  const all = [...names.values()].filter(
    (one) => one.type === type && !one.private && draft.file.facts[one.name]?.how !== 'draw',
  )
  return all.length > 0 ? draft.chance.one(all).name : undefined
}

/** Acts with a field that their lines say something of. */
function answered(
  { file }: Draft,
  fits: (field: { readonly type: string }) => boolean,
): [act: string, field: string][] {
  return Object.entries(file.acts).flatMap(([act, { on, asks = [], sets = {}, quiet }]) =>
    [...asks.map((ask) => ask.replace(/\?$/, '')), ...Object.keys(sets)].flatMap((field): [string, string][] => {
      const spec = file.dossiers[on]!.fields[field]
      return spec && !quiet && !spec.private && !spec.keep && fits(spec) ? [[act, field]] : []
    }),
  )
}

function asked(
  draft: Draft,
  of: Pick<Derivation, 'of' | 'act'>,
  names: ReadonlyMap<string, Name>,
): Pick<Rest, 'where'> {
  const looked = lookedThrough(of, draft.file, draft.beside)
  const told = looked && where(draft, looked.members, names)
  return told ? { where: told } : {}
}

function overRows(draft: Draft, how: Derivation['how'], kind: string): Rest | undefined {
  const { chance, file, beside } = draft
  const foreign = [...beside.values()].flatMap(({ pack, dossiers = {} }) =>
    Object.keys(dossiers).map((one) => `${pack}/${one}`),
  )
  const mine = draft.actsOn(kind).filter(([, { quiet }]) => !quiet)
  const of: Pick<Derivation, 'of' | 'act'> = chance.maybe(0.6)
    ? { of: chance.maybe(0.2) && foreign.length > 0 ? chance.one(foreign) : chance.one(Object.keys(file.dossiers)) }
    : { act: chance.one(mine)[0] }
  const looked = lookedThrough(of, file, beside)!
  const names = draft.names(kind)
  const test = asked(draft, of, names)
  const over = chance.maybe(0.4) ? { over: chance.one(['P7D', 'P30D', 'P1M', 'PT12H']) } : {}
  switch (how) {
    case 'count': {
      const distinct = plain(draft, looked, ['text', 'choice', 'place', 'party', 'number'])
      return { ...of, ...test, ...over, ...(chance.maybe(0.3) && distinct !== undefined && { distinct }) }
    }
    case 'latest':
    case 'earliest': {
      const by = plain(draft, looked, ['number', 'date', 'moment'])
      return { ...of, ...test, ...over, ...(chance.maybe(0.4) && by !== undefined && { by }) }
    }
    case 'list': {
      const field = plain(draft, looked, ['text', 'number', 'choice', 'place', 'party', 'date', 'dossier', 'duration'])
      if (field === undefined && of.act !== undefined) return undefined
      return {
        ...of,
        ...test,
        ...over,
        ...((of.act !== undefined || chance.maybe()) && field !== undefined && { field }),
      }
    }
    case 'peak':
    case 'gaps': {
      // of the dossier at hand the same two are asked
      const ends = Object.entries(file.dossiers[kind]!.fields).filter(
        ([, field]) => ['date', 'moment'].includes(field.type) && !field.private && !field.keep,
      )
      if (ends.length < 2 && how === 'peak') return undefined
      const within = how === 'gaps' && chance.maybe() ? { over: chance.one(['P7D', 'P1D']) } : {}
      const own = of.of === undefined ? of : { of: kind }
      if (ends.length < 2) return undefined
      const [from, to] = chance.shuffled(ends.map(([name]) => name)) as [string, string]
      return { ...own, ...asked(draft, own, names), ...within, from, to }
    }
    default: {
      const each = how !== 'sum' && chance.maybe(0.3) ? { each: chance.one(['day', 'week', 'month'] as const) } : {}
      const summed = how === 'sum' || how === 'average' || 'each' in each
      const types = summed ? ['number', 'duration'] : ['number', 'duration', 'date', 'moment', 'time']
      const field = plain(draft, looked, types)
      return field === undefined ? undefined : { ...of, ...test, ...over, ...each, field }
    }
  }
}

/** A field of what is looked through. */
function plain({ chance, file }: Draft, { members }: Looked, types: readonly string[]): string | undefined {
  const fit = Object.values(members).filter(
    (one: Member) =>
      types.includes(one.type) && !one.private && !one.keep && one.name !== 'id' && !file.facts[one.name],
  )
  return fit.length > 0 ? chance.one(fit).name : undefined
}
