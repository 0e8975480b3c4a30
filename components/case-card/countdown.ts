/** One clock in a few large letters: what is left, since when it is late, or the day on which it is due. */
import { standing } from '../../engine/time/dues.js'
import type { Due, Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { isEnglish } from '../base/language.js'
import type { RulerState } from '../base/ruler.js'

const words = {
  zh: { left: '剩', late: '超', by: '到', held: '已停' },
  en: { left: 'left', late: 'over', by: 'by', held: 'held' },
}

export interface Countdown {
  readonly state: RulerState
  readonly limit: number
  readonly used: number
  /** 剩, 超, 到, 已停. */
  readonly lead: string
  /** 3分50秒, or 4/13 10:30. */
  readonly time: string
}

const day = 86_400_000

/** Counted time is shown as running only where it runs like the wall clock: nobody can wait for an hour that ends on Monday. */
export function countdown(host: LinliElement, due: Due, now: Moment): Countdown {
  const { state, limit, used, left } = standing(due, now)
  const it = host.words(words)
  const wall = due.at - now
  const said = (lead: string, time: string): Countdown => ({ state, limit, used, lead, time })
  if (state === 'suspended') return said(it.held, host.span(now - (due.since ?? now)))
  if (state === 'late') return said(it.late, host.span(Math.max(0, -left)))
  // Rounded up, or the last second would read as nothing left.
  if (wall < day && Math.abs(wall - left) < 1000) return said(it.left, host.span(Math.ceil(left / 1000) * 1000))
  // 4/10 is the fourth of October to half of those who read English.
  return said(it.by, host.date(due.at, isEnglish(host.language) ? 'moment' : 'brief'))
}
