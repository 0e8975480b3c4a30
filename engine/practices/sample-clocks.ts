/** Clocks of all calendars: from a step or a value, standing still, warned of, with a limit or a point. */
import type { ClockSpec, FactRef } from '../pack/format.js'
import { condition, look, ref } from './sample-conditions.js'
import type { Draft } from './sample-draft.js'
import { drawEffect, type Cause } from './sample-effects.js'
import { LONG, SPANS, TIMES } from './sample-values.js'

export function drawClocks(draft: Draft, kind: string): void {
  const { chance, file, titles } = draft
  const open = draft.openSteps(kind)
  for (let count = chance.below(3); count > 0; count--) {
    const runs = chance.some(open, 1, 2)
    const pauses = open.filter((step) => !runs.includes(step) && chance.maybe(0.4))
    const dated = Object.entries(file.dossiers[kind]!.fields).filter(
      ([, field]) => ['date', 'moment'].includes(field.type) && !field.private && field.keep !== 'never',
    )
    const since = dated.length > 0 && chance.maybe(0.3) ? chance.one(dated) : undefined
    const limited = since?.[1].keep === 'newest' || chance.maybe(0.7)
    const name = draft.name('clock')
    const reading = file.dossiers[kind]!.expected ? 'formula' : 'rule'
    const cause: Cause = { kind, of: 'clock', clock: name, steps: runs }
    const effects = () => chance.times(1, 2, () => drawEffect(draft, cause))
    const bare: ClockSpec = {
      title: titles.next(),
      on: kind,
      runs,
      ...(pauses.length > 0 && { pauses }),
      ...(since && { since: since[0] }),
      ...(chance.maybe(0.25) && { when: condition(draft, draft.names(kind), 1, reading) }),
      ...(limited
        ? limitOf(draft, kind)
        : {
            until: untilOf(
              draft,
              dated.filter(([, { keep }]) => !keep).map(([field]) => field),
            ),
          }),
      ...(chance.maybe(0.4) && { again: chance.one(['fresh', 'resume', 'once'] as const) }),
      due: [{ type: 'flag' }],
    }
    // a clock may speak of itself
    file.clocks[name] = bare
    file.clocks[name] = {
      ...bare,
      ...(chance.maybe(0.4) && { warn: { at: chance.one([0.5, 0.8]), ...(chance.maybe(0.7) && { then: effects() }) } }),
      due: effects(),
    }
  }
}

function limitOf(draft: Draft, kind: string): Pick<ClockSpec, 'limit' | 'calendar'> {
  const { chance, file, town } = draft
  const reading = file.dossiers[kind]!.expected ? 'formula' : 'rule'
  const found = chance.maybe(0.3)
    ? look(draft, draft.names(kind), ({ type }) => type === 'duration', reading)
    : undefined
  const limit: string | FactRef = found ? ref(found) : chance.one(SPANS)
  if (chance.maybe(0.15)) return { limit: found ? limit : chance.one([...SPANS, ...LONG]), calendar: 'natural' }
  if (chance.maybe(0.4)) return { limit }
  return { limit, calendar: chance.one(['24h', 'natural', ...Object.keys(town.calendars)]) }
}

function untilOf({ chance, file }: Draft, dated: readonly string[]): NonNullable<ClockSpec['until']> {
  const times = Object.entries(file.params).flatMap(([name, { type }]) => (type === 'time' ? [name] : []))
  const at = times.length > 0 && chance.maybe(0.3) ? { fact: chance.one(times) } : chance.one(TIMES)
  return {
    ...(dated.length > 0 && chance.maybe(0.5) && { field: chance.one(dated) }),
    ...(chance.maybe(0.5) && { at }),
    ...(chance.maybe(0.5) && { days: chance.between(0, 3) }),
    ...(chance.maybe(0.2) && { before: chance.one(['PT1H', 'P1D']) }),
  }
}
