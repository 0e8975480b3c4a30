/** How long things stay: what is about people goes some day, and what keeps no past is written without one. */
import { refsIn } from '../../facts/refs.js'
import type { ActSpec, Field, Kind, Rule } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, type Ground } from './ground.js'

const aboutPeople = ({ about }: Kind) => about === 'person' || about === 'household'

export function checkForget(ground: Ground, kind: Kind, path: Path): void {
  if (kind.forget?.after !== undefined)
    known(ground, [...path, 'forget', 'after'], 'step', kind.forget.after, kind.steps)
  if (kind.forget || !aboutPeople(kind)) return
  const zh = `「${kind.title.zh}」是关于人的，没有写多久之后整份删去（forget）：编号和地点就能看出是谁。`
  const en = `"${kind.title.en}" is about people and is never forgotten (forget): its id and place tell who it was.`
  ground.teller.warn([...path, 'about'], { code: 'never-forgotten', zh, en })
}

/** A picture is kept by the lines that name it, and a newest value stands in none. */
export function checkNewest({ teller }: Ground, { keep, type, title }: Field, path: Path): void {
  if (keep !== 'newest' || type !== 'photos') return
  const zh = `「${title.zh}」是照片，不能只存最近一次：照片由日志里的行留住。`
  const en = `"${title.en}" holds pictures, which only lines keep; it cannot be a newest value.`
  teller.error([...path, 'keep'], { code: 'newest-photos', zh, en })
}

/** Where a value that stands in no line would be copied into one (SPEC C18, C19): written to a field, or said. */
export function checkCopies(ground: Ground): void {
  const { file } = ground
  for (const [name, act] of entriesOf(file.acts)) {
    const kind = file.dossiers?.[act.on]
    if (!kind) continue
    for (const [field, value] of entriesOf(act.sets))
      if (kind.fields[field]?.keep === undefined) tellCopies(ground, kind, value, ['acts', name, 'sets', field])
    tellCopies(ground, kind, act.then, ['acts', name, 'then'])
    act.rules?.forEach((rule, index) => checkRule(ground, kind, rule, ['acts', name, 'rules', index]))
  }
  for (const [name, kind] of entriesOf(file.dossiers))
    kind.rules?.forEach((rule, index) => checkRule(ground, kind, rule, ['dossiers', name, 'rules', index]))
  for (const [name, clock] of entriesOf(file.clocks)) {
    const kind = file.dossiers?.[clock.on]
    if (kind) tellCopies(ground, kind, [clock.due, clock.warn?.then], ['clocks', name, 'due'])
  }
}

function checkRule(ground: Ground, kind: Kind, { says, event }: Rule, path: Path): void {
  if (event.type === 'refuse') return
  tellCopies(ground, kind, says, [...path, 'says'])
  tellCopies(ground, kind, event.params, [...path, 'event', 'params'])
}

function tellCopies({ teller }: Ground, kind: Kind, value: unknown, path: Path): void {
  const names = new Set([...refsIn(value)].map((address) => address.split('.')[0]!))
  for (const name of names) {
    const field = kind.fields[name]
    if (field?.keep === undefined) continue
    const zh = `「${field.title.zh}」${field.keep === 'never' ? '判完就不存' : '只存最近一次'}，写在这里就会留在日志里。`
    const en = `"${field.title.en}" is ${field.keep === 'never' ? 'judged and forgotten' : 'kept as its newest value only'}; written here it would stay in the journal.`
    teller.error(path, { code: 'kept-after-all', zh, en, found: name })
  }
}

/** A quiet act leaves no line, so it can do nothing that only a line could tell (SPEC D33). */
export function checkQuiet(ground: Ground, act: ActSpec, kind: Kind, path: Path): void {
  if (!act.quiet) return
  const tell = (key: string, zh: string, en: string) =>
    ground.teller.error(
      [...path, key],
      { code: 'quiet-does', zh: `不留行的办理（quiet）${zh}。`, en: `a quiet act leaves no line and ${en}.` },
      'key',
    )
  if (act.from.includes('new')) tell('from', '不能开立档案', 'cannot open a dossier')
  for (const key of ['to', 'or'] as const) if (act[key] !== undefined) tell(key, '不能换环节', 'cannot move to a step')
  for (const key of ['rules', 'then'] as const)
    if (act[key] !== undefined) tell(key, '不能有规则和结果', 'has neither rules nor effects')
  if (act.reason !== undefined) tell('reason', '没有地方写理由', 'has no place for a reason')
  if (act.declines) tell('declines', '不能答复提请', 'cannot answer a proposal')
  if (act.appeal) tell('appeal', '不能是申诉', 'cannot be the appeal')
  const written = [
    ...(act.asks ?? []).map((ask, index): [string, Path] => [ask.replace(/\?$/, ''), ['asks', index]]),
    ...entriesOf(act.sets).map(([field]): [string, Path] => [field, ['sets', field]]),
  ]
  for (const [name, at] of written) {
    const field = kind.fields[name]
    if (!field || field.keep === 'newest') continue
    const zh = `不留行的办理只能写「只存最近一次」的字段（keep: newest），「${field.title.zh}」不是。`
    const en = `a quiet act writes newest values only (keep: newest), and "${field.title.en}" is none.`
    ground.teller.error([...path, ...at], { code: 'quiet-writes', zh, en, found: name })
  }
}
