/** Rows written into the text of a pack: what stays keeps its own text, so that people find their file as they left it. */
import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree, type Edit, type Node } from 'jsonc-parser'
import type { Json } from '../types.js'

export interface NewRows {
  readonly rows: readonly (readonly Json[])[]
  readonly otherwise?: readonly Json[]
}

/**
 * The text with the rows of a table replaced. A row that was there before is not written anew, a new one takes one line.
 * Undefined where the text has no such table.
 */
export function withRows(text: string, table: string, { rows, otherwise }: NewRows): string | undefined {
  const root = parseTree(text)
  const list = root && findNodeAtLocation(root, ['tables', table, 'rows'])
  if (!list?.children?.length) return undefined
  const before = findNodeAtLocation(root!, ['tables', table, 'otherwise'])
  const edits = [replaced(list.children, rows, text)]
  if (otherwise && !before) edits.push(inserted(list, otherwise, text))
  else if (otherwise && before && key(getNodeValue(before) as Json) !== key(otherwise))
    edits.push({ offset: before.offset, length: before.length, content: line(otherwise) })
  else if (!otherwise && before) edits.push(...modify(text, ['tables', table, 'otherwise'], undefined, {}))
  return applyEdits(text, edits)
}

const key = (value: Json | readonly Json[]): string => JSON.stringify(sorted(value))
/** Members in one order: two texts of one meaning are one. */
const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return (value as Json[]).map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, part]) => [name, sorted(part)] as const)
      .sort(byName),
  )
}
const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]) => (a < b ? -1 : 1)

const textOf = ({ offset, length }: Node, text: string) => text.slice(offset, offset + length)
const endOf = ({ offset, length }: Node) => offset + length

function replaced(before: readonly Node[], rows: readonly (readonly Json[])[], text: string): Edit {
  const [first, second] = before as [Node, Node?]
  const last = before.at(-1)!
  const known = new Map(before.map((node) => [key(getNodeValue(node) as Json), textOf(node, text)]))
  const lead = text.slice(first.parent!.offset + 1, first.offset)
  const between = second ? text.slice(endOf(first), second.offset) : `,${lead === '' ? ' ' : lead}`
  const content = rows.map((row) => known.get(key(row)) ?? line(row)).join(between)
  return { offset: first.offset, length: endOf(last) - first.offset, content }
}

/** Behind the rows, on a line of its own where they have one. */
function inserted(rows: Node, otherwise: readonly Json[], text: string): Edit {
  const before = /[^\S\r\n]*$/.exec(text.slice(0, rows.parent!.offset))![0]
  const [space] = /(?:\r?\n)?[^\S\r\n]*$/.exec(text.slice(0, rows.parent!.offset - before.length)) ?? ['']
  return { offset: endOf(rows), length: 0, content: `,${space || ' '}${before}"otherwise": ${line(otherwise)}` }
}

/** One line, spaced as people space it: `["a", { "zh": "…", "en": "…" }]`. */
function line(value: Json | readonly Json[]): string {
  if (Array.isArray(value)) return `[${(value as Json[]).map(line).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${line(part)}`)
  return members.length ? `{ ${members.join(', ')} }` : '{}'
}
