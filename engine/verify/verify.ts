/** What a table leaves open, says twice or never uses: found by looking at all possible cases, not at those that have come up. */
import type { Name, Pack } from '../pack/book.js'
import type { PackFile, Table } from '../pack/format.js'
import { ranking } from '../pack/table.js'
import type { Data } from '../types.js'
import { verifyRules, type RuleFinding } from './rules.js'
import { bitsOf, both, has, isEmpty, type Bits } from './bits.js'
import { domainOf, kindFor } from './domain.js'
import { gridOf, type Grid } from './grid.js'
import { clashes, companions } from './overlaps.js'
import { plainest, uncovered, type Case, type Work } from './search.js'

/**
 * `overlap`: two rows of a `unique` table match together. `contradiction`: two rows of an `any` table do and answer
 * differently. `gap`: no row matches and there is no `otherwise`. `dead`: a row never decides.
 */
export interface Finding {
  readonly kind: 'overlap' | 'contradiction' | 'gap' | 'dead'
  /** What is not found is a no. `undecided`: the table is too large to be looked at whole. */
  readonly answer: 'yes' | 'undecided'
  /** From 0. For `dead` the row, then the one that decides the witness in its stead; it has neither if nothing fits it. */
  readonly rows: readonly number[]
  /** Inputs by their paths, as `lookup` takes them; what is not there is missing. */
  readonly witness?: Data
  /** A gap only where something is missing: whatever is filled in, some row matches. */
  readonly blank?: true
  /** Inputs of the witness that stand for every text that no row mentions. */
  readonly others?: readonly string[]
}

export interface VerifyOptions {
  /** IANA name; a date begins at its midnight. */
  readonly zone?: string
  /** How many sets of 32 rows may be compared before the answer is `undecided`. */
  readonly limit?: number
}

/** A second at most on a slow machine; a table of 50 rows and 5 inputs takes some hundredths of it. */
const LIMIT = 20_000_000

/**
 * Everything that is wrong with a table over all values that its inputs may take, each with a case that shows it.
 * Inputs are taken to be independent: two that are tied (a street and its district) may show a case that cannot come up.
 * @param names of the kind in which the table is read
 */
export function verifyTable(
  table: Table,
  names: ReadonlyMap<string, Name>,
  file: PackFile,
  { zone = 'Asia/Shanghai', limit = LIMIT }: VerifyOptions = {},
): readonly Finding[] {
  const work = { left: limit }
  const ground = groundOf(table, names, file, zone, work)
  if (!ground) return [...clashKind(table), ...(closed(table) ? [] : ['gap' as const]), 'dead' as const].map(tooLarge)
  const strongest = byStrength(table, file)
  return [
    ...clashesOf(ground, work),
    ...gapOf(ground, work),
    ...table.rows.flatMap((_, row) => deadOf(ground, row, strongest.slice(0, strongest.indexOf(row)), work)),
  ]
}

/** Only the rows of a `unique` or `any` table that may not match together: what a pack cannot be loaded with. */
export function clashesIn(
  table: Table,
  names: ReadonlyMap<string, Name>,
  file: PackFile,
  { zone = 'Asia/Shanghai', limit = LIMIT }: VerifyOptions = {},
): readonly Finding[] {
  const work = { left: limit }
  const ground = groundOf(table, names, file, zone, work)
  return ground ? clashesOf(ground, work) : clashKind(table).map(tooLarge)
}

/** A finding with the table it is about and the kind whose names its inputs are. */
export interface TableFinding extends Finding {
  readonly table: string
  readonly of: string
}
/** Of a table, or of rules. */
export type PackFinding = TableFinding | RuleFinding

/** All tables and all rules of a pack. */
export function verifyPack(
  pack: Pick<Pack, 'file' | 'names' | 'actRules' | 'kindRules'>,
  options: VerifyOptions = {},
): readonly PackFinding[] {
  const { file, names } = pack
  const tables = Object.entries(file.tables ?? {}).flatMap(([name, table]) => {
    const of = kindFor(table.inputs, names)
    const findings = of === undefined ? [] : verifyTable(table, names[of]!, file, options)
    return findings.map((finding): TableFinding => ({ ...finding, table: name, of: of! }))
  })
  return [...tables, ...verifyRules(pack, { ...(options.zone !== undefined && { zone: options.zone }) })]
}

/** What every question stands on. */
interface Ground {
  readonly table: Table
  readonly grid: Grid
  /** For each row the rows that can match together with it. */
  readonly together: readonly Bits[]
}

function groundOf(
  table: Table,
  names: ReadonlyMap<string, Name>,
  file: PackFile,
  zone: string,
  work: Work,
): Ground | undefined {
  const domains = table.inputs.map((input) => domainOf(input, names, file, zone))
  const grid = gridOf(table, domains, zone)
  const together = grid && companions(grid, table.rows.length, work)
  return together && { table, grid, together }
}

const tooLarge = (kind: Finding['kind']): Finding => ({ kind, answer: 'undecided', rows: [] })
const clashKind = ({ hit }: Table) =>
  hit === 'unique' ? (['overlap'] as const) : hit === 'any' ? (['contradiction'] as const) : []
/** Has an answer also where no row matches. */
const closed = ({ hit, otherwise }: Table) => hit === 'collect' || otherwise !== undefined

/** A case as `lookup` takes it. */
function shown(grid: Grid, found: Case): Pick<Finding, 'witness' | 'others'> {
  const inputs = grid.flatMap(({ input }, at) => (found[at]!.value === undefined ? [] : [[input, found[at]!.value]]))
  const others = grid.flatMap(({ input }, at) => (found[at]!.other ? [input] : []))
  return { witness: Object.fromEntries(inputs) as Data, ...(others.length > 0 && { others }) }
}

function clashesOf({ table, grid, together }: Ground, work: Work): Finding[] {
  const [kind] = clashKind(table)
  if (!kind) return []
  const found = Array.from(clashes(table, grid, together, work), ({ rows, found }): Finding => ({
    kind,
    answer: 'yes',
    rows,
    ...shown(grid, found),
  }))
  return work.left < 0 ? [...found, tooLarge(kind)] : found
}

/** A case of values that rows speak of shows most, then one with everything filled in, and last one with something missing. */
function gapOf({ table, grid, together }: Ground, work: Work): Finding[] {
  if (closed(table)) return []
  const rows = bitsOf(
    together.length,
    [...together.keys()].filter((row) => has(together[row]!, row)),
  )
  const all = grid.map(({ sorts }) => sorts)
  const filled = all.map((sorts) => sorts.filter(({ value }) => value !== undefined))
  const spokenOf = filled.map((sorts) => sorts.filter(({ other }) => !other))
  for (const columns of [spokenOf, filled, all]) {
    const found = uncovered(columns, rows, work)
    if (found === 'undecided') return [tooLarge('gap')]
    if (found === 'none') continue
    const witness = shown(grid, plainest(columns, found, rows))
    return [{ kind: 'gap', answer: 'yes', rows: [], ...witness, ...(columns === all && { blank: true }) }]
  }
  return []
}

/** @param before rows that decide where they match together with this one, the strongest first */
function deadOf({ table, grid, together }: Ground, row: number, before: readonly number[], work: Work): Finding[] {
  if (!has(together[row]!, row)) return [{ kind: 'dead', answer: 'yes', rows: [row] }]
  if (table.hit === 'collect') return []
  const rivals = both(bitsOf(table.rows.length, before), together[row]!)
  if (isEmpty(rivals)) return []
  const columns = grid.map(({ sorts }) => sorts.filter(({ rows }) => has(rows, row)))
  const found = uncovered(columns, rivals, work)
  if (found === 'undecided') return [{ kind: 'dead', answer: 'undecided', rows: [row] }]
  if (found !== 'none') return []
  const one = columns.map((sorts) => sorts[0]!)
  const winner = before.find((other) => one.every(({ rows }) => has(rows, other)))!
  return [{ kind: 'dead', answer: 'yes', rows: [row, winner], ...shown(grid, one) }]
}

/** Rows in the order in which one of them decides. */
function byStrength(table: Table, { lists }: PackFile): readonly number[] {
  const rows = [...table.rows.keys()]
  if (table.hit !== 'priority') return rows
  const rank = ranking(table, lists ?? {})
  const ranks = table.rows.map((cells) => rank(cells[table.inputs.length] ?? undefined))
  return rows.sort((a, b) => ranks[a]! - ranks[b]! || a - b)
}
