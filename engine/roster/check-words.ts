/** What is wrong with a roster, in sentences; each says what was found, and what is known where something else was meant. */
import type { PlaceKind } from '../pack/format.js'
import type { Teller } from '../pack/trouble.js'
import type { PlaceId } from '../types.js'
import type { Tells } from './check.js'
import { kindTitles } from './kinds.js'

export const faults = {
  noSuchDay: (day: string) => ({
    code: 'no-such-day',
    zh: `日历上没有 ${day}。`,
    en: `there is no ${day}.`,
    found: day,
  }),
  wrongTurn: (day: string) => ({
    code: 'wrong-turn',
    zh: `原来在哪里，要从早到晚写；${day} 不在前一个之后。`,
    en: `where it lay before is told from the first to the last; ${day} is not after the one before.`,
    found: day,
  }),
  endsFirst: (from: string, until: string) => ({
    code: 'ends-first',
    zh: `${until} 在开始的 ${from} 之前。`,
    en: `${until} is before it begins on ${from}.`,
    found: until,
  }),
  noPlace: (id: PlaceId, known: readonly string[]) => ({
    code: 'unknown-place',
    zh: `名册里没有「${id}」这个地方。`,
    en: `the roster has no place "${id}".`,
    found: id,
    known,
  }),
  noParty: (id: string, known: readonly string[]) => ({
    code: 'unknown-party',
    zh: `名册里没有「${id}」这个人或单位。`,
    en: `the roster has no party "${id}".`,
    found: id,
    known,
  }),
  nextWithoutUntil: (id: PlaceId) => ({
    code: 'next-without-until',
    zh: `${id} 写了后继的地方，却没有写用到哪天（until）。`,
    en: `${id} names its successors but not its last day (until).`,
  }),
  wrongOrder: (id: PlaceId, kind: PlaceKind, above: PlaceId, kindAbove: PlaceKind) => ({
    code: 'wrong-order',
    zh: `${kindTitles[kind].zh} ${id} 不能放在${kindTitles[kindAbove].zh} ${above} 里。`,
    en: `the ${kind} ${id} cannot lie in the ${kindAbove} ${above}.`,
    found: above,
  }),
  inEnded: (id: PlaceId, around: PlaceId, day: string) => ({
    code: 'in-ended',
    zh: `${id} 在 ${around} 里，而 ${around} 这天（${day}）不在用，两处都不显示。`,
    en: `${id} lies in ${around}, which is not in force on ${day}: neither is shown.`,
  }),
  withoutHome: (id: PlaceId, kind: PlaceKind, wanted: PlaceKind, _found: readonly PlaceId[]) => ({
    code: 'without-home',
    zh: `${kindTitles[kind].zh} ${id} 不在任何${kindTitles[wanted].zh}里；每个${kindTitles[kind].zh}属于一个${kindTitles[wanted].zh}。`,
    en: `The ${kindTitles[kind].en} ${id} lies in no ${kindTitles[wanted].en}; every ${kindTitles[kind].en} belongs to one ${kindTitles[wanted].en}.`,
  }),
  twoHomes: (id: PlaceId, kind: PlaceKind, wanted: PlaceKind, found: readonly PlaceId[]) => ({
    code: 'two-homes',
    zh: `${kindTitles[kind].zh} ${id} 同时在 ${found.join('、')} 里；每个${kindTitles[kind].zh}只属于一个${kindTitles[wanted].zh}。`,
    en: `The ${kindTitles[kind].en} ${id} lies in ${found.join(' and ')}; every ${kindTitles[kind].en} belongs to one ${kindTitles[wanted].en} only.`,
  }),
  circle: (circle: readonly PlaceId[]) => ({
    code: 'circle',
    zh: `这几处互相套着，没有最外一层：${circle.join(' → ')}。`,
    en: `these places lie in one another and have no outermost one: ${circle.join(' → ')}.`,
  }),
}

/** Tells it in words. */
export const inWords = (teller: Teller): Tells => ({
  error: (at, fault, ...of) => teller.error(at, sentence(fault, of)),
  warn: (at, fault, ...of) => teller.warn(at, sentence(fault, of)),
})

const sentence = (fault: keyof typeof faults, of: readonly unknown[]) =>
  (faults[fault] as (...of: readonly unknown[]) => ReturnType<(typeof faults)['noPlace']>)(...of)
