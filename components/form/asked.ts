/** All that an act asks, in the order in which people answer: where, then its questions, then the reason. */
import type { Station } from '../../engine/station.js'
import type { PlaceId } from '../../engine/types.js'
import type { AskView, Choice } from '../../engine/view.js'
import { words } from './words.js'

// Not names of fields: a pack's field may be called `place` or `reason` as well.
export const placeName = ':place'
export const reasonName = ':reason'

export function asked(asks: readonly AskView[], choice?: Choice, place?: PlaceId): readonly AskView[] {
  const { zh, en } = words
  const where: AskView = {
    name: placeName,
    title: { zh: zh.place, en: en.place },
    type: 'place',
    optional: false,
    value: place ?? null,
  }
  const why = { name: reasonName, title: { zh: zh.reason, en: en.reason }, optional: false }
  return [
    ...(choice?.place ? [where] : []),
    ...asks,
    ...(choice?.reason === true ? [{ ...why, type: 'text' } as const] : []),
    ...(typeof choice?.reason === 'object' ? [{ ...why, type: 'choice', choices: choice.reason } as const] : []),
  ]
}

const near: readonly string[] = ['grid', 'building', 'unit', 'hall', 'stall', 'shop', 'gate', 'river']

/** Where a report most likely is about: what the person at the station answers for, unless that is a whole community. */
export function usualPlace(station: Station | undefined): PlaceId | undefined {
  const held = station?.me === undefined ? [] : station.posts.of(station.me)
  return held.find(({ place }) => near.includes(station?.places.get(place)?.kind ?? ''))?.place
}
