/** What is said of what became of a place, and of what was done there; loaded with it. */
import type { Words } from '../base/language.js'

const zh = {
  turned: '拆分合并',
  fromDay: (day: string) => `${day}起`,
  seeDay: (day: string) => `看${day}的名册`,
  mergedInto: (heir: string) => `并入 ${heir}`,
  mergedHere: (old: string) => `${old} 并进来`,
  gave: (heir: string, count: string) => `分出 ${heir}，划去 ${count} 处`,
  took: (old: string, count: string) => `由 ${old} 划来 ${count} 处`,
  went: (old: string, heir: string) => `由 ${old} 划到 ${heir}`,
  history: '这里办过的变动',
  since: (day: string) => `，${day}起`,
  void: '作废',
}
const en: typeof zh = {
  turned: 'Split and merged',
  fromDay: (day) => `from ${day}`,
  seeDay: (day) => `Roster of ${day}`,
  mergedInto: (heir) => `merged into ${heir}`,
  mergedHere: (old) => `${old} merged in`,
  gave: (heir, count) => `${heir} split off, places that went over: ${count}`,
  took: (old, count) => `from ${old}, places that came over: ${count}`,
  went: (old, heir) => `from ${old} to ${heir}`,
  history: 'What was decided here',
  since: (day) => `, from ${day}`,
  void: 'void',
}
export const historyWords: Words<typeof zh> = { zh, en }
