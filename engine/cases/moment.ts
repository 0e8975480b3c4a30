/** Times as people and spreadsheets write them, of which there are more than the one that files use. */
import { momentIn } from '../time/calendar.js'
import type { Moment } from '../types.js'

const cellForm =
  /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[T\s]*(\d{1,2})(?:[:：时点](\d{1,2}))?(?:[:：分](\d{1,2}))?(?:\.\d+)?[时点分秒]?)?$/

/** `2020/4/1 9:30`, `2020-04-01 09:30:00`, `2020年4月1日9时30分`, `20200401`; a date alone is the start or the end of its day. */
export function momentOfCell(text: string, zone: string, ofDay: 'start' | 'end'): Moment | undefined {
  const parts = cellForm.exec(text.trim())
  if (!parts) return undefined
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  const date = `${parts[1]}-${two(parts[2] ?? parts[4])}-${two(parts[3] ?? parts[5])}`
  const time =
    parts[6] === undefined
      ? ofDay === 'end'
        ? '23:59:59'
        : '00:00'
      : `${two(parts[6])}:${two(parts[7])}:${two(parts[8])}`
  try {
    return momentIn(`${date}T${time}`, zone)
  } catch {
    return undefined
  }
}
