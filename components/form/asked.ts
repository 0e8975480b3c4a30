/** All that an act asks, in the order in which people answer, and their answers as the station takes them. */
import type { Station } from '../../engine/station.js'
import type { Data, Json, PlaceId } from '../../engine/types.js'
import type { AskView, Choice } from '../../engine/view.js'
import { isEmpty } from './check.js'
import { words } from './words.js'

/** What somebody filled in. */
export interface Answers {
  readonly data: Data
  readonly place?: PlaceId
  readonly reason?: string
}

// A colon keeps them apart from fields: a pack may call one of its own `place` or `reason`.
const placeName = ':place'
const reasonName = ':reason'

/** Where first, the reason last. */
export function asked(asks: readonly AskView[], choice?: Choice, place?: PlaceId): readonly AskView[] {
  const { zh, en } = words
  const where: AskView = {
    name: placeName,
    title: { zh: zh.place, en: en.place },
    type: 'place',
    optional: false,
    value: choice?.at ?? place ?? null,
  }
  const why = { name: reasonName, title: { zh: zh.reason, en: en.reason }, optional: false }
  return [
    ...(choice?.place ? [where] : []),
    ...asks,
    ...(choice?.reason === true ? [{ ...why, type: 'text' } as const] : []),
    ...(typeof choice?.reason === 'object' ? [{ ...why, type: 'choice', choices: choice.reason } as const] : []),
  ]
}

/** The choices of these names before the others. */
export function inOrder(ask: AskView, first: readonly string[]): AskView {
  const { choices = {} } = ask
  const named = first.flatMap((name) => (Object.hasOwn(choices, name) ? [[name, choices[name]!] as const] : []))
  return named.length === 0 ? ask : { ...ask, choices: { ...Object.fromEntries(named), ...choices } }
}

const near: readonly string[] = ['grid', 'building', 'unit', 'hall', 'stall', 'shop', 'gate', 'river']

/** Where a report most likely is about: what the person at the station answers for, unless that is a whole community. */
export function usualPlace(station: Station | undefined): PlaceId | undefined {
  const held = station?.me === undefined ? [] : station.posts.of(station.me)
  return held.find(({ place }) => near.includes(station?.places.get(place)?.kind ?? ''))?.place
}

/** Without what was left empty. */
export function answersOf(asks: readonly AskView[], valueOf: (ask: AskView) => Json | undefined): Answers {
  const filled = asks.flatMap((ask): [string, Json][] => {
    const value = valueOf(ask)
    return value === undefined || isEmpty(value) ? [] : [[ask.name, value]]
  })
  const { [placeName]: place, [reasonName]: reason, ...data } = Object.fromEntries(filled)
  return { data, ...(typeof place === 'string' && { place }), ...(typeof reason === 'string' && { reason }) }
}

export const filledBy = ({ data, place, reason }: Answers): Data => ({
  ...data,
  ...(place !== undefined && { [placeName]: place }),
  ...(reason !== undefined && { [reasonName]: reason }),
})
