/** The values that are tried for each fact: finitely many, and enough that where none of them shows a case there is none. */
import { comparable } from '../judge/comparable.js'
import { asksOnlyWhether } from '../judge/operators.js'
import type { Leaf, Norm, ValueType } from '../pack/book.js'
import { isList } from '../pack/members.js'
import { order, partsOf } from '../pack/table.js'
import { dateIn } from '../time/calendar.js'
import { spanOf } from '../time/duration.js'
import type { Json } from '../types.js'
import type { Domain } from './domain.js'
import { pointsOf, steps } from './line.js'
import { addressOf, basesOf, domainIn, leavesOf, sidesOf, type Address, type Space } from './space.js'

export interface Candidates {
  /** What stands first reads best; undefined, which is last, is missing. */
  readonly values: readonly (Json | undefined)[]
  /** Not every case is covered by these values: nothing found means nothing known. */
  readonly partly?: true
  /** Values that stand for any text that nobody mentions. */
  readonly others: ReadonlySet<Json>
}

/** Facts that are compared with one another, directly or through others, and all that any of them is compared with. */
interface Group {
  readonly addresses: Set<Address>
  readonly constants: Set<Json>
  readonly types: Map<Address, ValueType>
  /** Facts that are free to take values: they may have to differ from each other. */
  free: number
}

/** Candidates of each fact that decides these conditions. */
export function candidatesFor(norms: readonly Norm[], space: Space): ReadonlyMap<Address, Candidates> {
  const leaves = norms.flatMap(leavesOf)
  const bases = [...new Set(leaves.flatMap(sidesOf).flatMap((address) => basesOf(space, address)))]
  const groups = groupsOf(leaves, bases, space)
  return new Map(
    bases.map((base) => {
      const lengths = [...(groups.get(`${base}.length`)?.constants ?? [])].filter((it) => typeof it === 'number')
      const tied = groups.get(`${base}.length`)?.addresses ?? new Set()
      const made = valuesOf(base, groups.get(base)!, { lengths, tied: tied.size > 1 }, space)
      const domain = domainIn(space, base)
      return [base, { ...made, values: domain.blank ? [...made.values, undefined] : made.values }]
    }),
  )
}

function groupsOf(leaves: readonly Leaf[], bases: readonly Address[], space: Space): ReadonlyMap<Address, Group> {
  const groups = new Map<Address, Group>()
  const groupOf = (address: Address): Group => {
    let group = groups.get(address)
    if (!group) {
      group = { addresses: new Set([address]), constants: new Set(), types: new Map(), free: 0 }
      groups.set(address, group)
    }
    return group
  }
  const join = (a: Group, b: Group) => {
    if (a === b) return
    for (const address of b.addresses) groups.set(address, a).get(address)!.addresses.add(address)
    for (const constant of b.constants) a.constants.add(constant)
    for (const [address, type] of b.types) a.types.set(address, type)
  }
  for (const base of bases) groupOf(base)
  const tables = new Set<string>()
  for (const leaf of leaves) {
    const [left, right] = sidesOf(leaf) as [Address, Address?]
    groupOf(left).types.set(left, leaf.type)
    if (right !== undefined) {
      groupOf(right).types.set(right, leaf.type)
      join(groupOf(left), groupOf(right))
    } else if ('value' in leaf.than && !asksOnlyWhether(leaf.operator)) {
      for (const one of listed(leaf.than.value)) groupOf(left).constants.add(one)
    }
    for (const side of sidesOf(leaf)) tables.add(side.split('.', 1)[0]!)
  }
  for (const name of tables) addTable(name, groupOf, space)
  const answered = new Set(leaves.filter(({ operator }) => asksOnlyWhether(operator)).map(addressOf))
  for (const group of new Set(groups.values())) {
    for (const address of group.addresses) {
      // whoever is compared with it must be able to lie on either side of what it is held to
      const { min, max, type = group.types.get(address) } = domainIn(space, address)
      for (const end of [min, max]) if (end !== undefined) group.constants.add(end)
      // an empty text is a value, and no answer
      if (answered.has(address) && type === 'text') group.constants.add('')
    }
    group.free = [...group.addresses].filter((address) => bases.includes(address)).length || 1
  }
  return groups
}

/** What a table's cells say of its inputs, and the answers that it may give. */
function addTable(name: string, groupOf: (address: Address) => Group, space: Space): void {
  const table = space.names.get(name)?.from === 'table' ? space.file.tables?.[name] : undefined
  if (!table) return
  const { zone } = space.context
  table.inputs.forEach((input, column) => {
    const { constants } = groupOf(input)
    const type = domainIn(space, input).type
    for (const row of table.rows)
      for (const part of partsOf(row[column] ?? null, zone) ?? [])
        for (const end of 'value' in part ? [part.value] : [part.from, part.to])
          if (typeof end !== 'number' || Number.isFinite(end)) add(constants, end, type, zone)
    addTable(input.split('.', 1)[0]!, groupOf, space)
  })
  Object.keys(table.outputs).forEach((output, index) => {
    const { constants } = groupOf(`${name}.${output}`)
    for (const row of [...table.rows.map((cells) => cells.slice(table.inputs.length)), table.otherwise ?? []])
      if (row[index] !== undefined) add(constants, row[index], table.outputs[output]!.type, zone)
  })
}

function add(constants: Set<Json>, value: Json, type: ValueType | undefined, zone: string): void {
  for (const one of listed(value)) {
    const known = type === undefined ? one : typeof one === 'number' ? one : comparable(one, type, zone)
    if (known !== undefined && typeof known !== 'object') constants.add(known)
  }
}

const listed = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [value])

const DAY = 86_400_000
const MINUTE = 60_000
const MEMBER: Partial<Record<ValueType, ValueType>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
}

type Values = Pick<Candidates, 'values' | 'partly' | 'others'>
const plain = (values: readonly Json[], others: readonly Json[] = []): Values => ({
  values: [...values, ...others],
  others: new Set(others),
})

interface Lengths {
  readonly lengths: readonly number[]
  /** A length is compared with other facts. */
  readonly tied: boolean
}

function valuesOf(address: Address, group: Group, lengths: Lengths, space: Space): Values {
  const domain = domainIn(space, address)
  const type = domain.type ?? group.types.get(address)
  const constants = [...group.constants]
  if (domain.values) return plain(domain.values)
  const numbers = constants.filter((one) => typeof one === 'number')
  const texts = constants.filter((one) => typeof one === 'string')
  const { zone } = space.context
  const on = (points: readonly number[], write: (at: number) => Json) => plain(within(points, domain).map(write))
  const many = group.free
  switch (type) {
    case 'number': {
      const points = pointsOf({ known: numbers.length ? numbers : [0], many, coarse: steps(1), whole: false })
      return on(domain.whole ? points.filter(Number.isInteger) : points, (at) => at)
    }
    case 'duration':
      return on(finest(numbers, many, MINUTE), spanOf)
    case 'time': {
      const points = pointsOf({ known: [...numbers, 0, 1440], many, coarse: steps(1), whole: true })
      return on(
        points.filter((at) => at >= 0 && at <= 1440 && Number.isInteger(at)),
        clockOf,
      )
    }
    case 'date':
    case 'moment': {
      const days = (from: number, to: number, count: number) => daysBetween(from, to, count, zone)
      const known = numbers.length ? numbers : [order('2020-01-01', zone)!]
      const points = pointsOf({ known, many, coarse: days, whole: false })
      if (type === 'moment') return on(points, (at) => new Date(at).toISOString())
      const whole = [...new Set(points.map((at) => dateIn(at, zone)))]
      return plain(whole.filter((day) => points.includes(order(day, zone)!)))
    }
    case 'yes-no':
      return plain([true, false])
    case 'place':
      return placesFor(texts, many, space)
    case 'object':
    case 'words':
    case 'checks':
      return plain([{}])
    default:
      if (type !== undefined && isList(type)) return listsOf(address, constants, domain, type, lengths, group, space)
      return plain(texts, fresh(many, texts))
  }
}

const clockOf = (at: number) => [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':')
const within = (points: readonly number[], { min = -Infinity, max = Infinity }: Domain) =>
  points.filter((at) => at >= min && at <= max)

/** In steps that people use, down to the last millisecond where nothing else fits between. */
const finest = (known: readonly number[], many: number, step: number): readonly number[] =>
  pointsOf({ known: known.length ? known : [0], many, coarse: steps(step), whole: false }).filter(Number.isInteger)

/** Midnights between two moments. */
function daysBetween(from: number, to: number, many: number, zone: string): readonly number[] {
  const start = Number.isFinite(from) ? from : Number.isFinite(to) ? to - (many + 1) * DAY : Date.UTC(2020, 0, 1)
  const noon = order(`${dateIn(start, zone)}T12:00`, zone)!
  const days = Array.from({ length: many + 2 }, (_, at) => order(dateIn(noon + at * DAY, zone), zone)!)
  const inside = days.filter((at) => at > from && at < to)
  return Number.isFinite(from) ? inside.slice(0, many) : inside.slice(-many)
}

/** Texts that nobody mentions. */
function fresh(many: number, known: readonly Json[]): string[] {
  const found: string[] = []
  for (let text = '…'; found.length < many; text += '…') if (!known.includes(text)) found.push(text)
  return found
}

/** Places that are named, what lies around them, and below each as many as may have to be told apart. */
function placesFor(named: readonly string[], many: number, { file, context }: Space): Values {
  const above = (place: string): string[] => {
    const next = file.sample?.places?.[place]?.in ?? /^(.*)-[^-]*$/.exec(place)?.[1]
    return next === undefined || next === place ? [] : [next, ...above(next)]
  }
  const known = [...new Set([...named, ...named.flatMap(above)])]
  const new_ = known.includes('elsewhere') ? 'elsewhere-else' : 'elsewhere'
  const below = (top: string, depth: number): string[] =>
    depth === 0
      ? []
      : Array.from({ length: many }, (_, at) => `${top}-${at + 1}`).flatMap((place) => [
          place,
          ...below(place, depth - 1),
        ])
  const inside = [...known, new_].flatMap((top) => below(top, many).filter((place) => context.under(place, top)))
  return plain([...known, ...inside.filter((place) => !known.includes(place))], [new_])
}

/** Members that are told apart at most: 32 lists of them. */
const MOST_MEMBERS = 5

function listsOf(
  address: Address,
  constants: readonly Json[],
  { values }: Domain,
  type: ValueType,
  { lengths, tied }: Lengths,
  { free }: Group,
  space: Space,
): Values {
  const all = space.names.get(address.split('.', 1)[0]!)?.choices
  const members = constants.filter((one) => typeof one !== 'object')
  const told = members.slice(0, MOST_MEMBERS)
  const rest = all
    ? Object.keys(all).filter((one) => !members.includes(one))
    : MEMBER[type] || type === 'list' || type === 'photos'
      ? fresh(Math.max(free, ...lengths.map((one) => one + 1), 1), members)
      : []
  const subsets = told.reduce<Json[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]])
  const wanted = new Set([
    ...lengths.flatMap((one) => [one - 1, one, one + 1]).map(Math.floor),
    0,
    1,
    members.length + 1,
  ])
  const made = subsets.flatMap((set) => {
    const sizes = [...new Set([set.length, set.length + 1, ...wanted])].filter((size) => size >= set.length)
    return sizes.flatMap((size) =>
      size - set.length <= rest.length ? [[...set, ...rest.slice(0, size - set.length)]] : [],
    )
  })
  // choices of a list are at most as many as there are
  const partly = members.length > told.length || tied || lengths.some((one) => one > 1000)
  const lists = made.filter((one) => one.length <= 1001)
  return { values: values ?? [...lists.filter((one) => one.length), []], others: new Set(), ...(partly && { partly }) }
}
