/** Questions and answers as a screen draws them: without it every form would read checklists, lists and defaults for itself. */
import { say, wordsOf, type Wording } from './judge/words.js'
import { valueOf } from './facts/refs.js'
import { resolve, targetOf } from './act/concrete.js'
import { askName } from './act/gate.js'
import { answersOf, checklistOf, checksAsFact, checksDefault, listedItems } from './pack/checklist.js'
import { choicesOf, elsewhere } from './pack/members.js'
import type { Field, Item } from './pack/format.js'
import { spanWords } from './time/duration.js'
import type { Data, Dossier, Facts, Json, Say } from './types.js'
import type { AskView, FieldView, ItemView } from './view.js'
import { prefixFor, type Owner, type World } from './act/world.js'

/** What a form is filled in for: the dossier, and the facts that its checklists' templates name. */
export interface Filling {
  /** None where it is only being opened. */
  readonly dossier?: Dossier | undefined
  readonly facts: Facts
}

/** One question. A default fills it where nothing was answered before. */
export function askView(ask: string, owner: Owner, world: World, it: Filling): AskView {
  const name = askName(ask)
  if (name === owner.spec.parent) return aboveView(owner, world)
  const field = owner.spec.fields[name]!
  const choices = /^choices?$/.test(field.type) ? choicesOf(field.of, owner.pack.file) : undefined
  const kind = /^dossiers?$/.test(field.type) ? prefixFor(world.book, owner.pack, String(field.of)) : undefined
  const value = firstValue(name, field, owner, it)
  return {
    name,
    title: field.title,
    type: field.type,
    optional: ask.endsWith('?'),
    ...(field.help && { help: field.help }),
    ...(field.unit && { unit: field.unit }),
    ...(field.whole && { whole: field.whole }),
    ...(field.min !== undefined && { min: field.min }),
    ...(field.max !== undefined && { max: field.max }),
    ...(choices && { choices }),
    ...(kind !== undefined && { kind }),
    ...checklistView(field, owner, world, it),
    ...(value !== undefined && value !== null && !field.private && { value }),
    ...(field.private && { private: { purpose: field.private.purpose, keep: spanWords(field.private.keep) } }),
  }
}

/** An opening act asks for the dossier that the new one belongs to (SPEC L97). */
function aboveView({ spec, pack }: Owner, { book }: World): AskView {
  const name = spec.parent!
  const title = pack.file.dossiers?.[name]?.title ?? say(name, name)
  const kind = prefixFor(book, pack, name)
  return { name, title, type: 'dossier', optional: false, ...(kind !== undefined && { kind }) }
}

/**
 * A list of what is done goes on where it stands; one that is answered anew each time begins anew, for yesterday's answers
 * would be signed and not looked at.
 */
function firstValue(name: string, field: Field, { pack }: Owner, { dossier, facts }: Filling): Json | undefined {
  const list = checklistOf(field, pack.file)
  if (list) {
    const standing = list.answers === undefined ? dossier?.fields[name] : undefined
    return standing ?? checksDefault(field, list)
  }
  return dossier?.fields[name] ?? (field.default === undefined ? undefined : valueOf(field.default, facts))
}

function checklistView(field: Field, owner: Owner, world: World, it: Filling | undefined) {
  const list = checklistOf(field, owner.pack.file)
  if (!list) return {}
  const items = listedItems(list.items).map(({ path, item, level }): ItemView => {
    const does = it && item.does && doesView(item.does, owner, world, it)
    return {
      path,
      title: item.title,
      level,
      ...(item.text && { text: item.text }),
      ...(item.items && { heading: true as const }),
      ...(item.role !== undefined && { role: owner.pack.file.roles?.[item.role] ?? say(item.role, item.role) }),
      ...(does && { does }),
    }
  })
  return { items, answers: answersOf(list, owner.pack.file) }
}

/** What an item does, ready to be asked for; nothing where its pack is not in use here. */
function doesView(
  { act, on, data }: NonNullable<Item['does']>,
  owner: Owner,
  { book }: World,
  { dossier, facts }: Filling,
): ItemView['does'] {
  const { pack, name } = elsewhere(act, owner.pack.file, new Map())
  const spec = book.packs.get(pack)?.file.acts?.[name]
  if (!spec || !dossier) return undefined
  const it = { owner, act: { type: name, by: 'anyone' }, after: dossier }
  const target = targetOf(on, it, facts, book.zone)
  if (target === undefined) return undefined
  const given = data && resolve(data, facts, owner, book.zone)
  return {
    title: spec.title,
    act: {
      type: name,
      on: target,
      place: dossier.place,
      ...(given && { data: given }),
    },
  }
}

/** What a dossier says under one of its fields; nothing where nothing was answered. */
export function fieldView(
  name: string,
  owner: Owner,
  fields: Data,
  world: World,
  wording: Wording,
  secret?: Data,
): FieldView | undefined {
  const field = owner.spec.fields[name]
  const value = secret?.[name] ?? fields[name]
  if (!field || value === undefined) return undefined
  const hidden = field.private !== undefined && secret?.[name] === undefined
  const list = checklistOf(field, owner.pack.file)
  const worst = list && (checksAsFact(value, list, owner.pack.file) as Data | undefined)?.['worst']
  const view = checklistView(field, owner, world, undefined)
  return {
    name,
    title: field.title,
    type: field.type,
    value,
    words: hidden ? say('已登记，不公开', 'Kept apart, not shown') : valueWords(name, value, owner, wording),
    ...(field.private && { private: true }),
    ...view,
    ...(view.items && {
      items: view.items.map((item) => {
        const answer = (value as Data)[item.path]
        return { ...item, ...(typeof answer === 'string' && { answer }) }
      }),
    }),
    ...(typeof worst === 'string' && { worst }),
  }
}

/** A field's value as people read it. */
export function valueWords(name: string, value: Json, owner: Owner, wording: Wording): Say {
  const known = owner.pack.names[owner.kind]?.get(name)
  return known ? wordsOf(value, known, wording) : say(String(value), String(value))
}
