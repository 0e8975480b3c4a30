/** Tables: rows of the right length and type, and never two that both claim to be the only one. */
import type { Json } from '../../types.js'
import { clashesIn } from '../../verify/verify.js'
import { kindFor } from '../../verify/domain.js'
import { rowName } from '../change.js'
import type { Choices, Table } from '../format.js'
import { factAt } from '../leaf.js'
import { walkName } from '../members.js'
import { rangeOf } from '../table.js'
import type { Path } from '../trouble.js'
import type { ValueType } from '../book.js'
import { checkConstant, entriesOf, kindsOf, readsPrivate, scopeOf, type Ground } from './ground.js'

export function checkTables(ground: Ground): void {
  for (const [name, table] of entriesOf(ground.file.tables)) {
    const path: Path = ['tables', name]
    const inputs = table.inputs.map((input, index) => asked(inputOf(ground, input, [...path, 'inputs', index]), table))
    table.rows.forEach((row, index) => checkRow(ground, table, inputs, row, [...path, 'rows', index]))
    if (table.otherwise) checkOutputs(ground, table, table.otherwise, 0, [...path, 'otherwise'])
    if (table.hit === 'unique' || table.hit === 'any') checkOverlaps(ground, table, path)
  }
}

interface Input {
  readonly type: ValueType
  readonly choices?: Choices
}

/** A table belongs to the pack, its inputs to a kind: one kind must know the whole address. Kinds may differ in choices. */
function inputOf(ground: Ground, input: string, path: Path): Input | undefined {
  const [fact, ...rest] = input.split('.') as [string, ...string[]]
  const kinds = kindsOf(ground.file).map(([kind]) => scopeOf(ground, kind))
  const known = kinds.flatMap(({ names }) => {
    const name = names.get(fact)
    const walked = name && walkName(name, rest)
    return walked && 'end' in walked ? walked.end : []
  })
  const [first] = known
  if (first) {
    if (known.some((one) => one.private)) readsPrivate(ground, path, fact)
    const choices = known.flatMap((one) => (one.type === first.type && one.choices ? [one.choices] : []))
    return { type: first.type, ...(choices.length > 0 && { choices: Object.assign({}, ...choices) as Choices }) }
  }
  const scope = kinds.find(({ names }) => names.has(fact)) ?? kinds[0]
  if (scope)
    factAt({ fact, ...(rest.length > 0 && { path: rest.join('.') }) }, { ...scope, teller: ground.teller.at(path) }, [])
  return undefined
}

/** Choices that come from this very table are whatever its first column says: they need no check. */
function asked(input: Input | undefined, { rows }: Table): Input | undefined {
  const choices = input?.choices
  const own = choices && rows.every((row) => [row[0]].flat().every((one) => Object.hasOwn(choices, String(one))))
  return own ? { type: input.type } : input
}

function checkRow(
  ground: Ground,
  table: Table,
  inputs: readonly (Input | undefined)[],
  row: readonly Json[],
  path: Path,
): void {
  const width = table.inputs.length + Object.keys(table.outputs).length
  if (row.length !== width) {
    const zh = `这一行有 ${row.length} 格，要 ${width} 格：${[...table.inputs, ...Object.keys(table.outputs)].join('、')}。`
    const en = `this row has ${row.length} cells and needs ${width}: ${[...table.inputs, ...Object.keys(table.outputs)].join(', ')}.`
    return ground.teller.error(path, { code: 'row-length', zh, en, found: rowName(row, table.inputs.length) })
  }
  inputs.forEach((input, index) => {
    const cells = Array.isArray(row[index]) ? (row[index] as Json[]) : [row[index]!]
    if (input) for (const cell of cells) checkInput(ground, input, table.inputs[index]!, cell, [...path, index])
  })
  checkOutputs(ground, table, row.slice(table.inputs.length), table.inputs.length, path)
}

function checkInput(ground: Ground, { type, choices }: Input, name: string, cell: Json, path: Path): void {
  if (cell === null || type === 'object' || type === 'list') return
  const title = { zh: name, en: name }
  const ordered = ['number', 'duration', 'date', 'moment', 'time'].includes(type)
  const range = ordered ? rangeOf(cell) : undefined
  if (range) {
    for (const end of [range.from, range.to])
      if (end !== undefined) checkConstant(ground, type === 'number' ? Number(end) : end, { type: type, title }, path)
    return
  }
  checkConstant(ground, cell, { type: type, title, ...(choices && { of: choices }) }, path)
}

function checkOutputs(ground: Ground, table: Table, cells: readonly Json[], first: number, path: Path): void {
  const outputs = Object.values(table.outputs)
  if (cells.length !== outputs.length) {
    const fault = {
      zh: `这里要 ${outputs.length} 格，写了 ${cells.length} 格。`,
      en: `${outputs.length} cells are needed here, and there are ${cells.length}.`,
    }
    return ground.teller.error(path, { code: 'row-length', ...fault })
  }
  outputs.forEach((output, index) => {
    const cell = cells[index]!
    if (cell !== null) checkConstant(ground, cell, output, [...path, first + index])
  })
}

function checkOverlaps(ground: Ground, table: Table, path: Path): void {
  const kind = kindFor(table.inputs, ground.names)
  if (kind === undefined) return
  const findings = clashesIn(table, ground.names[kind]!, ground.file, { zone: ground.zone })
  const told = new Set<number>()
  for (const { answer, rows } of findings) {
    if (answer === 'undecided') {
      const zh = '这张表太大，没有查完是否有两行会同时命中。'
      const en = 'this table is too large to tell whether two of its rows both match.'
      ground.teller.warn(path, { code: 'rows-unchecked', zh, en })
      continue
    }
    const [other, index] = rows as readonly [number, number]
    if (told.has(index)) continue
    told.add(index)
    const spot = ground.teller.where([...path, 'rows', other])
    const name = rowName(table.rows[index]!, table.inputs.length)
    const here = ground.teller.where([...path, 'rows', index]).file === spot.file
    const file = here ? '' : spot.file.replace(/^.*\//, '')
    const zh = `这一行（${name}）和${file && ` ${file} `}第 ${spot.line} 行的那一行会同时命中，请留一行。`
    const en = `this row (${name}) and the one on line ${spot.line}${file && ` of ${file}`} both match; keep one.`
    ground.teller.error([...path, 'rows', index], { code: 'rows-overlap', zh, en, found: name })
  }
}
