/** A split as people are shown it: in words, with what must not be told left out, and who stands where. */
import { comparable } from '../judge/comparable.js'
import { quoted, say, wordsOf, type Wording } from '../judge/words.js'
import type { Measure } from '../pack/format.js'
import { memberOf } from '../pack/looked.js'
import { countedThrough, givenBy, isPersonal } from '../pack/measures.js'
import { partsOf } from '../pack/measure-parts.js'
import type { Say } from '../types.js'
import { hiddenAmong, isFew } from './few.js'
import type { Behind, Breakdown, Figure, MemberFigure, Why } from './measured.js'
import { ranked } from './rank.js'
import type { Ground } from './rows.js'
import { placeKind, type Raw, type Split } from './split.js'

export interface Showing {
  readonly ground: Ground
  readonly wording: Wording
  readonly by: string | undefined
  readonly measure: (name: string) => Measure
}

export function breakdown(name: string, split: Split, it: Showing): Breakdown {
  const measure = it.measure(name)
  const { file } = it.ground.pack
  const keys = [...split.members.keys()].filter((key) => key !== '' || !isEmpty(split.members.get(key)!))
  const raws = keys.map((key) => split.members.get(key)!)
  const personal = isPersonal(name, file, it.ground.beside)
  const hidden = personal ? hiddenFor(measure, raws, it) : new Map<number, Hidden>()
  const figures = raws.map((raw, index) => figure(name, raw, it, hidden.get(index)))
  const members = keys.map((key, index): MemberFigure => ({
    ...figures[index]!,
    ...(key !== '' && { key }),
    title: titleOf(key, name, it),
  }))
  const total = figure(name, split.total, it, personal ? hiddenTotal(measure, split.total, it) : undefined)
  return { total, members: measure.how === 'rank' ? inRanks(name, members, raws, it) : inOrder(members, name, it) }
}

const isEmpty = ({ size, untold }: Raw): boolean => size === 0 && untold === 0

type Hidden = 'few' | 'apart'

/** Whatever a number about people is made of must hold enough of them: rows, what is counted, those in a share and those not. */
function waysOf({ how, part, whole }: Measure, raw: Raw, it: Showing): readonly number[] {
  const parts = Object.entries(raw.parts ?? {})
  if (parts.length === 0) {
    const adds = how === 'count' || how === 'sum'
    return [raw.size, adds && typeof raw.value === 'number' ? raw.value : raw.size]
  }
  const [some, all] = [part, whole].map((name) => raw.parts![name ?? '']?.value)
  const rest = typeof some === 'number' && typeof all === 'number' ? [Math.max(0, all - some)] : []
  return [...parts.flatMap(([name, one]) => waysOf(it.measure(name), one, it)), ...rest]
}

const hiddenTotal = (measure: Measure, total: Raw, it: Showing): Hidden | undefined =>
  waysOf(measure, total, it).some(isFew) ? 'few' : undefined

function hiddenFor(measure: Measure, raws: readonly Raw[], it: Showing): ReadonlyMap<number, Hidden> {
  const all = raws.map((raw) => waysOf(measure, raw, it))
  const most = Math.max(0, ...all.map(({ length }) => length))
  return hiddenAmong(Array.from({ length: most }, (_, way) => all.map((ways) => ways[way] ?? 0)))
}

function figure(name: string, raw: Raw, it: Showing, hidden?: Hidden): Figure {
  const why = hidden ?? raw.why
  if (why !== undefined || raw.value === undefined) {
    const reason = why ?? 'none'
    const behind = hidden || reason === 'outside' ? {} : behindOf(raw, it)
    return { why: reason, words: reasonWords(reason, raw, name, it), behind }
  }
  return { value: raw.value, words: valueWords(name, raw.value, it), behind: behindOf(raw, it) }
}

function valueWords(name: string, value: number | string, { ground, wording, measure }: Showing): Say {
  const { type, unit, share } = givenBy(measure(name), ground.pack.file, ground.beside)
  if (!share) return wordsOf(value, { type, ...(unit && { unit }) }, wording)
  const percent = `${Number((Number(value) * 100).toFixed(1))}%`
  return say(percent, percent)
}

function reasonWords(why: Why, raw: Raw, name: string, { measure }: Showing): Say {
  const least = measure(name)['min-sample']
  switch (why) {
    case 'few':
      return say('不到 5 人，不显示', 'fewer than five')
    case 'apart':
      return say('不显示，以免推算出不到 5 人的数', 'not shown: it would tell a number below five')
    case 'sample':
      return say(
        `只有 ${raw.size} 个样本，不到 ${least}，不排名`,
        `${raw.size} looked at, fewer than ${least}: not ranked`,
      )
    case 'outside':
      return say('不全在本机，不显示', 'not all of it is held here')
    case 'part': {
      const part = raw.lacks === undefined ? undefined : measure(raw.lacks)
      const { zh, en } = part ? quoted(part.title) : say('其中一项', 'one part')
      return say(`缺${zh}，算不出来`, `${en} is missing`)
    }
    case 'none':
      return partsOf(measure(name)).length > 0
        ? say('没有可算的数', 'nothing to divide by')
        : say('还没有数', 'nothing yet')
  }
}

function behindOf(raw: Raw, it: Showing): Behind {
  const { items, erased, untold, stretches, parts } = raw
  const dossiers = items.flatMap(({ dossier }) => dossier ?? [])
  const lines = items.flatMap(({ line }) => line ?? [])
  const places = items.flatMap(({ place }) => place ?? [])
  return {
    ...(dossiers.length > 0 && { dossiers }),
    ...(lines.length > 0 && { lines }),
    ...(places.length > 0 && { places }),
    ...(erased > 0 && { erased }),
    ...(untold > 0 && { untold }),
    ...(stretches && { stretches }),
    ...(parts && { parts: partsShown(parts, it) }),
  }
}

/** What a number is made of is shown under the same law. */
const partsShown = (parts: Readonly<Record<string, Raw>>, it: Showing): Readonly<Record<string, Figure>> =>
  Object.fromEntries(
    Object.entries(parts).map(([name, raw]) => {
      const personal = isPersonal(name, it.ground.pack.file, it.ground.beside)
      return [name, figure(name, raw, it, personal ? hiddenTotal(it.measure(name), raw, it) : undefined)]
    }),
  )

function titleOf(key: string, name: string, it: Showing): Say {
  const { ground, wording, by } = it
  if (key === '') return say('未注明', 'not said')
  const place = placeKind(by) !== undefined || by === 'place' ? ground.world.places.get(key)?.title : undefined
  if (place) return place
  const member = memberIn(name, it)
  const value = member?.type === 'yes-no' ? key === 'true' : member?.type === 'number' ? Number(key) : key
  return wordsOf(
    value,
    { type: ONE[member?.type ?? ''] ?? member?.type ?? 'text', ...(member?.choices && { choices: member.choices }) },
    wording,
  )
}

/** A member of a list is one of its kind. */
const ONE: Readonly<Record<string, 'choice' | 'place' | 'party' | 'dossier'>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
}

/** What members are, by the first measure that says so. */
export function memberIn(name: string, it: Showing): ReturnType<typeof memberOf> {
  const measure = it.measure(name)
  const [part] = partsOf(measure)
  if (part !== undefined) return memberIn(part, it)
  return memberOf(countedThrough(measure, it.ground.pack.file, it.ground.beside)?.members ?? {}, it.by)
}

/** Choices and places have an order of their own; others go by their numbers. */
function inOrder(members: readonly MemberFigure[], name: string, it: Showing): readonly MemberFigure[] {
  const said = members.filter(({ key }) => key !== undefined)
  const unsaid = members.filter(({ key }) => key === undefined)
  const member = memberIn(name, it)
  if (placeKind(it.by) !== undefined || member?.choices) return [...said, ...unsaid]
  const score = scoring(name, it)
  return [...said.toSorted((a, b) => score(b) - score(a)), ...unsaid]
}

const scoring =
  (name: string, { ground, measure }: Showing) =>
  ({ value }: Figure): number => {
    const { type } = givenBy(measure(name), ground.pack.file, ground.beside)
    const is = comparable(value, type, ground.world.book.zone)
    return typeof is === 'number' ? is : -Infinity
  }

/** By rank; behind them those who are not ranked, with the reason. */
function inRanks(
  name: string,
  members: readonly MemberFigure[],
  raws: readonly Raw[],
  it: Showing,
): readonly MemberFigure[] {
  const measure = it.measure(name)
  const least = measure['min-sample']!
  const score = scoring(measure.rank!, it)
  const judged = members.map((member, index): MemberFigure => {
    const raw = raws[index]!
    if (member.key === undefined || member.why === 'outside' || raw.size >= least) return member
    const { value: _, ...rest } = member
    return { ...rest, why: 'sample', words: reasonWords('sample', raw, name, it) }
  })
  const named = judged.filter(({ key }) => key !== undefined)
  const scores = new Map(named.flatMap((one) => (one.value === undefined ? [] : [[one.key!, score(one)] as const])))
  const ranks = ranked(scores, measure)
  return named
    .map((one) => ({ ...one, ...ranks.get(one.key!) }))
    .toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
}
