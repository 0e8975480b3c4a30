/** What is said of who answers for a place; loaded with it. */
import type { Words } from '../base/language.js'

const zh = {
  first: '先打给',
  call: '打电话',
  callTo: (who: string) => `打电话 ${who}`,
  rule: '空缺的一级由上一级代管。一级没有按时，事情自动上一级。',
}
const en: typeof zh = {
  first: 'Call first',
  call: 'Call',
  callTo: (who) => `Call ${who}`,
  rule: 'A vacant rung is held by the rung above. Work that is late climbs one rung.',
}
export const chainWords: Words<typeof zh> = { zh, en }
