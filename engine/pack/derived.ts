/** What a derived fact gives: its type, what it leads on to, its unit, and what it is called where nobody has named it. */
import type { Json, Say } from '../types.js'
import { dossierMembers, partyMembers, placeMembers } from './around.js'
import type { Name, ValueType } from './book.js'
import { DERIVATIONS } from './derivations.js'
import type { Derivation, PackFile } from './format.js'
import { lookedThrough, memberOf, type Looked } from './looked.js'
import { givenBy } from './measures.js'
import { kindTitles } from '../roster/kinds.js'
import { choicesOf, length, say, type Beside, type Member, type Members } from './members.js'

const UNITS = {
  minutes: say('分钟', 'minutes'),
  hours: say('小时', 'hours'),
  days: say('天', 'days'),
  'work-hours': say('工作时', 'working hours'),
  'work-days': say('工作日', 'working days'),
} as const

/** The fact as a name, without its reach. */
export function derivedName(
  name: string,
  how: Derivation,
  names: ReadonlyMap<string, Name>,
  file: PackFile,
  beside: Beside,
): Omit<Name, 'reach'> {
  const looked = Object.hasOwn(DERIVATIONS, how.how) ? lookedThrough(how, file, beside) : undefined
  return {
    name,
    from: 'fact',
    title: how.title ?? titleOf(how, looked, names, file),
    ...typeOf(how, looked, file, beside),
  }
}

type Typed = Pick<Name, 'type' | 'members' | 'choices' | 'unit'>

function typeOf(how: Derivation, looked: Looked | undefined, file: PackFile, beside: Beside): Typed {
  const field = looked && memberOf(looked.members, how.field)
  switch (how.how) {
    case 'list':
      return listOf(how, field)
    case 'places':
    case 'neighbours':
      return { type: 'places', members: length }
    case 'latest':
    case 'earliest':
      return how.of === undefined
        ? { type: 'object', members: lineAs(looked) }
        : { type: 'dossier', members: dossierMembers(how.of, file, beside) }
    case 'sum':
    case 'average':
    case 'highest':
    case 'lowest':
      return { type: field?.type ?? 'number', ...(field?.unit && { unit: field.unit }) }
    case 'gaps':
      return { type: 'object', members: GAPS }
    case 'span':
      return how.unit ? { type: 'number', unit: UNITS[how.unit] } : { type: 'duration' }
    case 'balance': {
      const [act, amount] = Object.entries(how.in ?? {})[0] ?? []
      const unit = amount === undefined ? undefined : file.dossiers?.[file.acts?.[act!]?.on ?? '']?.fields[amount]?.unit
      return { type: 'number', ...(unit && { unit }) }
    }
    case 'holder':
      return { type: 'party', members: partyMembers }
    case 'measure':
      return { type: 'object', members: measuredMembers(how, file, beside) }
    case 'draw': {
      if (how.kind !== undefined) return { type: 'place', members: placeMembers(file) }
      const choices = choicesOf(how.list, file)
      return choices ? { type: 'choice', choices } : { type: 'text' }
    }
    default:
      return { type: 'number' }
  }
}

const GAPS: Members = {
  minutes: { name: 'minutes', type: 'number', title: say('时长', 'Length'), reach: 'own', unit: UNITS.minutes },
  list: { name: 'list', type: 'list', title: say('各段', 'Stretches'), reach: 'own', members: length },
}

/** What a fact takes from a measure: its number, and of a ranking who stands where. */
function measuredMembers({ measure: name }: Derivation, file: PackFile, beside: Beside): Members {
  const measure = file.measures?.[name ?? '']
  if (!measure) return {}
  const { type, unit } = givenBy(measure, file, beside)
  const one = (name: string, type: ValueType, title: Say, more: Partial<Member> = {}): Members => ({
    [name]: { name, type, title, reach: 'wide', ...more },
  })
  const value = one('value', type, measure.title, unit && { unit })
  if (measure.how !== 'rank') return value
  const ranked = measure.by?.startsWith('place.') ? 'places' : 'list'
  return {
    ...value,
    ...one('top', ranked, say('前列', 'Top'), { members: length }),
    ...one('bottom', ranked, say('末列', 'Bottom'), { members: length }),
    ...one('unranked', ranked, say('不排名的', 'Not ranked'), { members: length }),
  }
}

const LISTS: Partial<Record<ValueType, ValueType>> = {
  choice: 'choices',
  place: 'places',
  party: 'parties',
  dossier: 'dossiers',
}

function listOf({ of, field: path }: Derivation, field: Member | undefined): Typed {
  const type = path === undefined ? (of === undefined ? 'list' : 'dossiers') : (LISTS[field?.type ?? 'list'] ?? 'list')
  return { type, members: length, ...(field?.choices && { choices: field.choices }) }
}

function lineAs(looked: Looked | undefined): Members {
  const { at, by, reason: _, ...data } = looked?.members ?? {}
  return {
    ...(at && { at }),
    ...(by && { by }),
    data: { name: 'data', type: 'object', title: say('填写的', 'Filled in'), reach: 'own', members: data },
  }
}

/** A title from the parts, e.g. 表决的件数（选择：赞成）; nobody should read that something is unnamed. */
function titleOf(how: Derivation, looked: Looked | undefined, names: ReadonlyMap<string, Name>, file: PackFile): Say {
  const it = looked?.title ?? say('档案', 'dossiers')
  const field = (looked && memberOf(looked.members, how.field)?.title) ?? say('数', 'figure')
  const only = looked ? whereWords(how, looked) : say('', '')
  const built = (zh: string, en: string) => say(zh + only.zh, en + only.en)
  const called = (address: string | undefined) => titleAt(address, names) ?? titleIn(file, address)
  const act = (name: string | undefined) => file.acts?.[name ?? '']?.title ?? say('办理', 'act')
  const each = how.each && EACH[how.each]
  switch (how.how) {
    case 'count':
      return looked?.lines
        ? built(`「${it.zh}」次数`, `times of "${it.en}"`)
        : built(`${it.zh}件数`, `number of "${it.en}"`)
    case 'sum':
      return built(`${it.zh}的${field.zh}合计`, `total "${field.en}" of "${it.en}"`)
    case 'average':
      return built(`${each?.zh ?? ''}平均${field.zh}`, `average "${field.en}"${each?.en ?? ''}`)
    case 'highest':
      return built(`${each?.zh ?? ''}最高${field.zh}`, `highest "${field.en}"${each?.en ?? ''}`)
    case 'lowest':
      return built(`${each?.zh ?? ''}最低${field.zh}`, `lowest "${field.en}"${each?.en ?? ''}`)
    case 'latest':
      return built(`最近一份${it.zh}`, `latest "${it.en}"`)
    case 'earliest':
      return built(`最早一份${it.zh}`, `earliest "${it.en}"`)
    case 'list':
      return how.field === undefined
        ? built(`各份${it.zh}`, `each "${it.en}"`)
        : built(`各个${field.zh}`, `each "${field.en}"`)
    case 'peak':
      return built(`同时最多的${it.zh}件数`, `most "${it.en}" at once`)
    case 'gaps':
      return built(`没有${it.zh}的时段`, `time without "${it.en}"`)
    case 'times':
      return say(`「${act(how.act).zh}」次数`, `times of "${act(how.act).en}"`)
    case 'standing':
      return built(`最近一次「${act(how.act).zh}」符合的个数`, `last "${act(how.act).en}" that fit`)
    case 'balance':
      return say('结余', 'balance')
    case 'span':
      return spanTitle(how.from && (called(how.from) ?? aTime), how.to && (called(how.to) ?? aTime))
    case 'ratio': {
      const [part, whole] = [called(how.part) ?? figure, called(how.whole) ?? figure]
      return say(`${part.zh}占${whole.zh}的比`, `"${part.en}" of "${whole.en}"`)
    }
    case 'weighted':
      return say('加权得分', 'weighted score')
    case 'neighbours': {
      const middle = called(how.around) ?? say('地点', 'place')
      return how.shape === 'block'
        ? say(`${middle.zh}所在格`, `block of "${middle.en}"`)
        : say(`${middle.zh}四周`, `around "${middle.en}"`)
    }
    case 'places':
      return say(`各${kindWords(how.kind).zh}`, `each ${kindWords(how.kind).en}`)
    case 'holder': {
      const role = typeof how.role === 'string' ? file.roles?.[how.role] : undefined
      return role ?? say('负责人', 'who answers for it')
    }
    case 'draw':
      return how.kind === undefined
        ? say('抽中的', 'what was drawn')
        : say(`抽中的${kindWords(how.kind).zh}`, `${kindWords(how.kind).en} drawn`)
    case 'measure':
      return file.measures?.[how.measure ?? '']?.title ?? say('计量', 'measure')
    default:
      return say('算出来的数', 'derived figure')
  }
}

const EACH = {
  day: say('每天', ' each day'),
  week: say('每周', ' each week'),
  month: say('每月', ' each month'),
} as const

export const kindWords = (kind: string | undefined): { zh: string; en: string } =>
  kindTitles[kind as keyof typeof kindTitles] ?? say('地点', 'place')

function titleAt(address: string | undefined, names: ReadonlyMap<string, Name>): Say | undefined {
  if (address === undefined) return undefined
  const [head, ...path] = address.split('.') as [string, ...string[]]
  const name = names.get(head)
  const way = path.reduce<Member[]>((way, part) => {
    const next = (way.at(-1) ?? name)?.members?.[part]
    return next ? [...way, next] : way
  }, [])
  // of a line the act says more than 时间
  const act = /(?:^|\.)last\.[^.]+\.at$/.test(address) ? way.at(-2)?.title : undefined
  return act ? say(`「${act.zh}」`, `"${act.en}"`) : (way.at(-1)?.title ?? name?.title)
}

const figure = say('一个数', 'a figure')
const aTime = say('一个时间', 'a time')

/** What only another kind of the pack knows, or what stands further down in the file. */
function titleIn({ dossiers = {}, facts = {}, tables = {} }: PackFile, address = ''): Say | undefined {
  const [head] = address.split('.') as [string]
  const fields = Object.values(dossiers).flatMap(({ fields }) => fields[head] ?? [])
  return [...fields, facts[head], tables[head]].find((one) => one?.title)?.title
}

function spanTitle(from: Say | '' | undefined, to: Say | '' | undefined): Say {
  if (from && to) return say(`从${from.zh}到${to.zh}的时间`, `time from ${from.en} to ${to.en}`)
  return from
    ? say(`${from.zh}至今`, `time since ${from.en}`)
    : say(`距${(to || aTime).zh}还有`, `time until ${(to || aTime).en}`)
}

/** What `where` says of itself: conditions with a value in words; those that compare with the dossier at hand go without saying. */
function whereWords({ where = {} }: Derivation, { members }: Looked): Say {
  const told = Object.entries(where).flatMap(([path, wanted]) => {
    const one = memberOf(members, path)
    const words = one?.title && [wanted].flat().map((value) => choiceWords(value, one))
    if (!words?.length || words.includes(undefined)) return []
    return [
      say(
        `${one!.title!.zh}：${words.map((it) => it!.zh).join('、')}`,
        `${one!.title!.en}: ${words.map((it) => it!.en).join(', ')}`,
      ),
    ]
  })
  if (told.length === 0) return say('', '')
  return say(`（${told.map(({ zh }) => zh).join('，')}）`, ` (${told.map(({ en }) => en).join(', ')})`)
}

function choiceWords(value: Json, { choices }: Member): Say | undefined {
  if (typeof value === 'boolean') return value ? say('是', 'yes') : say('否', 'no')
  return typeof value === 'number' ? say(String(value), String(value)) : choices?.[String(value)]
}
