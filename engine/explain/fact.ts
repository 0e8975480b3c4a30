/** One derived fact in a sentence: what it looks at, which of that counts, and what comes of it. */
import { headOf, isRef } from '../facts/refs.js'
import { testsOf, type Test } from '../facts/where.js'
import { inWords } from '../judge/explain.js'
import type { OperatorName } from '../judge/operators.js'
import { phrase } from '../judge/phrases.js'
import { called, type Names } from '../judge/titles.js'
import { listed, quoted, say, type Wording } from '../judge/words.js'
import type { Name, Pack } from '../pack/book.js'
import { needsOf } from '../pack/derivations.js'
import { kindWords } from '../pack/derived.js'
import type { Derivation } from '../pack/format.js'
import { lookedThrough, type Looked } from '../pack/looked.js'
import type { Beside } from '../pack/members.js'
import { spanWords } from '../time/duration.js'
import type { Say } from '../types.js'

/** `「同时占用最多」：停车预约里从「到」到「离」同一时刻最多有几份，只算环节是「已约」之一的`. */
export function explainFact(name: string, how: Derivation, pack: Pack, beside: Beside, wording: Wording): Say {
  const names = namesFor(how, pack)
  const looked = lookedThrough(how, pack.file, beside)
  const title = called(names, name).title
  const parts = [made(how, looked, names, pack), ...(looked ? only(how, looked, names, wording) : []), ...lately(how)]
  return say(
    `「${title.zh}」：${parts.map(({ zh }) => zh).join('，')}`,
    `"${title.en}": ${parts.map(({ en }) => en).join(', ')}`,
  )
}

/** Facts belong to the pack: of its kinds the first that knows all that this one needs. */
function namesFor(how: Derivation, { names }: Pack): Names {
  const all = Object.values(names)
  const needs = [...needsOf(how)].map(headOf)
  return all.find((one) => needs.every((need) => one.has(need))) ?? all[0] ?? new Map<string, Name>()
}

const EACH = {
  day: say('每天', 'each day'),
  week: say('每周', 'each week'),
  month: say('每月', 'each month'),
} as const

const UNITS = { minutes: '分钟', hours: '小时', days: '天', 'work-hours': '工作时', 'work-days': '工作日' } as const

function made(how: Derivation, looked: Looked | undefined, names: Names, pack: Pack): Say {
  const it = looked?.lines
    ? say(`本档案的各次${quoted(looked.title).zh}`, `every ${quoted(looked.title).en} of this dossier`)
    : quotedKind(looked)
  const inside = membersOf(looked)
  const member = (path: string | undefined): Say => {
    const [head, ...rest] = (path ?? '').split('.') as [string, ...string[]]
    const { said } = called(inside, head, rest)
    return said
  }
  const here = (address: string | undefined): Say => {
    if (address === undefined) return say('现在', 'now')
    const [head, ...rest] = address.split('.') as [string, ...string[]]
    return called(names, head, rest).said
  }
  const acts = (amounts: Derivation['in']) =>
    listed(Object.keys(amounts ?? {}).map((act) => quoted(pack.file.acts?.[act]?.title ?? say('办理', 'act'))))
  const each = how.each && EACH[how.each]
  const figure = (zh: string, en: string) =>
    each
      ? say(
          `${it.zh}里${member(how.field).zh}${each.zh}的合计，取${zh}`,
          `the ${en} of what ${member(how.field).en} of ${it.en} adds up to ${each.en}`,
        )
      : say(`${it.zh}里${zh}的${member(how.field).zh}`, `the ${en} ${member(how.field).en} of ${it.en}`)
  switch (how.how) {
    case 'count':
      return how.distinct === undefined
        ? say(`${it.zh}有几${looked?.lines ? '次' : '份'}`, `how many there are of ${it.en}`)
        : say(
            `${it.zh}里有几个不同的${member(how.distinct).zh}`,
            `how many different ${member(how.distinct).en} there are in ${it.en}`,
          )
    case 'sum':
      return say(`${it.zh}的${member(how.field).zh}加在一起`, `${member(how.field).en} of ${it.en} added up`)
    case 'average':
      return figure('平均', 'average')
    case 'highest':
      return figure('最高', 'highest')
    case 'lowest':
      return figure('最低', 'lowest')
    case 'latest':
      return say(`最近的一份${it.zh}，不算本档案`, `the latest of ${it.en}, other than this one`)
    case 'earliest':
      return say(`最早的一份${it.zh}，不算本档案`, `the earliest of ${it.en}, other than this one`)
    case 'list':
      return how.field === undefined
        ? say(`列出${it.zh}`, `a list of ${it.en}`)
        : say(`列出${it.zh}的${member(how.field).zh}`, `a list of ${member(how.field).en} of ${it.en}`)
    case 'peak':
      return say(
        `${it.zh}从${apart(member(how.from)).zh}到${apart(member(how.to)).zh}，在本档案的这段时间里同一时刻最多有几份`,
        `the most of ${it.en} at any one moment between ${member(how.from).en} and ${member(how.to).en} of this dossier`,
      )
    case 'gaps':
      return say(
        `${it.zh}从${apart(member(how.from)).zh}到${apart(member(how.to)).zh}，哪些时间没有盖到`,
        `the time that ${it.en} leaves open between ${member(how.from).en} and ${member(how.to).en}`,
      )
    case 'times':
      return say(
        `本档案办过几次${acts({ [how.act!]: '' }).zh}`,
        `how often ${acts({ [how.act!]: '' }).en} was done here`,
      )
    case 'standing':
      return say(
        `每个${member(how.per).zh}只看最近一次，合条件的有几个`,
        `of each ${member(how.per).en} the newest, how many fit`,
      )
    case 'balance':
      return say(
        `${acts(how.in).zh}加进来，${acts(how.out).zh}减出去，还剩多少`,
        `what ${acts(how.in).en} adds less what ${acts(how.out).en} takes away`,
      )
    case 'span': {
      const unit = how.unit
        ? say(`，按${UNITS[how.unit]}算`, `, in ${how.unit.replace('work-', 'working ')}`)
        : say('', '')
      return say(
        `从${apart(here(how.from)).zh}到${apart(here(how.to)).zh}有多久${unit.zh}`,
        `how long it is from ${here(how.from).en} to ${here(how.to).en}${unit.en}`,
      )
    }
    case 'ratio':
      return say(
        `${here(how.part).zh}除以${here(how.whole).zh}`,
        `${here(how.part).en} divided by ${here(how.whole).en}`,
      )
    case 'weighted': {
      const weights = Object.entries(how.weights ?? {})
      return say(
        `${weights.map(([name, weight]) => `${here(name).zh}乘 ${weight}`).join('，')}，加在一起`,
        `${weights.map(([name, weight]) => `${here(name).en} times ${weight}`).join(', ')}, added up`,
      )
    }
    case 'neighbours':
      return how.shape === 'block'
        ? say(`和${here(how.around).zh}同一格的各个地点`, `the places of the same block as ${here(how.around).en}`)
        : say(`${here(how.around).zh}和它四周紧挨着的地点`, `${here(how.around).en} and the places right around it`)
    case 'places':
      return say(
        `${under(how, names).zh}的每个${kindWords(how.kind).zh}`,
        `every ${kindWords(how.kind).en} ${under(how, names).en}`,
      )
    case 'holder':
      return holder(how, names, pack)
    case 'measure': {
      const { zh, en } = quoted(pack.file.measures?.[how.measure ?? '']?.title ?? say('计量', 'a measure'))
      const of = isRef(how.for) ? here([how.for.fact, how.for.path].filter(Boolean).join('.')) : here('place')
      return say(`本档案${of.zh}的计量${zh}`, `the measure ${en} for ${of.en} of this dossier`)
    }
    default:
      return how.kind === undefined
        ? say('从名单里随机抽一个', 'one of a list, drawn at random')
        : say(
            `${under(how, names).zh}随机抽一个${kindWords(how.kind).zh}`,
            `one ${kindWords(how.kind).en} ${under(how, names).en}, drawn at random`,
          )
  }
}

/** A title that stands between other words; what holds a quotation already stands apart. */
const apart = (words: Say): Say =>
  words.zh.includes('「') || words.zh === '现在' ? words : say(`「${words.zh}」`, words.en)
const quotedKind = (looked: Looked | undefined): Say => quoted(looked?.title ?? say('别的档案', 'other dossiers'))
export const membersOf = (looked: Looked | undefined): Names =>
  new Map(
    Object.values(looked?.members ?? {}).map((one): [string, Name] => [
      one.name,
      { ...one, from: one.name === 'times' || one.name === 'last' ? 'kernel' : 'field' },
    ]),
  )

function under({ under }: Derivation, names: Names): Say {
  const place = isRef(under) ? called(names, under.fact, under.path?.split('.')).said : say('地点', 'the place')
  return say(`本档案${place.zh}以内`, `within ${place.en} of this dossier`)
}

function holder({ role, at }: Derivation, names: Names, { file }: Pack): Say {
  const where = isRef(at)
    ? called(names, at.fact, at.path?.split('.')).said
    : say('本档案的地点', 'the place of this dossier')
  if (isRef(role)) {
    const { zh, en } = apart(called(names, role.fact, role.path?.split('.')).said)
    return say(`${where.zh}那里，担任${zh}所说角色的人`, `whoever holds the role that ${en} names, at ${where.en}`)
  }
  const who = file.roles?.[String(role)] ?? say('负责人', 'who answers for it')
  return say(`${where.zh}的${who.zh}`, `the "${who.en}" at ${where.en}`)
}

/** What is said under `where`. */
export function only(how: Pick<Derivation, 'where'>, looked: Looked, names: Names, wording: Wording): Say[] {
  const told = testsOf(how).map((test) => condition(test, membersOf(looked), names, wording))
  if (told.length === 0) return []
  return [
    say(`只算${told.map(({ zh }) => zh).join('，并且')}的`, `only where ${told.map(({ en }) => en).join(' and ')}`),
  ]
}

function condition({ path, operator, than }: Test, members: Names, names: Names, wording: Wording): Say {
  const [head, ...rest] = path.split('.') as [string, ...string[]]
  const left = called(members, head, rest)
  const fact = isRef(than) ? called(names, than.fact, than.path?.split('.')).said : undefined
  if (operator === 'equal' && fact?.zh === left.said.zh)
    return say(`${left.said.zh}和本档案相同`, `${left.said.en} is the same as here`)
  const itself = isRef(than) && than.fact === 'id' && than.path === undefined
  const right = itself ? say('本档案', 'this dossier') : fact && say(`本档案的${fact.zh}`, `${fact.en} of this dossier`)
  if (operator === 'within') {
    const span = right ?? (typeof than === 'string' ? spanWords(than) : say('一段时间', 'a while'))
    return say(`${left.said.zh}在最近${span.zh}内`, `${left.said.en} is within the last ${span.en}`)
  }
  const name: OperatorName = operator === 'filled' && than === false ? 'empty' : operator
  return phrase(name, left.type, left.said, right ?? inWords(than as never, left, wording))
}

const lately = ({ over, how }: Derivation): Say[] => {
  if (over === undefined) return []
  const span = spanWords(over)
  return [
    how === 'gaps'
      ? say(`看最近${span.zh}`, `over the last ${span.en}`)
      : say(`只看最近${span.zh}`, `in the last ${span.en} only`),
  ]
}
