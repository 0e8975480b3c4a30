/** What is said of what was found; loaded with the search. */
import type { Words } from '../base/language.js'

const zh = {
  ended: (place: string, code: string, heir: string) => `${place}（${code}）已并入 ${heir}`,
  endedWithout: (place: string, code: string, above: string) => `${place}（${code}）已停用，归 ${above}`,
  found: (what: string, inside: string) => `找到 ${what}${inside && `，含 ${inside}`}`,
  list: (parts: readonly string[]) => parts.join('、'),
  inside: (parts: readonly string[]) => parts.join(' '),
  count: (count: string, kind: string) => `${count} ${kind}`,
  // 幢, 户 and 条 are measure words themselves
  counted: (count: string, kind: string) => (/^[幢户条处]/.test(kind) ? `${count} ${kind}` : `${count} 个${kind}`),
  nothing: (text: string) => `没有找到「${text}」。试试楼栋号，或打给网格员。`,
}
const en: typeof zh = {
  ended: (place, code, heir) => `${place} (${code}) was merged into ${heir}`,
  endedWithout: (place, code, above) => `${place} (${code}) is no more; see ${above}`,
  found: (what, inside) => `${what} found${inside && `: ${inside}`}`,
  list: (parts) => parts.join(', '),
  inside: (parts) => parts.join(', '),
  count: (count, kind) => `${count} ${kind}`,
  counted: (count, kind) => `${count} ${kind}`,
  nothing: (text) => `Nothing for "${text}". Try a building number, or call the grid worker.`,
}
export const searchWords: Words<typeof zh> = { zh, en }
