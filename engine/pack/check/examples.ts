/** Stories must speak of acts, steps and people that exist, or they would prove nothing. */
import type { Gate } from '../../types.js'
import type { Example, ExampleAct, PackFile } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, kindsOf, known, type Ground } from './ground.js'

const gates: readonly Gate[] = ['from', 'asks', 'by', 'reason', 'not-same-as', 'always']

export function checkExamples(ground: Ground): void {
  ground.file.examples?.forEach((example, index) => checkStory(ground, example, ['examples', index]))
}

/** A story may also speak of the packs that this one uses; undefined where one of them is not here to be asked. */
function filesOf({ file, beside }: Ground): readonly PackFile[] | undefined {
  const used = (file.uses ?? []).map((name) => beside?.get(name))
  return used.includes(undefined) ? undefined : [file, ...(used as PackFile[])]
}

function checkStory(ground: Ground, { given = [], when, then }: Example, path: Path): void {
  const { file } = ground
  const files = filesOf(ground)
  given.forEach((line, index) => checkLine(ground, line, [...path, 'given', index]))
  checkLine(ground, when, [...path, 'when'])
  const at = (key: string): Path => [...path, 'then', key]
  const steps = files?.flatMap(kindsOf).flatMap(([, kind]) => Object.keys(kind.steps))
  if (then.step !== undefined && steps) known(ground, at('step'), 'step', then.step, steps)
  const rules = [
    ...Object.values(file.acts ?? {}).flatMap((act) => act.rules ?? []),
    ...kindsOf(file).flatMap(([, kind]) => [...(kind.rules ?? []), ...(kind.always ?? [])]),
  ].map(({ name }) => name)
  if (then.because !== undefined) known(ground, at('because'), 'gate', then.because, [...gates, ...rules])
  for (const clock of Object.keys(then.due ?? {}))
    known(ground, [...at('due'), clock], 'clock', clock, file.clocks, 'key')
  then.late?.forEach((clock, index) => known(ground, [...at('late'), index], 'clock', clock, file.clocks))
  for (const fact of Object.keys(then.facts ?? {})) {
    const names = new Set(kindsOf(file).flatMap(([kind]) => [...ground.names[kind]!.keys()]))
    known(ground, [...at('facts'), fact], 'fact', fact.split('.')[0]!, [...names], 'key')
  }
  const fields = files?.flatMap(kindsOf).flatMap(([, kind]) => Object.keys(kind.fields))
  for (const field of fields ? Object.keys(then.fields ?? {}) : [])
    known(ground, [...at('fields'), field], 'field', field, fields, 'key')
}

function checkLine(ground: Ground, line: ExampleAct, path: Path): void {
  const { file, teller } = ground
  const files = filesOf(ground)
  const { act } = line
  const own = file.acts ?? {}
  if (act !== undefined && files && !known(ground, [...path, 'act'], 'act', act, files.flatMap(actNames))) return
  const prefix = line.on?.split('/')[0]
  const kinds = (files ?? [file]).flatMap(kindsOf)
  const prefixes = kinds.map(([name, one]) => one.prefix ?? name)
  const kind =
    act !== undefined && Object.hasOwn(own, act)
      ? file.dossiers?.[own[act]!.on]
      : kinds.find(([name, one]) => (one.prefix ?? name) === prefix)?.[1]
  if (prefix !== undefined && files) known(ground, [...path, 'on'], 'kind', prefix, prefixes)
  if (line.is !== undefined && kind) known(ground, [...path, 'is'], 'step', line.is, kind.steps)
  if (line.place !== undefined) known(ground, [...path, 'place'], 'place', line.place, file.sample?.places)
  if (kind)
    for (const [field] of entriesOf(line.data))
      known(ground, [...path, 'data', field], 'field', field, kind.fields, 'key')
  if (line.act !== undefined || line.is !== undefined || line.wait) return
  const fault = { zh: '这一行要写办理（act）、环节（is）或等候（wait）。', en: 'this line must say act, is or wait.' }
  teller.error(path, { code: 'empty-line', ...fault })
}

const actNames = (file: PackFile) => Object.keys(file.acts ?? {})
