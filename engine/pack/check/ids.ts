/** What an id is made of stands in every list and on every print, and has to be read back: none of it personal, each part for itself. */
import type { Field, Kind } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, readsPrivate, type Ground } from './ground.js'

/** Words of the pattern that no field gives; a slot and a member are known only where they are expected. */
const wordsOf = ({ expected, parent }: Kind): readonly string[] => [
  ...['place', 'month', 'year', 'week', 'today', 'serial', 'new'],
  ...(expected?.schedule === undefined ? [] : ['slot']),
  ...(expected?.each?.in === undefined ? [] : ['each']),
  ...(parent === undefined ? [] : [parent]),
]

export function checkId(ground: Ground, name: string, kind: Kind, path: Path): void {
  const { teller } = ground
  const pattern = kind.id ?? ''
  const words = wordsOf(kind)
  const all = [...Object.keys(kind.fields), ...words]
  for (const [, word] of pattern.matchAll(/\{([^}]+)\}/g)) {
    if (words.includes(word!) || !known(ground, path, 'field', word!, all)) continue
    const field = kind.fields[word!]!
    if (field.private) readsPrivate(ground, path, word!)
    else if (field.keep !== undefined) tellKept(ground, word!, field, path)
    else checkGiven(ground, name, kind, word!, path)
  }
  for (const part of pattern.split('/')) {
    if ([...part.matchAll(/\{/g)].length < 2) continue
    const zh = `编号里「${part}」连着写了几项，读不回来；请用 / 隔开。`
    const en = `"${part}" joins several parts of the id, which cannot be read back; part them by "/".`
    teller.error(path, { code: 'unreadable-id', zh, en, found: part })
  }
}

function tellKept({ teller }: Ground, word: string, { title, keep }: Field, path: Path): void {
  const zh = `「${title.zh}」${keep === 'never' ? '判完就不存' : '只存最近一次'}，不能写进编号。`
  const en = `"${title.en}" is ${keep === 'never' ? 'judged and forgotten' : 'kept as its newest value only'} and cannot stand in an id.`
  teller.error(path, { code: 'id-not-kept', zh, en, found: word })
}

/** Every act that opens must ask for a part or set it, or the dossier would have no id. Expected ones have theirs. */
function checkGiven({ file, teller }: Ground, name: string, kind: Kind, word: string, path: Path): void {
  if (kind.expected || kind.fields[word]!.default !== undefined) return
  for (const [act, { on, from, asks = [], sets = {}, title }] of entriesOf(file.acts)) {
    if (on !== name || !from.includes('new') || asks.includes(word) || Object.hasOwn(sets, word)) continue
    const zh = `编号要用「${kind.fields[word]!.title.zh}」，开立它的「${title.zh}」既不问也不写。`
    const en = `the id needs "${kind.fields[word]!.title.en}", and "${title.en}", which opens it, neither asks for it nor sets it.`
    teller.error(path, { code: 'id-not-given', zh, en, found: word, known: [act] })
  }
}
