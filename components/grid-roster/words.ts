/** What the roster says, in Chinese; what it says in English comes late. */
import type { PlaceKind } from '../../engine/pack/format.js'
import type { Words } from '../base/language.js'
import { english } from './late.js'

/** Kinds as counted: `35 社区`. */
const kinds: Partial<Record<PlaceKind, string>> = {
  street: '街道',
  community: '社区',
  compound: '小区',
  grid: '网格',
  building: '幢',
  unit: '单元',
  dwelling: '户',
  hall: '市场',
  stall: '商位',
  shop: '店铺',
  river: '条河',
  parking: '处车位',
}

const zh = {
  title: '网格名册',
  find: '名称、代码或拼音首字母',
  import: '导入名册',
  export: '导出',
  kind: (kind: PlaceKind, _count: number) => kinds[kind] ?? '处',
  led: '楼长到位',
  members: '党员楼长',
  share: (share: string) => `（${share}）`,
  gaps: '缺口',
  place: '地方',
  code: '代码',
  who: '谁负责',
  homes: '户',
  visited: '已走访',
  seen: '已走访',
  tries: (count: number) => `${count} 次没人在`,
  notYet: '还没走访',
  posts: '责任',
  full: '齐',
  missing: (count: string) => `缺 ${count}`,
  vacant: '空缺',
  vacantPost: (post: string) => `${post}空缺`,
  heldBy: (post: string) => `${post}代管`,
  heldByNobody: '没有人代管',
  asLeader: '随楼长',
  liaisons: (count: string) => `联社区干部 ${count} 人`,
  gapHeld: (who: string) => `由${who} 代管`,
  days: (count: string) => `已 ${count} 天`,
  today: '今天起',
  comes: (who: string, day: string) => `${who} ${day}到岗`,
  moreGaps: (count: string) => `还有 ${count} 处缺口`,
  fill: '去补',
  moreAt: (place: string) => `${place}：任命、交接、卸任`,
  moreAtGrid: (place: string) => `${place}：任命、交接、卸任、拆分、合并`,
  splitsOn: (day: string) => `${day}拆分`,
  mergesOn: (day: string) => `${day}合并`,
  ofDay: (day: string) => `这是 ${day}的名册`,
  backToToday: '看今天',
  chain: '这里谁负责',
  away: '没有连上，眼下看不了。连上以后再试一次。',
  choose: '在名册里选一个地方，看看由谁负责。',
  nobody: '名册里没有写这里由谁负责。',
  only: (what: string, count: string) => `只看${what}，${count} 处`,
  all: '全部显示',
  list: (parts: readonly string[]) => parts.join('、'),
  rows: (count: string) => `共 ${count} 行，可滚到任意一行`,
  keys: '方向键移动，左右键收起、展开，回车看谁负责',
  openAll: '全部展开',
  closeAll: '全部收起',
  selected: (place: string, who: string, post: string) => `${place}：先打给 ${who}，${post}`,
  printed: (shown: string, all: string) => `共 ${all} 行，这里印了 ${shown} 行。`,
}

export type RosterWords = typeof zh
/** Chinese stands in where English cannot be had. */
export const words: Words<RosterWords> = {
  zh,
  get en() {
    return english.now ?? zh
  },
}
