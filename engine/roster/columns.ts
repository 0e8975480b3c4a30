/** Which column of a spreadsheet says what; without it everybody would have to name their columns as we do. */
import type { PlaceKind, RosterFile } from '../pack/format.js'
import { nearest } from '../pack/trouble.js'
import { chainPosts } from './posts-chain.js'
import { kindTitles } from './kinds.js'
import type { Say } from '../types.js'

/** A post's name stands for its holder, with `-phone` for the holder's phone. */
export type Column = 'code' | 'name' | 'name-en' | 'kind' | 'in' | 'from' | 'until' | (string & {})
/** Column → heading of the spreadsheet. Plain data: keep it and give it back next time. */
export type Mapping = Readonly<Partial<Record<Column, string>>>

const placeColumns: Readonly<Record<string, { readonly title: Say; readonly words: readonly string[] }>> = {
  code: {
    title: { zh: '代码', en: 'Code' },
    words: ['编码', '编号', '代号', '地点代码', '网格代码', '网格编码', '区划代码', 'id', 'place'],
  },
  name: {
    title: { zh: '名称', en: 'Name' },
    words: ['名字', '地方', '地点', '地点名称', '网格名称', '标题', 'title', 'name-zh'],
  },
  'name-en': { title: { zh: '英文名', en: 'English name' }, words: ['英文名称', '英文', 'name-en', 'title-en'] },
  kind: { title: { zh: '类别', en: 'Kind' }, words: ['类型', '种类', '级别', '层级', 'type', 'level'] },
  in: {
    title: { zh: '所在', en: 'In' },
    words: ['上级', '上级代码', '所属', '所属代码', '父级', '位于', 'parent', 'belongs to'],
  },
  from: { title: { zh: '起用', en: 'From' }, words: ['开始', '启用', '起', '生效', '开始日期', 'start', 'valid from'] },
  until: { title: { zh: '停用', en: 'Until' }, words: ['结束', '止', '失效', '结束日期', 'end', 'valid to'] },
}
const postWords: Readonly<Record<string, readonly string[]>> = {
  'building-leader': ['楼栋长', '楼道长', '幢长'],
  'grid-worker': ['专职网格员', '网格管理员', '格员'],
  'grid-chief': ['片长', '格长'],
  'community-lead': ['社区书记', '社区负责人', '社区主任', '书记'],
  'street-liaison': ['联社区干部', '联系干部', '街道干部', '包社干部'],
}
const same = (a: string, b: string) => tidy(a) === tidy(b)
const tidy = (heading: string) => heading.toLowerCase().replace(/[\s_（）()：:*-]+/g, '')

export interface ColumnChoice {
  readonly column: Column
  readonly title: Say
  /** Without it no row can be read. */
  readonly needed?: true
}

export const isPlaceColumn = (column: Column): boolean => column in placeColumns

/** Posts that a roster speaks of, the five levels from the street down first, each with its words. */
export function postTitles(
  roster: Pick<RosterFile, 'posts' | 'titles'> | undefined,
): readonly (readonly [post: string, title: Say])[] {
  const found = new Map<string, Say>([...chainPosts].reverse().map(({ post, title }) => [post, title]))
  for (const [post, title] of Object.entries(roster?.titles ?? {})) found.set(post, title)
  for (const { post } of roster?.posts ?? []) if (!found.has(post)) found.set(post, { zh: post, en: post })
  return [...found]
}

/** All columns that a spreadsheet may have: of places first, then each post with its phone. */
export function columnChoices(roster?: Pick<RosterFile, 'posts' | 'titles'>): readonly ColumnChoice[] {
  return [
    ...Object.entries(placeColumns).map(([column, { title }]) => ({
      column,
      title,
      ...((column === 'code' || column === 'name') && { needed: true as const }),
    })),
    ...postTitles(roster).flatMap(([post, title]) => [
      { column: post, title },
      { column: `${post}-phone`, title: { ...title, zh: `${title.zh}电话`, en: `${title.en} phone` } },
    ]),
  ]
}

/** What the headings probably mean; each heading is taken once. */
export function guessMapping(headings: readonly string[], roster?: Pick<RosterFile, 'posts' | 'titles'>): Mapping {
  const free = new Set(headings)
  const mapping: Record<string, string> = {}
  for (const { column, title } of columnChoices(roster)) {
    const phone = column.endsWith('-phone')
    const post = phone ? column.slice(0, -6) : column
    const more = placeColumns[column]?.words ?? postWords[post] ?? []
    const names = [
      column,
      title.zh,
      title.en,
      ...(phone ? more.flatMap((word) => [`${word}电话`, `${word}手机`]) : more),
    ]
    const found = [...free].find((heading) => names.some((name) => same(heading, name)))
    if (found === undefined) continue
    mapping[column] = found
    free.delete(found)
  }
  return mapping
}

const kindWords = new Map<string, PlaceKind>()
for (const [kind, { zh, en }] of Object.entries(kindTitles))
  for (const word of [kind, zh, en]) kindWords.set(word, kind as PlaceKind)
const alsoCalled: Partial<Record<PlaceKind, string>> = {
  street: '镇 乡 镇街 街镇 town township',
  community: '村 居委会 村居 行政村 village',
  compound: '住宅区 小区楼盘 estate',
  grid: '全科网格 片区',
  building: '幢 栋 楼 楼幢 楼宇 大楼 block',
  unit: '楼道 梯 staircase',
  dwelling: '室 房屋 住户 房间 住宅 home flat household',
  shop: '商铺 门店 商户 沿街店铺',
  stall: '摊位 铺位',
  hall: '市场馆 展厅 market',
  river: '河 河流 河段',
  parking: '停车位 停车场',
}
for (const [kind, words] of Object.entries(alsoCalled)) {
  for (const word of words.split(' ')) kindWords.set(word, kind as PlaceKind)
}

export const kindOf = (word: string): PlaceKind | undefined => kindWords.get(word.toLowerCase())

/** The known word for a kind that was probably meant. Two Chinese characters are never more than two apart, so one must be shared. */
export function kindMeant(word: string): string | undefined {
  const low = word.toLowerCase()
  return nearest(
    low,
    [...kindWords.keys()].filter((known) => Array.from(known).some((character) => low.includes(character))),
  )
}

/** The kind that a code of the national pattern speaks of: 9 digits a street, 12 a community, then -grid -building -unit -home. */
export function kindOfCode(code: string): PlaceKind | undefined {
  const [area = '', ...parts] = code.split('-')
  if (/^\d{9}$/.test(area)) return parts.length === 0 ? 'street' : undefined
  if (!/^\d{12}$/.test(area)) return undefined
  return (['community', 'grid', 'building', 'unit', 'dwelling'] as const)[parts.length]
}
