/** What stays of dossiers that were erased, counted as far as a tally can tell: kind, place, last step and month (SPEC C21). */
import { contextOf, prefixFor } from '../act/world.js'
import { fitting, testsOf } from '../facts/where.js'
import type { Tally } from '../journal/forget.js'
import type { Measure } from '../pack/format.js'
import type { Json } from '../types.js'
import { stretchOf, type Each, type Stretch } from './periods.js'
import type { Ground } from './rows.js'
import { keysOf, placeKind, type Left } from './split.js'

/** Erased dossiers of a stretch that count, and how many might. */
export async function erasedIn(
  measure: Measure,
  { by, each }: { readonly by: string | undefined; readonly each: Each | undefined },
  within: Stretch,
  ground: Ground,
): Promise<{ readonly told: readonly Left[]; readonly untold: number }> {
  const { world, pack, at } = ground
  const prefix = measure.of === undefined ? undefined : prefixFor(world.book, pack, measure.of)
  const mine = ((await world.tallies?.()) ?? []).filter(({ kind, month }) => {
    const { from, to } = stretchOf(month, 'month', world.book.zone)
    return kind === prefix && from <= at && from < within.to && to > within.from
  })
  const near = mine.filter(({ place }) => reaches(place, ground))
  const sure = near.filter((tally) => isTold(measure, tally, each, ground))
  const told = fittingTallies(measure, sure, ground).map((tally) => ({
    keys: keysOf(memberIn(tally, by, ground)),
    number: tally.number,
  }))
  const untold = near.filter((tally) => !sure.includes(tally)).reduce((sum, { number }) => sum + number, 0)
  return { told, untold }
}

const TELLS: readonly string[] = ['step', 'place']

/** Does a tally say all that this measure asks? */
function isTold(measure: Measure, { place }: Tally, each: Each | undefined, { world, at, scope }: Ground): boolean {
  const paths = Object.keys(measure.where ?? {})
  return (
    measure.how === 'count' &&
    measure.distinct === undefined &&
    measure.over === undefined &&
    (each === undefined || each === 'month' || each === 'year') &&
    paths.every((path) => TELLS.includes(path)) &&
    // at which step it stood before nobody can say
    !(at < world.now && paths.includes('step')) &&
    (!scope || scope.some((top) => world.places.under(place, top)))
  )
}

const reaches = (place: string, { scope, world }: Ground): boolean =>
  !scope || scope.some((top) => world.places.under(place, top) || world.places.under(top, place))

function fittingTallies(measure: Measure, all: readonly Tally[], { world, pack, at }: Ground): readonly Tally[] {
  const rows = {
    all,
    at: () => at,
    whole: ({ kind }: Tally): Json => kind,
    read: (tally: Tally, path: string): Json | undefined => tally[path as 'step' | 'place'],
    type: (path: string) => (path === 'place' ? ('place' as const) : ('choice' as const)),
  }
  return fitting(rows, testsOf(measure), pack.params, { ...contextOf(world), now: at }).all
}

function memberIn({ place, step }: Tally, by: string | undefined, { world }: Ground): string | undefined {
  const kind = placeKind(by)
  if (kind === undefined) return by === 'step' ? step : by === 'place' ? place : undefined
  return [place, ...world.places.ancestors(place)].find((one) => world.places.get(one)?.kind === kind)
}
