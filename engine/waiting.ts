/** What open dossiers still stand on: without this a new version could take the ground from under them. */
import { renamesOf } from './act/rename.js'
import type { Journal } from './journal/journal.js'
import type { Book } from './pack/book.js'
import type { Field, Kind } from './pack/format.js'
import { read } from './pack/read.js'
import { trouble, type Path } from './pack/trouble.js'
import type { Dossier, Effect, Trouble } from './types.js'

/** Something of a kind that the next book has no longer, or means otherwise. */
interface Gone {
  readonly path: Path
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly found: string
  /** Does this dossier still stand on it? */
  readonly stands: (dossier: Dossier) => boolean
}
type Kinds = Book['kinds'] extends ReadonlyMap<string, infer One> ? One : never

/** Why the next book must wait: whatever disappears or changes its meaning while open dossiers stand on it. */
export async function waiting(before: Book, next: Book, journal: Journal): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = []
  for (const [prefix, old] of before.kinds) {
    const is = next.kinds.get(prefix)
    // what a community no longer uses at all is left as it stands
    if (!next.packs.has(old.pack.name)) continue
    const gone = is ? goneFrom(old, is) : [goneKind(old)]
    if (gone.length === 0) continue
    const open = await journal.find({ kind: prefix, open: true })
    for (const one of gone) {
      const standing = open.filter(one.stands)
      if (standing.length > 0) troubles.push(told(one, standing, old.pack.name, next))
    }
  }
  return troubles
}

function told({ path, zh, en, ...fault }: Gone, standing: readonly Dossier[], pack: string, next: Book): Trouble {
  const file = Object.keys(next.texts).find((it) => it.endsWith(`${pack}.pack.json`)) ?? `${pack}.pack.json`
  const spot = { file, ...read(next.texts[file] ?? '', file).at(path) }
  const ids = standing.slice(0, 5).map(({ id }) => id)
  const more = standing.length > ids.length
  return trouble('error', spot, {
    ...fault,
    zh: `${zh}还有 ${standing.length} 份没办完的在用它（${ids.join('、')}${more ? ' 等' : ''}），新版先不采用。`,
    en: `${en} ${standing.length} open ${standing.length === 1 ? 'dossier stands' : 'dossiers stand'} on it (${ids.join(', ')}${more ? ', …' : ''}); the new version waits.`,
  })
}

const goneKind = ({ kind, pack }: Kinds): Gone => ({
  path: ['dossiers'],
  code: 'kind-gone',
  zh: `档案种类「${kind}」没有了；`,
  en: `the kind "${kind}" is gone.`,
  found: kind,
  stands: () => pack.file.dossiers?.[kind] !== undefined,
})

function goneFrom(old: Kinds, is: Kinds): Gone[] {
  const [was, now] = [old, is].map(({ pack, kind }) => pack.file.dossiers![kind]!) as [Kind, Kind]
  const { steps = {}, fields = {}, acts = {} } = renamesOf(is.pack.file, is.kind)
  const at = (...path: string[]) => ['dossiers', is.kind, ...path]
  const renameIt = (what: string) => ({
    zh: `改了叫法就写进 renames.${what}，否则等它们办完：`,
    en: `If it is called otherwise now, say so in renames.${what}; else finish these first.`,
  })
  const missing = (
    what: 'steps' | 'fields' | 'acts',
    thing: readonly [string, string],
    name: string,
  ): Omit<Gone, 'stands'> => ({
    path: what === 'acts' ? ['acts'] : at(what),
    code: `${what.slice(0, -1)}-gone`,
    zh: `没有${thing[0]}「${name}」了。${renameIt(what).zh}`,
    en: `the ${thing[1]} "${name}" is gone. ${renameIt(what).en}`,
    found: name,
  })
  const gone: Gone[] = []
  for (const step of Object.keys(was.steps))
    if (!now.steps[steps[step] ?? step])
      gone.push({
        ...missing('steps', ['环节', 'step'], step),
        stands: (it) =>
          it.step === step || it.dues.some((due) => due.state !== 'stopped' && due.spec.runs.includes(step)),
      })
  for (const [name, field] of Object.entries(was.fields)) {
    const stands = ({ fields: all }: Dossier) => all[name] !== undefined
    const other = now.fields[fields[name] ?? name]
    if (!other) gone.push({ ...missing('fields', ['字段', 'field'], name), stands })
    else if (meaning(field) !== meaning(other))
      gone.push({ ...changed(name, field, other, at('fields', name)), stands })
  }
  for (const [act, { on }] of Object.entries(old.pack.file.acts ?? {}))
    if (on === old.kind && is.pack.file.acts?.[acts[act] ?? act]?.on !== is.kind)
      gone.push({ ...missing('acts', ['办理', 'act'], act), stands: (it) => waitsFor(act, it) })
  return gone
}

const meaning = ({ type, private: secret, keep }: Field) => [type, secret !== undefined, keep].join(' ')

function changed(name: string, was: Field, is: Field, path: Path): Omit<Gone, 'stands'> {
  const [zh, en] =
    was.type !== is.type
      ? [`由 ${was.type} 改成了 ${is.type}`, `was of type ${was.type} and is now ${is.type}`]
      : ['改了是不是个人信息或怎么保存', 'changed whether it is personal or how it is kept']
  return {
    path,
    code: 'field-changed',
    zh: `字段「${name}」${zh}，要另起一个新名字：`,
    en: `the field "${name}" ${en}; it needs a new name.`,
    found: name,
  }
}

/** A clock that runs will do the act, or it is offered as a button. */
const waitsFor = (act: string, { dues, proposals }: Dossier): boolean =>
  proposals.some((it) => it.act === act) ||
  dues.some(
    ({ state, fired, spec }) => state !== 'stopped' && !fired && spec.due.some((effect) => follows(act, effect)),
  )

const follows = (act: string, { type, params }: Effect): boolean =>
  type === 'several'
    ? (params?.['effects'] as unknown as Effect[]).some((it) => follows(act, it))
    : type === 'follow' && params?.['act'] === act
