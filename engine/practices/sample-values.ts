/** Constants of every type, few of each, so that equal ones and bounds are met often. */
import type { ValueType } from '../pack/book.js'
import type { Choices } from '../pack/format.js'
import type { Json } from '../types.js'
import type { Chance } from './sample-chance.js'
import type { Town } from './sample-town.js'

export const SPANS = ['PT10M', 'PT1H', 'PT90M', 'P1D', 'P3D', 'PT36H', 'P1W'] as const
/** Spans with a part that has no length of its own. */
export const LONG = ['P1M', 'P1M15D', 'P1Y'] as const
export const DATES = ['2020-04-09', '2020-04-10', '2020-04-12', '2020-04-30', '2020-05-01'] as const
export const MOMENTS = ['2020-04-10T08:00', '2020-04-11T16:30', '2020-04-15', '2020-04-12T09:00:00+08:00'] as const
export const TIMES = ['00:00', '08:00', '12:30', '23:59', '24:00'] as const
export const TEXTS = ['漏水', '灯不亮', '已看过', '没有人在', '再等一等'] as const

/** A value of a type; undefined where a file cannot hold one. */
export function constant(
  type: ValueType,
  chance: Chance,
  town: Town,
  choices: Choices | undefined,
  dossiers: readonly string[] = [],
): Json | undefined {
  const keys = Object.keys(choices ?? {})
  switch (type) {
    case 'number':
      return chance.one([-1, 0, 1, 2, 2.5, 3, 5, 8])
    case 'yes-no':
      return chance.maybe()
    case 'duration':
      return chance.one(SPANS)
    case 'date':
      return chance.one(DATES)
    case 'moment':
      return chance.one(MOMENTS)
    case 'time':
      return chance.one(TIMES)
    case 'text':
      return keys.length > 0 ? chance.one(keys) : chance.one(TEXTS)
    case 'choice':
      return keys.length > 0 ? chance.one(keys) : undefined
    case 'choices':
      return keys.length > 0 ? chance.some(keys, 0, 3) : undefined
    case 'place':
      return chance.one(town.places)
    case 'places':
      return chance.some(town.places, 0, 3)
    case 'party':
      return chance.one([...town.persons, ...town.organisations])
    case 'parties':
      return chance.some([...town.persons, ...town.organisations], 0, 3)
    case 'dossier':
      return dossiers.length > 0 ? chance.one(dossiers) : undefined
    case 'dossiers':
      return chance.some(dossiers, 0, 2)
    case 'signature':
      return '已签'
    default:
      return undefined
  }
}
