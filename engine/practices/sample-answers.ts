/** Answers to the questions of a form, mostly such as it takes. */
import type { AskView, Choice } from '../view.js'
import type { Data, Json } from '../types.js'
import type { Chance } from './sample-chance.js'
import type { Town } from './sample-town.js'
import { constant, DATES, MOMENTS, SPANS, TEXTS, TIMES } from './sample-values.js'

export interface Answered {
  readonly data: Data
  readonly reason?: string
}

/** What a person might fill in there. @param found dossiers of a kind, to choose from */
export async function answer(
  { asks, reason }: Choice,
  chance: Chance,
  town: Town,
  found: (kind: string) => Promise<readonly string[]>,
  photo: () => Promise<string>,
): Promise<Answered> {
  const data: Record<string, Json> = {}
  for (const ask of asks) {
    if (ask.optional && chance.maybe()) continue
    const dossiers = ask.kind === undefined ? [] : await found(ask.kind)
    const value = chance.maybe(0.05)
      ? chance.one<Json>([
          7,
          'x',
          true,
          [],
          ['x'],
          { x: 'y' },
          null,
          '2020-02-30',
          '24:30',
          'P1',
          'P999Y',
          '2020-04-31T10:00',
        ])
      : ask.type === 'photos'
        ? await Promise.all(chance.times(1, 3, photo))
        : ask.value !== undefined && chance.maybe(0.3)
          ? ask.value
          : fitting(ask, chance, town, dossiers)
    if (value !== undefined) data[ask.name] = value
  }
  if (chance.maybe(0.02)) data['q'] = 1
  const why =
    reason === undefined || chance.maybe(0.1)
      ? undefined
      : reason === true
        ? '确有必要'
        : chance.one(Object.keys(reason))
  return { data, ...(why !== undefined && { reason: why }) }
}

function fitting(ask: AskView, chance: Chance, town: Town, dossiers: readonly string[]): Json | undefined {
  const { type, min, max, choices, items, answers } = ask
  switch (type) {
    case 'checks': {
      const leaves = (items ?? []).filter(({ heading }) => !heading).map(({ path }) => path)
      return Object.fromEntries(
        chance.some(leaves, 1, leaves.length).map((path) => [path, chance.one(Object.keys(answers ?? {}))]),
      )
    }
    case 'words':
      return { zh: '请慢行', en: 'Go slowly' }
    case 'number': {
      const value = ask.whole || chance.maybe(0.8) ? chance.between(Number(min ?? 0), Number(max ?? 9)) : 1.5
      return value
    }
    case 'duration':
      return chance.one(within(SPANS, min, max))
    case 'date':
      return chance.one(within(DATES, min, max))
    case 'moment':
      return chance.one(within(MOMENTS, min, max))
    case 'time':
      return chance.one(within(TIMES, min, max))
    case 'text':
      return chance.one(TEXTS)
    case 'places':
    case 'parties':
    case 'choices':
    case 'dossiers': {
      const of =
        type === 'places'
          ? town.places
          : type === 'parties'
            ? town.persons
            : type === 'choices'
              ? Object.keys(choices ?? {})
              : dossiers
      return chance.some(of, Number(min ?? 0), Math.max(Number(min ?? 0), Number(max ?? 2)))
    }
    default:
      return constant(type, chance, town, choices, dossiers)
  }
}

/** Bounds come from the same few values, in their order. */
function within(all: readonly string[], min: Json | undefined, max: Json | undefined): readonly string[] {
  const [from, to] = [all.indexOf(String(min)), all.indexOf(String(max))]
  return all.slice(Math.max(from, 0), to < 0 ? all.length : to + 1)
}
