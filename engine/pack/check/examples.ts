/** Stories must speak of acts, steps and people that exist, or they would prove nothing. */
import type { Gate } from '../../types.js'
import type { Example, ExampleAct } from '../format.js'
import type { Path } from '../trouble.js'
import { entriesOf, kindsOf, known, type Ground } from './ground.js'

const gates: readonly Gate[] = ['from', 'asks', 'by', 'reason', 'not-same-as', 'always']

export function checkExamples(ground: Ground): void {
  ground.file.examples?.forEach((example, index) => checkStory(ground, example, ['examples', index]))
}

function checkStory(ground: Ground, { given = [], when, then }: Example, path: Path): void {
  const { file } = ground
  given.forEach((line, index) => checkLine(ground, line, [...path, 'given', index]))
  checkLine(ground, when, [...path, 'when'])
  const at = (key: string): Path => [...path, 'then', key]
  const steps = kindsOf(file).flatMap(([, kind]) => Object.keys(kind.steps))
  if (then.step !== undefined) known(ground, at('step'), 'step', then.step, steps)
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
  const fields = kindsOf(file).flatMap(([, kind]) => Object.keys(kind.fields))
  for (const field of Object.keys(then.fields ?? {}))
    known(ground, [...at('fields'), field], 'field', field, fields, 'key')
}

function checkLine(ground: Ground, line: ExampleAct, path: Path): void {
  const { file, teller } = ground
  const act = line.act === undefined || line.act.includes('/') ? undefined : line.act
  if (act !== undefined && !known(ground, [...path, 'act'], 'act', act, file.acts)) return
  const prefix = line.on?.split('/')[0]
  const kinds = kindsOf(file)
  const kind =
    act === undefined
      ? kinds.find(([name, one]) => (one.prefix ?? name) === prefix)?.[1]
      : file.dossiers?.[file.acts![act]!.on]
  if (prefix !== undefined && !line.act?.includes('/'))
    known(
      ground,
      [...path, 'on'],
      'kind',
      prefix,
      kinds.map(([name, one]) => one.prefix ?? name),
    )
  if (line.is !== undefined && kind) known(ground, [...path, 'is'], 'step', line.is, kind.steps)
  if (line.place !== undefined) known(ground, [...path, 'place'], 'place', line.place, file.sample?.places)
  if (kind)
    for (const [field] of entriesOf(line.data))
      known(ground, [...path, 'data', field], 'field', field, kind.fields, 'key')
  if (line.act !== undefined || line.is !== undefined || line.wait) return
  const fault = { zh: '这一行要写办理（act）、环节（is）或等候（wait）。', en: 'this line must say act, is or wait.' }
  teller.error(path, { code: 'empty-line', ...fault })
}
