/** What stands under a value: members of a field, of a checklist's answers, of a list; the bricks of the one space of names. */
import { answersOf, checklistOf } from './checklist.js'
import type { Checklist, Choices, Field, PackFile, Table } from './format.js'
import type { Name, ValueType } from './book.js'
import type { Say } from '../types.js'

export type Member = Omit<Name, 'from'>
export type Members = Readonly<Record<string, Member>>
/** The packs that stand beside this one, by name; empty when a pack is looked at alone. */
export type Beside = ReadonlyMap<string, PackFile>

export const say = (zh: string, en: string): Say => ({ zh, en })

/** `pack/name`, or a name of the pack at hand. */
export function elsewhere(
  name: string,
  file: PackFile,
  beside: Beside,
): { file?: PackFile; name: string; pack: string } {
  const [pack, own] = name.includes('/') ? (name.split('/') as [string, string]) : [file.pack, name]
  return { pack, name: own, file: pack === file.pack ? file : beside.get(pack) }
}

/** Choices of a field, param or output: of a list, written in place, or the first column of a table. */
export function choicesOf(of: Field['of'], file: PackFile): Choices | undefined {
  if (typeof of !== 'string') return of
  const table = file.tables?.[of]
  return file.lists?.[of] ?? (table && tableChoices(table))
}

function tableChoices(table: Table): Choices {
  const words = Object.values(table.outputs).findIndex((output) => output.type === 'words')
  const choices: Record<string, Say> = {}
  for (const row of table.rows)
    for (const cell of Array.isArray(row[0]) ? row[0] : [row[0]]) {
      const title = words < 0 ? undefined : (row[table.inputs.length + words] as Say | undefined)
      if (typeof cell === 'string') choices[cell] = title ?? say(cell, cell)
    }
  return choices
}

/** A field, param or output as others see it; what it leads on to is another's matter. */
export function member(
  name: string,
  field: Pick<Field, 'type' | 'title' | 'of' | 'private' | 'keep' | 'unit' | 'whole'>,
  file: PackFile,
): Member {
  const choices = /^choices?$/.test(field.type) ? choicesOf(field.of, file) : undefined
  const list = checklistOf(field, file)
  return {
    name,
    type: field.type,
    title: field.title,
    reach: field.keep === 'newest' ? 'near' : 'own',
    ...(field.private && { private: true }),
    ...(field.private?.counted && { counted: true }),
    ...(field.keep && { keep: field.keep }),
    ...(field.unit && { unit: field.unit }),
    ...(field.whole && { whole: field.whole }),
    ...(choices && { choices }),
    ...(isList(field.type) && { members: length }),
    ...(list && { members: checksMembers(list, file) }),
  }
}

/** What stands under a checklist's answers: each item, the worst answer, and how many there are of each. */
function checksMembers(list: Checklist, file: PackFile): Members {
  const choices = answersOf(list, file)
  const count = Object.entries(choices).map(([answer, title]): [string, Member] => [
    answer,
    { name: answer, type: 'number', title, reach: 'own' },
  ])
  const own: Members = {
    worst: { name: 'worst', type: 'choice', title: say('最差的一项', 'Worst'), reach: 'own', choices },
    count: {
      name: 'count',
      type: 'object',
      title: say('项数', 'Count'),
      reach: 'own',
      members: Object.fromEntries(count),
    },
  }
  return { ...itemMembers(list.items, choices), ...own }
}

const itemMembers = (items: Checklist['items'], choices: Choices): Members =>
  Object.fromEntries(
    Object.entries(items).map(([name, { title, items: below }]) => [
      name,
      below
        ? { name, type: 'object', title, reach: 'own', members: itemMembers(below, choices) }
        : { name, type: 'choice', title, reach: 'own', choices },
    ]),
  )

export const length: Members = {
  length: { name: 'length', type: 'number', reach: 'own', title: say('个数', 'How many') },
}

/** Types whose value is a list of others. */
export const isList = (type: ValueType): boolean =>
  type === 'list' ||
  type === 'choices' ||
  type === 'parties' ||
  type === 'places' ||
  type === 'dossiers' ||
  type === 'photos'

/** The member at the end of a path; `stop` is the first part that leads nowhere, with what could stand there. */
export function walkName(
  name: Member,
  path: readonly string[],
): { readonly end: Member } | { readonly stop: string; readonly known: readonly string[] } {
  let at = name
  for (const part of path) {
    const next = at.members && Object.hasOwn(at.members, part) ? at.members[part] : undefined
    if (!next) return { stop: part, known: Object.keys(at.members ?? {}) }
    at = next
  }
  return { end: at }
}
