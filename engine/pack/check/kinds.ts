/** Kinds of dossier: what they name exists, and nobody's name stands in an id. */
import type { Field, Kind } from '../format.js'
import { elsewhere } from '../names.js'
import type { Path } from '../trouble.js'
import { fitsParam } from '../param.js'
import {
  checkConstant,
  checkText,
  checkValue,
  entriesOf,
  kindsOf,
  known,
  readsPrivate,
  unknown,
  type Ground,
} from './ground.js'
import { checkHolder, checkWho } from './people.js'
import { checkSteps } from './steps.js'

export function checkKinds(ground: Ground): void {
  const { file, teller, zone } = ground
  for (const [name, param] of entriesOf(file.params)) {
    fitsParam(param, param.default, file, teller, ['params', name, 'default'], zone)
    checkOf(ground, param, ['params', name, 'of'])
  }
  for (const [name, kind] of kindsOf(file)) checkKind(ground, name, kind)
}

function checkKind(ground: Ground, name: string, kind: Kind): void {
  const { file, teller } = ground
  const at: Path = ['dossiers', name]
  const step = (word: string, path: Path, key?: 'key') => known(ground, path, 'step', word, kind.steps, key)
  kind.ends.forEach((end, index) => step(end, [...at, 'ends', index]))
  for (const [word, holder] of entriesOf(kind['held-by'])) {
    step(word, [...at, 'held-by', word], 'key')
    checkHolder(ground, holder, name, [...at, 'held-by', word])
  }
  checkWho(ground, kind['seen-by'] ?? [], name, [...at, 'seen-by'])
  kind.public?.steps.forEach((word, index) => step(word, [...at, 'public', 'steps', index]))
  kind.public?.fields.forEach((word, index) => {
    const path = [...at, 'public', 'fields', index]
    if (known(ground, path, 'field', word, kind.fields) && kind.fields[word]?.private) readsPrivate(ground, path, word)
  })
  if (kind.parent !== undefined) known(ground, [...at, 'parent'], 'kind', kind.parent, file.dossiers)
  checkId(ground, kind, [...at, 'id'])
  checkText(ground, name, kind.label, [...at, 'label'])
  for (const [word, field] of entriesOf(kind.fields)) checkField(ground, name, field, [...at, 'fields', word])
  checkSteps(ground, name, kind)
  const acts = entriesOf(file.acts).filter(([, act]) => act.on === name)
  if ((kind.about === 'person' || kind.about === 'household') && !acts.some(([, act]) => act.appeal)) {
    const zh = `「${kind.title.zh}」是关于人的，要有一个可申诉的办理（appeal）。`
    teller.error([...at, 'about'], {
      code: 'no-appeal',
      zh,
      en: `"${kind.title.en}" is about people: one of its acts must be an appeal.`,
    })
  }
}

const fromAct = ['place', 'slot', 'month', 'year', 'week', 'today', 'serial', 'new']

/** What an id is made of stands in every list and on every print: fields of the opening act, none of them personal. */
function checkId(ground: Ground, kind: Kind, path: Path): void {
  for (const [, word] of (kind.id ?? '').matchAll(/\{([^}]+)\}/g)) {
    if (fromAct.includes(word!) || word === kind.parent) continue
    const all = [...Object.keys(kind.fields), ...fromAct, ...(kind.parent === undefined ? [] : [kind.parent])]
    if (known(ground, path, 'field', word!, all) && kind.fields[word!]?.private) readsPrivate(ground, path, word!)
  }
}

function checkField(ground: Ground, kind: string, field: Field, path: Path): void {
  checkOf(ground, field, [...path, 'of'])
  if (field.default !== undefined) checkValue(ground, kind, field.default, field, [...path, 'default'])
  if (field.private?.after !== undefined)
    known(ground, [...path, 'private', 'after'], 'step', field.private.after, ground.file.dossiers![kind]!.steps)
  for (const bound of ['min', 'max'] as const)
    if (typeof field[bound] === 'string')
      checkConstant(ground, field[bound], { ...field, of: undefined }, [...path, bound])
}

/** `of` names a list, table or checklist of this pack, or for dossiers a kind. */
function checkOf(ground: Ground, { type, of }: Pick<Field, 'type' | 'of'>, path: Path): void {
  const { file } = ground
  if (typeof of !== 'string') return
  if (type.startsWith('dossier')) return checkKindName(ground, of, path)
  const lists = [
    ...Object.keys(file.lists ?? {}),
    ...Object.keys(file.tables ?? {}),
    ...Object.keys(file.checklists ?? {}),
  ]
  if (!lists.includes(of)) unknown(ground, path, 'list', of, lists)
}

/** A kind of this pack, or `pack/kind` of one that it `uses`. */
export function checkKindName(ground: Ground, of: string, path: Path): void {
  const { file, beside = new Map() } = ground
  const found = elsewhere(of, file, beside)
  if (found.pack !== file.pack && !usesPack(ground, found.pack, path)) return
  if (!found.file) return
  const kinds = Object.keys(found.file.dossiers ?? {}).map((kind) =>
    found.pack === file.pack ? kind : `${found.pack}/${kind}`,
  )
  if (!kinds.includes(of)) unknown(ground, path, 'kind', of, kinds)
}

/** Another pack may be named only if `uses` lists it. */
export function usesPack({ file, teller }: Ground, pack: string, path: Path): boolean {
  if (file.uses?.includes(pack)) return true
  const zh = `规则包「${pack}」没有写进 uses。`
  teller.error(path, {
    code: 'not-in-uses',
    zh,
    en: `pack "${pack}" is not listed in uses.`,
    found: pack,
    known: file.uses ?? [],
  })
  return false
}
