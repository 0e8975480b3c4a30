/** One measure in a sentence: what is counted, of which, told apart how, and what is aimed at. */
import { called } from '../judge/titles.js'
import { listed, quoted, say, wordsOf, type Wording } from '../judge/words.js'
import type { Name, Pack } from '../pack/book.js'
import { kindWords } from '../pack/derived.js'
import type { Measure } from '../pack/format.js'
import type { Looked } from '../pack/looked.js'
import { countedThrough, givenBy, isPersonal } from '../pack/measures.js'
import { partsOf } from '../pack/measure-parts.js'
import type { Beside } from '../pack/members.js'
import { spanWords } from '../time/duration.js'
import type { Say } from '../types.js'
import { membersOf, only } from './fact.js'

const EACH = {
  day: say('每天一个数', 'for each day'),
  week: say('每周一个数', 'for each week'),
  month: say('每月一个数', 'for each month'),
  year: say('每年一个数', 'for each year'),
} as const

/** `「办结率」：「办结件数」除以「受理件数」，目标 100%`. */
export function explainMeasure(name: string, pack: Pack, beside: Beside, wording: Wording): Say {
  const measure = pack.file.measures![name]!
  const looked = partsOf(measure).length > 0 ? undefined : countedThrough(measure, pack.file, beside)
  const names = Object.values(pack.names)[0] ?? new Map<string, Name>()
  const parts = [
    made(measure, looked, pack),
    ...(looked ? only(measure, looked, names, wording) : []),
    ...(measure.over === undefined ? [] : [lately(measure.over)]),
    ...(measure.by === undefined ? [] : [apart(measure, pack, beside)]),
    ...(measure.each ? [EACH[measure.each]] : []),
    ...ends(measure),
    ...(measure.goal === undefined ? [] : [goal(measure, pack, beside, wording)]),
    ...(isPersonal(name, pack.file, beside)
      ? [say('不到 5 人的不显示', 'numbers below five people are not shown')]
      : []),
    ...(measure.public ? [say('对大家公开', 'open to everybody')] : []),
  ]
  return say(
    `「${measure.title.zh}」：${parts.map(({ zh }) => zh).join('，')}`,
    `"${measure.title.en}": ${parts.map(({ en }) => en).join(', ')}`,
  )
}

function saidIn(looked: Looked | undefined, path: string | undefined): Say {
  const [head, ...rest] = (path ?? '').split('.') as [string, ...string[]]
  return called(membersOf(looked), head, rest).said
}

function made(measure: Measure, looked: Looked | undefined, { file }: Pack): Say {
  const it = quoted(looked?.title ?? say('档案', 'dossiers'))
  const field = saidIn(looked, measure.field)
  const title = (name: string | undefined) => quoted(file.measures?.[name ?? '']?.title ?? say('计量', 'measure'))
  switch (measure.how) {
    case 'count':
      if (measure.distinct !== undefined) {
        const { zh, en } = saidIn(looked, measure.distinct)
        return say(`${it.zh}里有几个不同的${zh}`, `how many different ${en} there are in ${it.en}`)
      }
      return looked?.lines
        ? say(`${it.zh}办过几次`, `how often ${it.en} was done`)
        : say(`${it.zh}有几份`, `how many there are of ${it.en}`)
    case 'sum':
      return say(`${it.zh}的${field.zh}加在一起`, `${field.en} of ${it.en} added up`)
    case 'average':
      return say(`${it.zh}的平均${field.zh}`, `the average ${field.en} of ${it.en}`)
    case 'highest':
      return say(`${it.zh}里最高的${field.zh}`, `the highest ${field.en} of ${it.en}`)
    case 'lowest':
      return say(`${it.zh}里最低的${field.zh}`, `the lowest ${field.en} of ${it.en}`)
    case 'gaps':
      return say(`${it.zh}没有盖到的时间有几分钟`, `how many minutes ${it.en} leaves open`)
    case 'places':
      return say(
        `有几个${kindWords(measure.kind).zh}`,
        `how many of the kind "${kindWords(measure.kind).en}" there are`,
      )
    case 'ratio':
      return say(
        `${title(measure.part).zh}除以${title(measure.whole).zh}`,
        `${title(measure.part).en} divided by ${title(measure.whole).en}`,
      )
    case 'weighted': {
      const weights = Object.entries(measure.weights!)
      const all = listed(
        weights.map(([name, weight]) => say(`${title(name).zh}占 ${weight}`, `${title(name).en} ${weight}`)),
      )
      return say(`按权重平均：${all.zh}，缺一项就不算`, `averaged by weight: ${all.en}; nothing while one is missing`)
    }
    case 'rank': {
      const least = measure['min-sample']!
      const { zh, en } = title(measure.rank)
      return say(
        `按${zh}从高到低排名，样本不到 ${least} 个的不排`,
        `ranked by ${en}, from the highest; with fewer than ${least} looked at not ranked`,
      )
    }
  }
}

const lately = (over: string): Say => {
  const { zh, en } = spanWords(over)
  return say(`只看最近${zh}`, `in the last ${en} only`)
}

function apart(measure: Measure, pack: Pack, beside: Beside): Say {
  const leaf = leafOf(measure, pack)
  const { zh, en } = saidIn(leaf && countedThrough(leaf, pack.file, beside), measure.by)
  return say(`按${zh}分`, `by ${en}`)
}

function leafOf(measure: Measure, pack: Pack): Measure | undefined {
  const [part] = partsOf(measure)
  const one = part === undefined ? undefined : pack.file.measures?.[part]
  return part === undefined ? measure : one && leafOf(one, pack)
}

function ends({ top, bottom, 'at-least': least, below }: Measure): Say[] {
  const from = least === undefined ? say('', '') : say(`，${least} 以上才算`, ` from ${least} up`)
  const under = below === undefined ? say('', '') : say(`，${below} 以下才算`, ` below ${below}`)
  return [
    ...(top === undefined ? [] : [say(`取前 ${top} 名${from.zh}`, `the top ${top}${from.en}`)]),
    ...(bottom === undefined ? [] : [say(`取末 ${bottom} 名${under.zh}`, `the bottom ${bottom}${under.en}`)]),
  ]
}

function goal(measure: Measure, { file }: Pack, beside: Beside, wording: Wording): Say {
  const { type, unit, share } = givenBy(measure, file, beside)
  const percent = `${measure.goal! * 100}%`
  const { zh, en } = share ? say(percent, percent) : wordsOf(measure.goal, { type, ...(unit && { unit }) }, wording)
  return say(`目标 ${zh}`, `the goal is ${en}`)
}
