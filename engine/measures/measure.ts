/** One measure of a pack, counted now or as of a moment: the number, its members, its periods, and over what it was counted. */
import type { World } from '../act/world.js'
import { holds } from '../facts/far.js'
import { listed, say, type Wording } from '../judge/words.js'
import { byOf, eachOf, givenBy } from '../pack/measures.js'
import type { Beside } from '../pack/members.js'
import { slices } from '../time/clock.js'
import type { Dossier, PlaceId } from '../types.js'
import type { Measured, MeasureOptions, Over } from './measured.js'
import { always, nameAt, stretchesTo, type Stretch } from './periods.js'
import type { Ground } from './rows.js'
import { breakdown, memberIn, type Showing } from './shown.js'
import type { Sheets } from './stood.js'
import { Worked } from './worked.js'

export interface Hands {
  readonly wording: Wording
  /** Private answers of a dossier; without it none is counted. */
  readonly sheets?: Sheets
  /** Is whoever asks shown this dossier? Rows that they are not shown are counted, and not opened to. Without it every one. */
  readonly sees?: (dossier: Dossier) => Promise<boolean>
}

/**
 * Counts. A long count lets the page draw in between, tells how far it is and can be given up.
 * @throws Error where there is no such pack or measure; RangeError for a period that is none: mistakes of the page
 * @throws the reason of `signal` once that is given up
 */
export async function measure(
  packName: string,
  name: string,
  options: MeasureOptions,
  world: World,
  { wording, sheets, sees }: Hands,
): Promise<Measured> {
  const { book } = world
  const pack = book.packs.get(packName)
  const spec = pack?.file.measures?.[name]
  if (!pack || !spec) {
    const known = [...book.packs.values()].flatMap((one) =>
      Object.keys(one.file.measures ?? {}).map((it) => `${one.name} ${it}`),
    )
    throw new Error(`${book.community} has no measure "${packName} ${name}"; it has ${known.join(', ')}.`)
  }
  const beside: Beside = new Map([...book.packs].map(([it, { file }]) => [it, file]))
  const at = Math.min(options.at ?? world.now, world.now)
  const { scope, over, whole } = scopeOf(options.place, world)
  const ground: Ground = { world, pack, beside, at, scope, sheets, sees, pause: pausing(options) }

  const by = byOf(spec, pack.file)
  const each = eachOf(spec, pack.file)
  const stretches: readonly Stretch[] =
    each === undefined
      ? [always]
      : stretchesTo(options.period ?? nameAt(at, each, book.zone), options.periods ?? 1, each, book.zone)
  const worked = new Worked(ground, stretches, whole)
  const showing: Showing = { ground, wording, by, measure: (one) => worked.measure(one) }
  const splits = await worked.splits(name, by)
  const periods = splits.map((split, index) => {
    const { name: called, from, to } = stretches[index]!
    return { ...(called !== undefined && { name: called, from, to }), ...breakdown(name, split, showing) }
  })
  const { total, members } = periods.at(-1)!
  const { unit } = givenBy(spec, pack.file, beside)
  return {
    ...{ pack: packName, name, title: spec.title, how: spec.how, at, over, total, members, periods },
    ...(unit && { unit }),
    ...(spec.goal !== undefined && { goal: spec.goal }),
    ...(by !== undefined && { by: { path: by, title: memberIn(name, showing)?.title ?? spec.title } }),
    ...(each && { each }),
  }
}

function scopeOf(
  place: PlaceId | undefined,
  world: World,
): { readonly scope: readonly PlaceId[] | undefined; readonly over: Over; readonly whole: boolean } {
  const { book, places, reach } = world
  const called = (all: readonly PlaceId[]) => listed(all.map((one) => places.get(one)?.title ?? say(one, one)))
  if (place !== undefined) {
    const whole = holds(world, place)
    const scope = whole
      ? [place]
      : outermost(
          (reach ?? []).filter((one) => places.under(one, place)),
          world,
        )
    return { scope, whole, over: { places: [place], words: called([place]) } }
  }
  if (reach === undefined || holds(world)) return { scope: undefined, whole: true, over: { words: book.title } }
  const scope = outermost(reach, world)
  const { zh, en } = called(scope)
  return { scope, whole: true, over: { places: scope, words: say(`只数本机有的：${zh}`, `what is held here: ${en}`) } }
}

/** A place inside another one is counted with that. */
const outermost = (all: readonly PlaceId[], { places }: World): readonly PlaceId[] =>
  [...new Set(all)].filter((one) => !all.some((other) => other !== one && places.under(one, other)))

function pausing({ signal, progress }: MeasureOptions): Ground['pause'] {
  const due = slices()
  return (done) => {
    signal?.throwIfAborted()
    progress?.(done)
    return due()
  }
}
