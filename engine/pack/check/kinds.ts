/** Kinds of dossier: what they name exists, and nobody's name stands in an id. */
import { answersOf, checklistOf } from '../checklist.js'
import type { Field, Kind } from '../format.js'
import { elsewhere } from '../members.js'
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
import { checkId } from './ids.js'
import { checkHolding } from './holdings.js'
import { checkForget, checkNewest } from './kept.js'
import { checkHolder, checkWho } from './people.js'
import { checkSteps } from './steps.js'
import { checkSuccession } from './successions.js'

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
  checkAbove(ground, name, kind, [...at, 'parent'])
  checkId(ground, name, kind, [...at, 'id'])
  checkForget(ground, kind, at)
  checkHolding(ground, name, kind, [...at, 'holding'])
  checkSuccession(ground, kind, [...at, 'succession'])
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

/** A kind that belongs to itself, straight or by way of others, could never be opened. */
function checkAbove(ground: Ground, name: string, kind: Kind, path: Path): void {
  const { file, teller } = ground
  if (kind.parent === undefined || !known(ground, path, 'kind', kind.parent, file.dossiers)) return
  const above = [name]
  for (let at: string | undefined = kind.parent; at !== undefined; at = file.dossiers?.[at]?.parent) {
    const circle = above.includes(at)
    above.push(at)
    if (!circle) continue
    if (at !== name) return
    const ways = above.join(' → ')
    const fault = { zh: `上级档案绕成了圈：${ways}。`, en: `the parents run in a circle: ${ways}.`, found: kind.parent }
    return teller.error(path, { code: 'circle', ...fault })
  }
}

function checkField(ground: Ground, kind: string, field: Field, path: Path): void {
  checkOf(ground, field, [...path, 'of'])
  checkNewest(ground, field, path)
  const list = checklistOf(field, ground.file)
  if (list && field.default !== undefined) {
    const answers = Object.keys(answersOf(list, ground.file))
    if (!answers.includes(String(field.default)))
      unknown(ground, [...path, 'default'], 'answer', String(field.default), answers)
  } else if (field.default !== undefined) checkValue(ground, kind, field.default, field, [...path, 'default'])
  if (field.private?.after !== undefined)
    known(ground, [...path, 'private', 'after'], 'step', field.private.after, ground.file.dossiers![kind]!.steps)
  checkWho(ground, field.private?.['seen-by'] ?? [], kind, [...path, 'private', 'seen-by'])
  for (const bound of ['min', 'max'] as const)
    if (typeof field[bound] === 'string')
      checkConstant(ground, field[bound], { ...field, of: undefined }, [...path, bound])
}

/** `of` names a list or table of this pack, for checks a checklist and for dossiers a kind. */
function checkOf(ground: Ground, { type, of }: Pick<Field, 'type' | 'of'>, path: Path): void {
  const { file } = ground
  if (type === 'checks') {
    const lists = Object.keys(file.checklists ?? {})
    if (typeof of !== 'string' || !lists.includes(of))
      unknown(ground, path, 'checklist', typeof of === 'string' ? of : JSON.stringify(of ?? ''), lists)
    return
  }
  if (typeof of !== 'string') return
  if (type.startsWith('dossier')) return checkKindName(ground, of, path)
  const lists = [...Object.keys(file.lists ?? {}), ...Object.keys(file.tables ?? {})]
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
