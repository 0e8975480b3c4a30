/** One clock in a sentence: where it runs, how long, how it counts, and what happens when it is late. */
import { calendarWords, conditionWords } from '../judge/explain.js'
import { called, type Names } from '../judge/titles.js'
import { say, wordsOf, type Wording } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { ClockSpec, FactRef } from '../pack/format.js'
import { spanWords } from '../time/duration.js'
import type { Say } from '../types.js'
import { quotes } from './act.js'
import { explainEffects } from './effects.js'

/** `「受理」：在「已上报」计时，时限是「受理时限」10分钟，全天计时；满时限就通知值班长「受理超时」`. */
export function explainClock(name: string, clock: ClockSpec, pack: Pack, wording: Wording): Say {
  const names: Names = pack.names[clock.on] ?? new Map()
  const steps = pack.file.dossiers?.[clock.on]?.steps ?? {}
  const at = (list: readonly string[]) => quotes(list.map((step) => steps[step] ?? say('别的环节', 'another step')))
  const parts: Say[] = [say(`在${at(clock.runs).zh}计时`, `runs at ${at(clock.runs).en}`)]
  const add = (zh: string, en: string) => parts.push(say(zh, en))
  if (clock.since !== undefined) {
    const since = called(names, clock.since).said
    add(`从${since.zh}起算`, `counted from ${since.en}`)
  }
  const when = pack.clockWhen[name]
  if (when) {
    const words = conditionWords(when, names, wording)
    add(`只有${words.zh}才计时`, `only if ${words.en}`)
  }
  if (clock.pauses?.length) add(`在${at(clock.pauses).zh}停着不走`, `stands still at ${at(clock.pauses).en}`)
  if (clock.again === 'resume') add('回来以后接着算', 'goes on where it stopped')
  if (clock.again === 'once') add('只算一次', 'runs once only')
  parts.push(...limitWords(clock, pack, names, wording))
  const late = explainEffects(clock.due, clock.on, pack, wording)
  const { warn } = clock
  const early = warn && explainEffects(warn.then ?? [], clock.on, pack, wording)
  const share = `${Math.round((warn?.at ?? 0) * 100)}%`
  const whole = say(parts.map(({ zh }) => zh).join('，'), parts.map(({ en }) => en).join(', '))
  return say(
    `「${clock.title.zh}」：${whole.zh}${early ? `；过了 ${share} ${early.zh || '提醒'}` : ''}；满时限就${late.zh}`,
    `"${clock.title.en}": ${whole.en}${early ? `; at ${share} ${early.en || 'a reminder'}` : ''}; when it is up ${late.en}`,
  )
}

function limitWords({ limit, until, calendar }: ClockSpec, pack: Pack, names: Names, wording: Wording): Say[] {
  if (until) return [untilWords(until, names)]
  const length = typeof limit === 'object' ? factWords(limit, pack, names, wording) : spanWords(limit ?? 'PT0S')
  const counted =
    typeof calendar === 'object' ? factWords(calendar, pack, names, wording) : calendarWords(calendar ?? '24h')
  return [
    say(`时限${typeof limit === 'object' ? '是' : ' '}${length.zh}`, `within ${length.en}`),
    typeof calendar === 'object' ? say(`计时方式看${counted.zh}`, `counted as ${counted.en} says`) : counted,
  ]
}

/** A fact by its title, a number that is in force with its value. */
function factWords({ fact, path }: FactRef, pack: Pack, names: Names, wording: Wording): Say {
  const name = called(names, fact, path?.split('.'))
  const quoted = say(`「${name.title.zh}」`, `"${name.title.en}"`)
  if (!Object.hasOwn(pack.params, fact)) return quoted
  const value = wordsOf(pack.params[fact], name, wording)
  return say(`${quoted.zh}${value.zh}`, `${quoted.en} ${value.en}`)
}

function untilWords({ field, before, days, at }: NonNullable<ClockSpec['until']>, names: Names): Say {
  const day = field === undefined ? undefined : called(names, field).said
  const time = typeof at === 'object' ? called(names, at.fact, at.path?.split('.')).said : at && say(at, at)
  const zh = [
    day ? `「${day.zh}」那天` : '',
    days === undefined ? '' : `${day ? '之后' : '开始后'}第 ${days} 天`,
    time ? ` ${time.zh}` : '',
    before === undefined ? '' : `提前${spanWords(before).zh}`,
  ]
  const en = [
    day?.en,
    days === undefined ? undefined : `${days} days after${day ? ' it' : ' the start'}`,
    time && `at ${time.en}`,
    before === undefined ? undefined : `${spanWords(before).en} earlier`,
  ]
  return say(`期限是${zh.join('')}`, `until ${en.filter(Boolean).join(' ')}`)
}
