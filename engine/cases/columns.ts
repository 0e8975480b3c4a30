/** Which column of a register says what about a case; without it every office would have to rename its columns. */
import type { Say } from '../types.js'

export type CaseColumn = 'id' | 'opened' | 'due' | 'closed' | 'type' | 'place' | 'text'
/** Column → heading of the spreadsheet. Plain data: keep it and give it back next time. */
export type CaseMapping = Readonly<Partial<Record<CaseColumn, string>>>

interface Known {
  readonly title: Say
  /** Without it no row can be read. */
  readonly needed?: true
  /** Other headings, the likelier ones first. */
  readonly words: readonly string[]
}

export const caseColumns: Readonly<Record<CaseColumn, Known>> = {
  id: {
    title: { zh: '编号', en: 'Number' },
    needed: true,
    words: [
      '事项编号',
      '案件编号',
      '工单编号',
      '工单号',
      '案卷号',
      '任务号',
      '序列号',
      'id',
      'case id',
      'case number',
      'no',
    ],
  },
  opened: {
    title: { zh: '上报时间', en: 'Opened' },
    needed: true,
    words: [
      '登记时间',
      '受理时间',
      '创建时间',
      '发生时间',
      '来电时间',
      '上报日期',
      '立案时间',
      '时间',
      'reported',
      'created',
      'opened at',
      'date',
    ],
  },
  due: {
    title: { zh: '到期时间', en: 'Due' },
    words: [
      '处置到期',
      '办理期限',
      '截止时间',
      '处置截止时间',
      '应办结时间',
      '要求办结时间',
      '到期',
      '时限',
      'due at',
      'deadline',
    ],
  },
  closed: {
    title: { zh: '办结时间', en: 'Closed' },
    words: [
      '结案时间',
      '完成时间',
      '办结日期',
      '结案日期',
      '关闭时间',
      '处置时间',
      'closed at',
      'finished',
      'resolved',
    ],
  },
  type: {
    title: { zh: '类型', en: 'Type' },
    words: ['事项类型', '案件类型', '问题类型', '类别', '事项类别', '小类', '分类', 'category', 'kind'],
  },
  place: {
    title: { zh: '地点', en: 'Place' },
    words: [
      '地点代码',
      '地点编码',
      '网格代码',
      '网格编码',
      '所属网格',
      '网格',
      '社区',
      '位置',
      '地址',
      'place code',
      'grid',
      'location',
    ],
  },
  text: {
    title: { zh: '情况', en: 'What happened' },
    words: [
      '情况描述',
      '问题描述',
      '事项描述',
      '描述',
      '内容',
      '案件内容',
      '诉求内容',
      '标题',
      'what',
      'text',
      'description',
      'details',
    ],
  },
}

const tidy = (heading: string) => heading.toLowerCase().replace(/[\s_（）()：:*-]+/g, '')

/** What the headings probably mean; each heading is taken once. */
export function guessCaseMapping(headings: readonly string[]): CaseMapping {
  const free = new Map(headings.map((heading) => [tidy(heading), heading]))
  const mapping: Partial<Record<CaseColumn, string>> = {}
  for (const [column, { title, words }] of Object.entries(caseColumns) as [CaseColumn, Known][]) {
    const name = [column, title.zh, title.en, ...words].map(tidy).find((word) => free.has(word))
    if (name === undefined) continue
    mapping[column] = free.get(name)!
    free.delete(name)
  }
  return mapping
}
