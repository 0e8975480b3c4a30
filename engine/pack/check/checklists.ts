/** Checklists: their answers are a list, their items can be told from the words beside them, and what an item does can be done. */
import { checkWords, listedItems, type Listed } from '../checklist.js'
import type { Checklist, Item } from '../format.js'
import { elsewhere } from '../members.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, unknown, type Ground } from './ground.js'
import { usesPack } from './kinds.js'

export function checkChecklists(ground: Ground): void {
  const { file } = ground
  for (const [name, list] of entriesOf(file.checklists)) {
    const path: Path = ['checklists', name]
    if (list.answers !== undefined) known(ground, [...path, 'answers'], 'reasons', list.answers, file.lists)
    checkWordsOf(ground, list, path)
    for (const one of listedItems(list.items)) checkItem(ground, one, [...path, ...wayTo(one)])
  }
}

const wayTo = ({ path }: Listed): Path => path.split('.').flatMap((name) => ['items', name])

/** `worst` and `count` stand beside the items, and `fact` would make a reference of an answer. */
function checkWordsOf({ teller }: Ground, { items }: Checklist, path: Path): void {
  for (const name of Object.keys(items)) {
    if (!(checkWords as readonly string[]).includes(name)) continue
    const fault = { zh: `「${name}」是固定用词，请换一个名字。`, en: `"${name}" is a fixed word; take another name.` }
    teller.error([...path, 'items', name], { code: 'kernel-word', ...fault, found: name }, 'key')
  }
}

function checkItem(ground: Ground, { item }: Listed, path: Path): void {
  const { file, teller } = ground
  if (item.role !== undefined) known(ground, [...path, 'role'], 'role', item.role, file.roles)
  if (item.does && item.items) {
    const zh = `「${item.title.zh}」下面还有别的项，它自己不能再办事（does）。`
    const en = `"${item.title.en}" is a heading; what it does belongs to an item below it.`
    teller.error([...path, 'does'], { code: 'heading-does', zh, en })
  } else if (item.does) checkDoes(ground, item.does, [...path, 'does'])
}

function checkDoes(ground: Ground, does: NonNullable<Item['does']>, path: Path): void {
  const { file, teller, beside = new Map() } = ground
  const found = elsewhere(does.act, file, beside)
  const foreign = found.pack !== file.pack
  if (foreign && !usesPack(ground, found.pack, [...path, 'act'])) return
  if (!found.file) {
    if (!ground.beside) return
    const zh = `要用的规则包「${found.pack}」没有启用，这一项不能从这里办。`
    const en = `pack "${found.pack}" is not in use, so this cannot be done from here.`
    return teller.warn([...path, 'act'], { code: 'pack-not-in-use', zh, en, found: found.pack })
  }
  const acts = Object.keys(found.file.acts ?? {})
  const target = found.file.acts?.[found.name]
  if (!target || !Object.hasOwn(found.file.acts!, found.name))
    return unknown(
      ground,
      [...path, 'act'],
      'act',
      does.act,
      foreign ? acts.map((act) => `${found.pack}/${act}`) : acts,
    )
  const asks = (target.asks ?? []).map((ask) => ask.replace(/\?$/, ''))
  for (const field of Object.keys(does.data ?? {})) {
    if (asks.includes(field)) continue
    const fault = { zh: `「${does.act}」不问「${field}」。`, en: `"${does.act}" does not ask for "${field}".` }
    teller.error([...path, 'data', field], { code: 'not-asked', ...fault, found: field, known: asks }, 'key')
  }
  const kind = found.file.dossiers?.[target.on]
  const prefix = kind?.prefix ?? target.on
  if (does.on !== undefined) return void known(ground, [...path, 'on'], 'kind', does.on.split('/')[0]!, [prefix])
  if (!foreign && !target.from.includes('new')) return
  const zh = `「${does.act}」要写在哪份档案上办（on），如「${prefix}/{new}」。`
  teller.error([...path, 'act'], {
    code: 'no-target',
    zh,
    en: `say on what "${does.act}" is done (on), e.g. "${prefix}/{new}".`,
  })
}
