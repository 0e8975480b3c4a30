/** Where a path may lead from a place, a party or a dossier: one hop, with names that are known before anybody is judged. */
import { kindTitles } from '../roster/kinds.js'
import type { Json } from '../types.js'
import type { ValueType } from './book.js'
import type { ActSpec, Field, Kind, PackFile } from './format.js'
import { elsewhere, length, member, say, type Beside, type Member, type Members } from './members.js'

const places = new WeakMap<PackFile, Members>()

/** Attributes, the kind, the place of each kind around it, and who holds a role there (SPEC H69). */
export function placeMembers(file: PackFile): Members {
  let found = places.get(file)
  if (!found) {
    const here = { ...attributes(file), kind: kindOf(file), held: held(file) }
    const around = Object.entries(placeKinds(file)).map(([kind, title]): [string, Member] => [
      kind,
      { name: kind, type: 'place', title, reach: 'tree', members: here },
    ])
    places.set(file, (found = { ...Object.fromEntries(around), ...here }))
  }
  return found
}

/** Kinds of places of the roster, and those of the pack's own sample. */
export function placeKinds({
  sample,
}: PackFile): Readonly<Record<string, { readonly zh: string; readonly en: string }>> {
  const own = Object.values(sample?.places ?? {}).map(({ kind }) => [kind, say('所在地点', 'place around it')] as const)
  return { ...Object.fromEntries(own), ...kindTitles }
}

const kindOf = (file: PackFile): Member => ({
  name: 'kind',
  type: 'choice',
  title: say('类别', 'Kind'),
  reach: 'tree',
  choices: placeKinds(file),
})

const held = ({ roles = {} }: PackFile): Member => ({
  name: 'held',
  type: 'object',
  title: say('负责人', 'Who answers for it'),
  reach: 'tree',
  members: Object.fromEntries(
    Object.entries(roles).map(([name, title]) => [name, { name, type: 'party', title, reach: 'tree' }]),
  ),
})

/** A pack's sample says which attributes places may have, and of which type; its `texts` say what they are called. */
function attributes({ sample, texts }: PackFile): Members {
  const found: Record<string, Member> = {}
  for (const place of Object.values(sample?.places ?? {}))
    for (const [name, value] of Object.entries(place)) {
      if (['kind', 'in', 'title', 'col', 'row'].includes(name)) continue
      const type = typeIn(value)
      const title = texts?.[name] ?? say('属性', 'Attribute')
      found[name] ??= { name, type, title, reach: 'tree', ...(type === 'list' && { members: length }) }
    }
  return found
}

function typeIn(value: Json): ValueType {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'yes-no' : 'text'
}

/** What the roster says of a party; names and phones are personal and cannot be walked to. */
export const partyMembers: Members = {
  kind: {
    name: 'kind',
    type: 'choice',
    title: say('类别', 'Kind'),
    reach: 'tree',
    choices: {
      person: say('个人', 'Person'),
      household: say('户', 'Household'),
      organisation: say('单位', 'Organisation'),
      group: say('小组', 'Group'),
      device: say('设备', 'Device'),
    },
  },
  in: { name: 'in', type: 'parties', title: say('所属', 'Belongs to'), reach: 'tree', members: length },
  place: { name: 'place', type: 'place', title: say('所在地点', 'Place'), reach: 'tree' },
}

/** A value of a type that leads on, with what it leads to. */
export function leading(one: Member, file: PackFile, beside: Beside, of?: Field['of']): Member {
  switch (one.type) {
    case 'place':
      return { ...one, members: placeMembers(file) }
    case 'party':
      return { ...one, members: partyMembers }
    case 'dossier':
      return typeof of === 'string' ? { ...one, members: dossierMembers(of, file, beside) } : one
    default:
      return one
  }
}

/** What is found in a dossier that was walked to: its fields and words, and no further hop. */
export function dossierMembers(of: string, file: PackFile, beside: Beside): Members {
  const { file: other, name } = elsewhere(of, file, beside)
  const kind = other?.dossiers?.[name]
  return kind && other ? within(other, name, kind, (one) => ({ ...one, reach: 'near' })) : {}
}

/** What stands in a dossier of a kind, each with what it leads on to. */
export function ownMembers(file: PackFile, name: string, kind: Kind, beside: Beside): Members {
  return within(file, name, kind, (one, of) => leading(one, file, beside, of))
}

function within(file: PackFile, name: string, kind: Kind, made: (one: Member, of?: Field['of']) => Member): Members {
  const parent = kind.parent === undefined ? undefined : file.dossiers?.[kind.parent]
  const above = parent && ({ type: 'dossier', title: parent.title, reach: 'own' } as const)
  const all = [
    ...Object.entries(kind.fields).map(([field, spec]) => made(member(field, spec, file), spec.of)),
    ...words(kind).map((word) => made(word)),
    ...(above ? ['parent', kind.parent!].map((word) => made({ name: word, ...above }, kind.parent)) : []),
    { name: 'times', type: 'object', title: say('办过几次', 'Times'), reach: 'own', members: timesOf(file, name) },
    {
      name: 'last',
      type: 'object',
      title: say('最近一次', 'Last'),
      reach: 'own',
      members: lastOf(file, name, kind, made),
    },
    late(file, name),
  ] satisfies Member[]
  return Object.fromEntries(all.map((one) => [one.name, one]))
}

const words = (kind: Kind): readonly Member[] => [
  { name: 'id', type: 'text', title: say('编号', 'Number'), reach: 'own' },
  { name: 'step', type: 'choice', title: say('环节', 'Step'), reach: 'own', choices: kind.steps },
  { name: 'place', type: 'place', title: say('地点', 'Place'), reach: 'own' },
  { name: 'opened', type: 'moment', title: say('开立时间', 'Opened'), reach: 'own' },
  { name: 'opened-by', type: 'party', title: say('开立人', 'Opened by'), reach: 'own' },
]

/** Clocks that ran out, by their names. */
const late = ({ clocks = {} }: PackFile, kind: string): Member => ({
  name: 'late',
  type: 'choices',
  title: say('超时的时限', 'Late'),
  reach: 'own',
  members: length,
  choices: Object.fromEntries(
    Object.entries(clocks).flatMap(([name, { on, title }]) => (on === kind ? [[name, title]] : [])),
  ),
})

const actsOn = (file: PackFile, kind: string): readonly [string, ActSpec][] =>
  Object.entries(file.acts ?? {}).filter(([, { on }]) => on === kind)

const timesOf = (file: PackFile, kind: string): Members =>
  Object.fromEntries(
    actsOn(file, kind).map(([name, { title }]) => [name, { name, type: 'number', title, reach: 'own' }]),
  )

/** The newest line of each act: when, by whom, and what it asked for or set. */
function lastOf(file: PackFile, name: string, kind: Kind, made: (one: Member, of?: Field['of']) => Member): Members {
  const one = (act: ActSpec): Members => ({
    at: { name: 'at', type: 'moment', title: say('时间', 'At'), reach: 'own' },
    by: made({ name: 'by', type: 'party', title: say('办理人', 'By'), reach: 'own' }),
    data: { name: 'data', type: 'object', title: say('填写的', 'Filled in'), reach: 'own', members: dataOf(act) },
  })
  const dataOf = ({ asks = [], sets = {} }: ActSpec): Members =>
    Object.fromEntries(
      [...asks.map((ask) => ask.replace(/\?$/, '')), ...Object.keys(sets)].flatMap((field) => {
        const spec = kind.fields[field]
        return spec ? [[field, made(member(field, spec, file), spec.of)]] : []
      }),
    )
  return Object.fromEntries(
    actsOn(file, name).map(([act, spec]) => [
      act,
      { name: act, type: 'object', title: spec.title, reach: 'own', members: one(spec) },
    ]),
  )
}

/** What a derived fact reads of a line: what was filled in, and who, when and why. */
export function lineMembers(file: PackFile, kind: Kind, beside: Beside): Members {
  const fields = Object.entries(kind.fields).map(([name, field]): [string, Member] => [
    name,
    leading(member(name, field, file), file, beside, field.of),
  ])
  return {
    ...Object.fromEntries(fields),
    at: { name: 'at', type: 'moment', title: say('时间', 'At'), reach: 'own' },
    by: { name: 'by', type: 'party', title: say('办理人', 'By'), reach: 'own', members: partyMembers },
    reason: { name: 'reason', type: 'text', title: say('理由', 'Reason'), reach: 'own' },
  }
}

/** Counts of the children of each kind that names this one as its parent (SPEC H70). */
export function childrenMembers(file: PackFile, parent: string): Members {
  const kinds = Object.entries(file.dossiers ?? {}).filter(([, kind]) => kind.parent === parent)
  const count = (name: string, title: { zh: string; en: string }): Member => ({
    name,
    type: 'number',
    title,
    reach: 'wide',
  })
  return Object.fromEntries(
    kinds.map(([name, { title, steps }]): [string, Member] => [
      name,
      {
        name,
        type: 'object',
        title,
        reach: 'wide',
        members: {
          ...Object.fromEntries(Object.entries(steps).map(([step, words]) => [step, count(step, words)])),
          total: count('total', say('总数', 'Total')),
          open: count('open', say('未结', 'Open')),
        },
      },
    ]),
  )
}
