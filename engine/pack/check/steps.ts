/** Steps: each is reached, comes to an end, and has somebody who holds it; a dossier that none of this is true of lies for ever. */
import type { Kind } from '../format.js'
import { flat } from './brought.js'
import { entriesOf, type Ground } from './ground.js'

/** Which steps follow which, by every act and by the moves of the kind's own rules. */
function edges({ file }: Ground, name: string, kind: Kind): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>()
  const link = (from: string, to: string) => next.set(from, (next.get(from) ?? new Set()).add(to))
  const open = Object.keys(kind.steps).filter((step) => !kind.ends.includes(step))
  const acts = Object.values(file.acts ?? {}).filter((act) => act.on === name)
  const fromOf = (from: readonly string[]) => from.flatMap((step) => (step === 'any' ? open : [step]))
  for (const act of acts)
    for (const from of fromOf(act.from))
      for (const to of [act.to, ...(act.or ?? [])]) if (to !== undefined && to !== 'back') link(from, to)
  for (const rule of kind.rules ?? [])
    for (const { type, params } of flat(rule.event))
      if (type === 'move') for (const step of open) link(step, String(params?.['to']))
  const before = [...next]
  for (const act of acts)
    if (act.to === 'back')
      for (const from of fromOf(act.from))
        for (const [step, tos] of before) if (tos.has(from) && step !== 'new') link(from, step)
  return next
}

function reached(next: ReadonlyMap<string, ReadonlySet<string>>, start: string): Set<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue
    seen.add(step)
    open.push(...(next.get(step) ?? []))
  }
  return seen
}

export function checkSteps(ground: Ground, name: string, kind: Kind): void {
  const { teller } = ground
  const next = edges(ground, name, kind)
  // a misspelt step has been told; the way it should have opened is not missing as well
  const misspelt = [...next].some(([from, tos]) =>
    [from, ...tos].some((step) => step !== 'new' && !Object.hasOwn(kind.steps, step)),
  )
  if (misspelt) return
  const expected = (kind.expected as { step?: string } | undefined)?.step
  const seen = new Set([...reached(next, 'new'), ...(expected === undefined ? [] : reached(next, expected))])
  for (const [step, title] of entriesOf(kind.steps)) {
    const path = ['dossiers', name, 'steps', step]
    const tell = (code: string, zh: string, en: string) => teller.error(path, { code, zh, en, found: step }, 'key')
    if (!seen.has(step))
      tell('unreachable', `没有办理通到环节「${title.zh}」。`, `no act leads to the step "${title.en}".`)
    if (kind.ends.includes(step)) continue
    if (kind.ends.length > 0 && !kind.ends.some((end) => reached(next, step).has(end)))
      tell('endless', `从环节「${title.zh}」走不到终点。`, `the step "${title.en}" never comes to an end.`)
    if (kind['held-by']?.[step] !== undefined) continue
    const fault = {
      zh: `环节「${title.zh}」没有写由谁负责（held-by）。`,
      en: `nobody holds the step "${title.en}" (held-by).`,
      found: step,
    }
    if (kind.about === 'matter') teller.error(path, { code: 'nobody-holds', ...fault }, 'key')
    else teller.warn(path, { code: 'nobody-holds', ...fault }, 'key')
  }
}
