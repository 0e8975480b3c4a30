/** Stories must speak of acts, steps and people that exist, or they would prove nothing. */
import type { Gate } from '../../types.js'
import type { Example, ExampleAct, Kind, PackFile } from '../format.js'
import { fitsParam } from '../param.js'
import type { Path } from '../trouble.js'
import { proposedOn } from './brought.js'
import { checkConstant, entriesOf, kindsOf, known, type Ground } from './ground.js'

const gates: readonly Gate[] = ['from', 'while', 'asks', 'by', 'reason', 'not-same-as', 'always']

export function checkExamples(ground: Ground): void {
  ground.file.examples?.forEach((example, index) => checkStory(ground, example, ['examples', index]))
}

/** A story may also speak of the packs that this one uses; undefined where one of them is not here to be asked. */
function filesOf({ file, beside }: Ground): readonly PackFile[] | undefined {
  const used = (file.uses ?? []).map((name) => beside?.get(name))
  return used.includes(undefined) ? undefined : [file, ...(used as PackFile[])]
}

/** What is told at all: numbers that are allowed, a beginning with a date, something that happens, and one outcome. */
function checkTelling(ground: Ground, { params, given = [], when, then }: Example, path: Path): void {
  const { file, teller } = ground
  const told = (at: Path, code: string, zh: string, en: string) => teller.error(at, { code, zh, en })
  for (const [name, value] of entriesOf(params))
    if (known(ground, [...path, 'params', name], 'param', name, file.params, 'key'))
      fitsParam(file.params![name]!, value, file, teller, [...path, 'params', name], ground.zone)
  if (when.is !== undefined)
    told(
      [...path, 'when', 'is'],
      'stands-only',
      'when 要写办理（act）或等候（wait）；先摆好的档案写进 given。',
      '"when" is an act or waiting; what stands already belongs to "given".',
    )
  // what is expected is there without anybody's doing
  const expected = kindsOf(file).some(([name, kind]) => kind.expected && when.on?.startsWith(`${kind.prefix ?? name}/`))
  if (when.wait && given.length === 0 && !expected)
    told(
      [...path, 'when'],
      'empty-story',
      '这个例子里什么也没有发生：先在 given 里写一行。',
      'nothing happens in this story: begin it under "given".',
    )
  const first = given[0] ?? when
  if (first.at.startsWith('+'))
    told(
      [...path, ...(given[0] ? ['given', 0] : ['when']), 'at'],
      'no-date',
      '第一行要写日期和时间，如 2020-04-10T16:30。',
      'the first line needs a date and a time, e.g. 2020-04-10T16:30.',
    )
  if (then.allowed === true && then.because !== undefined)
    told(
      [...path, 'then', 'because'],
      'allowed-because',
      '准予办理就没有 because；不准才写。',
      'what is allowed has no "because"; it belongs to a refusal.',
    )
}

function checkStory(ground: Ground, story: Example, path: Path): void {
  const { given = [], when, then } = story
  const { file } = ground
  checkTelling(ground, story, path)
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
  const proposed = files?.flatMap((one) => Object.keys(one.dossiers ?? {}).flatMap((kind) => proposedOn(one, kind)))
  if (proposed) then.proposed?.forEach((act, index) => known(ground, [...at('proposed'), index], 'act', act, proposed))
  for (const fact of Object.keys(then.facts ?? {})) {
    const names = new Set(kindsOf(file).flatMap(([kind]) => [...ground.names[kind]!.keys()]))
    known(ground, [...at('facts'), fact], 'fact', fact.split('.')[0]!, [...names], 'key')
  }
  for (const measure of Object.keys(then.measures ?? {}))
    known(ground, [...at('measures'), measure], 'measure', measure, file.measures, 'key')
  const fields = files?.flatMap(kindsOf).flatMap(([, kind]) => Object.keys(kind.fields))
  for (const field of fields ? Object.keys(then.fields ?? {}) : [])
    known(ground, [...at('fields'), field], 'field', field, fields, 'key')
}

/** A dossier that stands already names the one it belongs to. */
const parentOf = ({ parent }: Kind) => (parent === undefined ? {} : { [parent]: true })

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
    for (const [field, value] of entriesOf(line.data))
      if (
        known(ground, [...path, 'data', field], 'field', field, { ...kind.fields, ...parentOf(kind) }, 'key') &&
        line.is !== undefined &&
        kind.fields[field] &&
        value !== null &&
        // choices of another pack's field are its own
        Object.values(file.dossiers ?? {}).includes(kind)
      )
        checkConstant(ground, value, kind.fields[field], [...path, 'data', field])
  if (line.act !== undefined || line.is !== undefined || line.wait) return
  const fault = { zh: '这一行要写办理（act）、环节（is）或等候（wait）。', en: 'this line must say act, is or wait.' }
  teller.error(path, { code: 'empty-line', ...fault })
}

const actNames = (file: PackFile) => Object.keys(file.acts ?? {})
