/** Acts: what they name exists, what they ask is there to be answered, and what they set fits. */
import { deviceMaySend } from '../device.js'
import type { ActSpec, Kind } from '../format.js'
import type { Path } from '../trouble.js'
import { checkValue, entriesOf, known, type Ground } from './ground.js'
import { proposedOn } from './brought.js'
import { checkEffects } from './effects.js'
import { checkQuiet } from './kept.js'
import { checkWho } from './people.js'

export function checkActs(ground: Ground): void {
  for (const [name, act] of entriesOf(ground.file.acts)) {
    const path: Path = ['acts', name]
    if (!known(ground, [...path, 'on'], 'kind', act.on, ground.file.dossiers)) continue
    checkAct(ground, act, ground.file.dossiers![act.on]!, path)
  }
}

function checkAct(ground: Ground, act: ActSpec, kind: Kind, path: Path): void {
  const { file, teller } = ground
  const steps = Object.keys(kind.steps)
  act.from.forEach((step, index) => known(ground, [...path, 'from', index], 'step', step, [...steps, 'new', 'any']))
  if (act.to !== undefined) known(ground, [...path, 'to'], 'step', act.to, [...steps, 'back'])
  act.or?.forEach((step, index) => known(ground, [...path, 'or', index], 'step', step, [...steps, 'back']))
  if (act.from.includes('new') && act.to === undefined) {
    const fault = {
      zh: '开立档案的办理要写到哪一步（to）。',
      en: 'an act that opens a dossier must say to which step (to).',
    }
    teller.error([...path, 'from'], { code: 'opens-nowhere', ...fault })
  }
  checkWho(ground, act.by, act.on, [...path, 'by'])
  act.asks?.forEach((ask, index) =>
    known(ground, [...path, 'asks', index], 'field', ask.replace(/\?$/, ''), kind.fields),
  )
  for (const [field, value] of entriesOf(act.sets))
    if (known(ground, [...path, 'sets', field], 'field', field, kind.fields, 'key'))
      checkValue(ground, act.on, value, kind.fields[field]!, [...path, 'sets', field])
  if (typeof act.reason === 'string') known(ground, [...path, 'reason'], 'reasons', act.reason, file.lists)
  act['not-same-as']?.forEach((other, index) =>
    known(ground, [...path, 'not-same-as', index], 'act', other, actsOn(ground, act.on)),
  )
  checkDeclines(ground, act, path)
  checkQuiet(ground, act, kind, path)
  checkDevice(ground, act, kind, path)
  checkEffects(ground, act.then ?? [], { kind: act.on, act, of: 'then', path: [...path, 'then'] })
}

/** To say no to what nothing proposes would answer nobody (SPEC G59). */
function checkDeclines(ground: Ground, { declines = [], on }: ActSpec, path: Path): void {
  const proposed = proposedOn(ground.file, on)
  declines.forEach((name, index) => {
    if (proposed.includes(name)) return
    const zh = `这种档案上没有规则提请「${name}」，谈不上不同意。`
    const en = `nothing proposes "${name}" on this kind of dossier, so there is nothing to say no to.`
    ground.teller.error([...path, 'declines', index], {
      code: 'nothing-proposed',
      zh,
      en,
      found: name,
      known: proposed,
    })
  })
}

/** An act that only devices do asks what the closed device event holds, or it could never be done (SPEC P119). */
function checkDevice(ground: Ground, act: ActSpec, kind: Kind, path: Path): void {
  if (!act.by.includes('device') || act.by.some((word) => word !== 'device' && word !== 'clock')) return
  act.asks?.forEach((ask, index) => {
    const name = ask.replace(/\?$/, '')
    const field = kind.fields[name]
    if (!field || deviceMaySend(name, field)) return
    const zh = `设备只报时间、地点、种类、结果、数和不透明的通行号（pass），不能填「${field.title.zh}」。`
    const en = `a device sends when, where, what kind, which result, how much and an opaque "pass"; it cannot fill in "${field.title.en}".`
    ground.teller.error([...path, 'asks', index], { code: 'device-field', zh, en, found: name })
  })
}

const actsOn = ({ file }: Ground, kind: string) =>
  entriesOf(file.acts)
    .filter(([, act]) => act.on === kind)
    .map(([name]) => name)
