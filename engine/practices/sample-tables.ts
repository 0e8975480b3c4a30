/** Tables of each hit policy, whose rows never claim the same case where only one of them may. */
import type { Choices, Output, Table } from '../pack/format.js'
import type { Json } from '../types.js'
import { addressOf, look, type Found } from './sample-conditions.js'
import type { Draft } from './sample-draft.js'
import { constant, DATES } from './sample-values.js'

const HITS = ['unique', 'first', 'any', 'priority', 'collect'] as const
const COLLECTS = ['list', 'sum', 'min', 'max', 'count'] as const

export function drawTables(draft: Draft, count: number): void {
  const { chance, file } = draft
  for (let left = count; left > 0; left--) {
    const kind = chance.one(Object.keys(file.dossiers))
    const table = drawTable(draft, kind)
    if (table) file.tables[draft.name('table')] = table
  }
}

function drawTable(draft: Draft, kind: string): Table | undefined {
  const { chance, titles } = draft
  const names = draft.names(kind)
  const fit = ['choice', 'number', 'yes-no', 'duration', 'date', 'place', 'text']
  const first = look(
    draft,
    names,
    ({ type, choices }) => fit.includes(type) && (type !== 'choice' || Object.keys(choices ?? {}).length > 0),
  )
  if (!first) return undefined
  const second = chance.maybe() ? look(draft, names, ({ type }) => type === 'yes-no' || type === 'number') : undefined
  const inputs = [first, ...(second && addressOf(second) !== addressOf(first) ? [second] : [])]
  const hit = chance.one(HITS)
  const outputs = drawOutputs(draft, hit)
  const whole = Object.values(outputs)
  const same = whole.map((output) => cell(draft, output))
  const row = (cells: readonly Json[]): Json[] => [
    ...cells,
    ...(hit === 'any' ? same : whole.map((output) => cell(draft, output))),
  ]
  const parts = partsOf(draft, first)
  const rows = parts.map((part) => row([part, ...inputs.slice(1).map(() => null)]))
  // where several may match, the second input tells them apart or does not
  if (hit !== 'unique' && inputs.length > 1) for (const part of partsOf(draft, inputs[1]!)) rows.push(row([null, part]))
  const collect = hit === 'collect' ? { collect: collectOf(draft, whole) } : {}
  return {
    title: titles.next(),
    hit,
    ...collect,
    inputs: inputs.map(addressOf),
    outputs,
    rows,
    ...(chance.maybe(0.4) && { otherwise: whole.map((output) => cell(draft, output)) }),
  }
}

const collectOf = ({ chance }: Draft, [first]: readonly Output[]): Table['collect'] =>
  first!.type === 'number' ? chance.one(COLLECTS) : chance.one(['list', 'count'] as const)

function drawOutputs(draft: Draft, hit: Table['hit']): Table['outputs'] {
  const { chance, file, titles } = draft
  const lists = Object.keys(file.lists)
  const one = (type: Output['type']): Output => ({
    title: titles.next(),
    type,
    ...(type === 'choice' && { of: chance.one(lists) }),
  })
  const types = chance.some(['number', 'duration', 'choice', 'text', 'yes-no', 'date', 'place', 'words'] as const, 1, 3)
  const all =
    hit === 'priority'
      ? (['choice', ...types] as const)
      : hit === 'collect' && chance.maybe()
        ? (['number'] as const)
        : types
  return Object.fromEntries(all.map((type, index) => [`out-${index + 1}`, one(type)]))
}

function cell({ chance, file, titles, town }: Draft, { type, of }: Output): Json {
  if (type === 'words') return titles.next()
  const choices: Choices | undefined = typeof of === 'string' ? file.lists[of] : of
  return constant(type, chance, town, choices) ?? null
}

/** Cells that no value fits two of. */
function partsOf({ chance, town }: Draft, { is }: Found): Json[] {
  switch (is.type) {
    case 'number':
      return chance.some(['<0', '0..<2', '2..5', '>5'], 2, 4)
    case 'duration':
      return chance.some(['<PT1H', 'PT1H..<P1D', '>=P1D'], 2, 3)
    case 'date':
      return chance.some([`<${DATES[1]}`, DATES[1], `>${DATES[1]}`], 2, 3)
    case 'yes-no':
      return chance.some([true, false], 1, 2)
    case 'choice': {
      const keys = Object.keys(is.choices ?? {})
      return keys.length > 2 && chance.maybe() ? [keys.slice(0, 2), keys.slice(2)] : keys
    }
    case 'place':
      return chance.some(town.places, 1, 3)
    default:
      return chance.some(['漏水', '灯不亮', '已看过'], 1, 3)
  }
}
