/** Acts of a kind: from the opening to an end, with side ways, clocks, devices, quiet values and an appeal. */
import { deviceMaySend } from '../pack/device.js'
import { proposedOn } from '../pack/check/brought.js'
import type { Field } from '../pack/format.js'
import type { Draft, OpenAct, OpenKind } from './sample-draft.js'
import { aboutPeople, inId } from './sample-kinds.js'

export function drawActs(draft: Draft, name: string): void {
  const { chance, file, titles } = draft
  const kind = file.dossiers[name]!
  const open = draft.openSteps(name)
  const who = draft.who(name)
  const act = (stem: string, spec: Omit<OpenAct, 'title' | 'on'>) => {
    file.acts[draft.name(stem)] = { title: titles.next(), on: name, ...more(draft), ...spec }
  }
  const people = () => chance.some([...who, 'opener', 'anyone', 'anyone'], 1, 3)
  // what ends a dossier about a person is done by people who answer for it
  const closers = () => chance.some(Object.keys(file.roles), 1, 2)
  if (!kind.expected)
    for (let count = chance.between(1, 2); count > 0; count--)
      act('open', {
        from: ['new'],
        to: open[0]!,
        by: [
          ...new Set([chance.one(['anyone', ...Object.keys(file.roles)]), ...chance.some(['clock', 'anyone'], 0, 1)]),
        ],
        asks: asks(draft, kind, inId(kind)),
      })
  open.forEach((step, index) => {
    const to = open[index + 1] ?? kind.ends[0] ?? open[0]!
    const ending = kind.ends.includes(to)
    const others = Object.keys(kind.steps).filter((it) => it !== to && !(aboutPeople(kind) && kind.ends.includes(it)))
    act('go', {
      from: [step],
      to,
      ...(chance.maybe(0.3) && others.length > 0 && { or: chance.some(others, 1, 2) }),
      by: [...new Set(ending && aboutPeople(kind) ? closers() : people())],
      asks: asks(draft, kind),
    })
  })
  for (const end of kind.ends.slice(1))
    act('end', {
      from: ['any'],
      to: end,
      by: [...new Set(aboutPeople(kind) ? closers() : people())],
      asks: asks(draft, kind),
    })
  for (let count = chance.between(0, 2); count > 0; count--)
    act('note', {
      from: chance.maybe() ? ['any'] : chance.some(Object.keys(kind.steps), 1, 2),
      ...(chance.maybe(0.3) && open.length > 1 && { to: chance.one(['back', ...open]) }),
      by: [...new Set(people())],
      asks: asks(draft, kind),
    })
  act('tick', {
    from: ['any'],
    ...(chance.maybe(0.4) && { to: chance.one(open) }),
    by: [...new Set(['clock', ...chance.some(Object.keys(file.roles), 0, 1)])],
  })
  const newest = fieldsLike(kind, ({ keep }) => keep === 'newest')
  if (newest.length > 0)
    file.acts[draft.name('quiet')] = {
      title: titles.next(),
      on: name,
      from: ['any'],
      by: ['anyone'],
      quiet: true,
      asks: chance.some(newest, 1, 2),
    }
  const sent = Object.entries(kind.fields).flatMap(([field, spec]) => (deviceMaySend(field, spec) ? [field] : []))
  if (sent.length > 0 && chance.maybe(0.3))
    act('sense', { from: chance.some(open, 1, 2), by: ['device'], asks: chance.some(sent, 1, 2) })
  if (aboutPeople(kind) || chance.maybe(0.15))
    act('appeal', {
      from: chance.maybe() ? ['any'] : Object.keys(kind.steps),
      by: ['anyone'],
      reason: true,
      appeal: true,
    })
}

const fieldsLike = ({ fields }: OpenKind, fits: (field: Field) => boolean) =>
  Object.entries(fields).flatMap(([name, field]) => (fits(field) ? [name] : []))

/** Fields to fill in, those that must be there first; every other may stay empty. */
function asks({ chance }: Draft, kind: OpenKind, must: readonly string[] = []): string[] {
  const others = Object.keys(kind.fields).filter((field) => !must.includes(field))
  return [...must, ...chance.some(others, 0, 4).map((field) => (chance.maybe(0.4) ? `${field}?` : field))]
}

function more({ chance, file, titles }: Draft): Partial<OpenAct> {
  return {
    ...(chance.maybe(0.15) && { reason: chance.maybe() ? true : chance.one(Object.keys(file.lists)) }),
    ...(chance.maybe(0.1) && { 'cannot-be-undone': true }),
    ...(chance.maybe(0.1) && { help: titles.next() }),
  }
}

/** Acts that say no to what is proposed on their dossiers. */
export function drawAnswers({ chance, file }: Draft): void {
  for (const act of Object.values(file.acts)) {
    const proposed = proposedOn(file, act.on)
    if (!act.quiet && proposed.length > 0 && chance.maybe(0.2)) act.declines = chance.some(proposed, 1, 2)
  }
}

/** Acts that one and the same person may not both do. */
export function drawSeparation(draft: Draft, kind: string): void {
  const all = draft.actsOn(kind)
  for (const [name, act] of all) {
    const others = all.map(([other]) => other).filter((other) => other !== name)
    if (!act.quiet && others.length > 0 && draft.chance.maybe(0.12))
      act['not-same-as'] = draft.chance.some(others, 1, 2)
  }
}
