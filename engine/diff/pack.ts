/** Two versions of one pack: what differs in it, section by section, in plain words. */
import type { Told } from '../explain/pack.js'
import { quoted, say } from '../judge/words.js'
import { alike } from '../pack/digest.js'
import type { Kind, PackFile } from '../pack/format.js'
import type { Json, Say } from '../types.js'
import { tableChanges } from './rows.js'
import { paramChange, posts } from './in-force.js'
import { members, rules, sentence, sentences, titled, type Named, type RuleLike, type Side } from './members.js'
import { keyWords, leaves, namesOf, within, type Changed } from './words.js'

type Section = (before: Side, after: Side) => Changed[]

/** What differs, in the order of the new file; empty where both judge alike and say the same. */
export function diffPacks(before: Side, after: Side): readonly Changed[] {
  const [was, is] = [before.pack.file, after.pack.file]
  return [
    ...namesOf(was, is)
      .filter((key) => key !== 'changes')
      .flatMap((key) => (SECTIONS[key] ?? plain(key))(before, after)),
    ...posts(before, after),
    ...leaves('while', keyWords('while'), asJson(before.pack.while), asJson(after.pack.while)),
  ]
}

/** A key of the file that is one value, or a group of values. */
const plain =
  (key: string): Section =>
  ({ pack: { file: was } }, { pack: { file: is } }) =>
    key === '$schema' ? [] : leaves(key, keyWords(key), part(was, key), part(is, key))

const asJson = (value: unknown) => value as Json | undefined
const part = (file: PackFile, key: string) => (file as unknown as Named)[key]

const SECTIONS: Readonly<Record<string, Section>> = {
  version: () => [],
  title: ({ pack: { file: was } }, { pack: { file: is } }) => leaves('title', keyWords('title'), was.title, is.title),
  roles: (before, after) =>
    members(
      'roles',
      before.pack.file.roles,
      after.pack.file.roles,
      titled(say('角色', 'Role')),
      (name, was, is, about) => leaves(`roles.${name}`, about, was, is),
    ),
  params: (before, after) => {
    const [told, tells] = [sentences(before), sentences(after)]
    const is = after.pack.file.params
    const changes = members(
      'params',
      before.pack.file.params,
      is,
      titled(say('', '')),
      (name, old, now, about) =>
        namesOf(old as object, now as object)
          .filter((key) => key !== 'default')
          .flatMap((key) =>
            leaves(`params.${name}.${key}`, within(about, keyWords(key)), (old as Named)[key], (now as Named)[key]),
          ),
      { was: (name) => told('param', name), is: (name) => tells('param', name) },
    )
    const values = Object.keys(is ?? {}).flatMap((name) => paramChange(name, before, after))
    return [...values, ...changes]
  },
  lists: (before, after) =>
    members(
      'lists',
      before.pack.file.lists,
      after.pack.file.lists,
      (name) => listCalled(name),
      (name, was, is) =>
        members(
          `lists.${name}`,
          was as object,
          is as object,
          (choice, title) => {
            const about = titled(say('', ''))(choice, title)
            return within(listCalled(name), say(`选项${about.zh}`, `choice${about.en}`))
          },
          (choice, old, now, about) => leaves(`lists.${name}.${choice}`, about, old, now),
        ),
    ),
  tables: (before, after) =>
    members(
      'tables',
      before.pack.file.tables,
      after.pack.file.tables,
      titled(say('对照表', 'Table')),
      (name, _was, _is, about) => tableChanges(name, about, before, after),
    ),
  dossiers: (before, after) =>
    members(
      'dossiers',
      judged(before, 'dossiers'),
      judged(after, 'dossiers'),
      titled(say('', '')),
      (name, was, is, about) => kindChanges(name, was as unknown as Kind, is as unknown as Kind, about, before, after),
    ),
  acts: (before, after) => {
    const [told, tells] = [sentences(before), sentences(after)]
    return members(
      'acts',
      judged(before, 'acts'),
      judged(after, 'acts'),
      titled(say('办理', 'Act')),
      (name, was, is, about) => {
        const { rules: old, norm: _, ...one } = was as unknown as Judged
        const { rules: now, norm: __, ...other } = is as unknown as Judged
        const says = [told('act', name), tells('act', name)] as const
        return [
          ...sentence(`acts.${name}`, about, says, one, other, ACT_TOLD),
          ...rules(`acts.${name}.rules`, 'rule', other.on, before, after, [old, now]),
        ]
      },
      {
        was: (name) => withTitle(told('act', name), before.pack.file.acts?.[name]),
        is: (name) => withTitle(tells('act', name), after.pack.file.acts?.[name]),
      },
    )
  },
  clocks: (before, after) => {
    const [told, tells] = [sentences(before), sentences(after)]
    return members(
      'clocks',
      judged(before, 'clocks'),
      judged(after, 'clocks'),
      titled(say('时限', 'Clock')),
      (name, was, is, about) =>
        sentence(`clocks.${name}`, about, [told('clock', name), tells('clock', name)], was, is, CLOCK_TOLD),
      { was: (name) => told('clock', name), is: (name) => tells('clock', name) },
    )
  },
  facts: spoken('facts', 'fact', say('算出来的', 'Fact')),
  // the rules that use it tell what it is now
  conditions: ({ pack: { file: was } }, { pack: { file: is } }) =>
    members(
      'conditions',
      was.conditions,
      is.conditions,
      (name) => nameOf(say('有名条件', 'Condition'), name),
      (name, _was, _is, about) => [{ at: `conditions.${name}`, what: 'changed', says: about }],
    ),
  schedules: spoken('schedules', 'schedule', say('排期', 'Schedule')),
  measures: spoken('measures', 'measure', say('计量', 'Measure')),
  checklists: named('checklists', say('清单', 'Checklist')),
  print: named('print', say('打印单', 'Printed form')),
  texts: named('texts', say('文字', 'Text')),
  sample: ({ pack: { file: was } }, { pack: { file: is } }) =>
    alike(was.sample, is.sample)
      ? []
      : [{ at: 'sample', what: 'changed', says: say('例子里的地点和人变了', 'the places and people of the examples') }],
  examples: ({ pack: { file: was } }, { pack: { file: is } }) => {
    const byName = (file: PackFile) => Object.fromEntries((file.examples ?? []).map((one) => [one.name.zh, one]))
    const call = (_: string, value: Json) => {
      const name = quoted((value as unknown as { name: Say }).name)
      return say(`例子${name.zh}`, `Example ${name.en}`)
    }
    return members('examples', byName(was), byName(is), call, (name, _was, _is, about) => [
      { at: `examples.${name}`, what: 'changed', says: about },
    ])
  },
}

interface Judged {
  readonly on: string
  readonly rules?: readonly RuleLike[]
  readonly norm: Json
}

/** Members with the conditions by which they are judged: those that name a condition differ when that one does. */
function judged({ pack }: Side, key: 'acts' | 'clocks' | 'dossiers'): object {
  const norm = (name: string) =>
    key === 'acts'
      ? pack.actRules[name]
      : key === 'clocks'
        ? pack.clockWhen[name]
        : [pack.kindRules[name], pack.always[name]]
  return Object.fromEntries(
    Object.entries(pack.file[key] ?? {}).map(([name, one]) => [name, { ...one, norm: norm(name) ?? null }]),
  )
}

const ACT_TOLD = ['from', 'to', 'by', 'asks', 'sets', 'reason', 'not-same-as', 'declines', 'then', 'cannot-be-undone']
const CLOCK_TOLD = [
  'norm',
  'title',
  'runs',
  'pauses',
  'since',
  'when',
  'limit',
  'until',
  'calendar',
  'again',
  'warn',
  'due',
]

/** Members whose sentence tells all that they do: both sentences, and what they say for readers. */
function spoken(key: 'facts' | 'schedules' | 'measures', of: Told['of'], thing: Say): Section {
  return (before, after) => {
    const [told, tells] = [sentences(before), sentences(after)]
    return members(
      key,
      before.pack.file[key],
      after.pack.file[key],
      titled(thing),
      (name, was, is, about) =>
        sentence(
          `${key}.${name}`,
          about,
          [told(of, name), tells(of, name)],
          was,
          is,
          namesOf(was as object, is as object).filter((part) => part !== 'description'),
        ),
      { was: (name) => told(of, name), is: (name) => tells(of, name) },
    )
  }
}

/** Members that have no sentence of their own: their parts one by one. */
function named(key: 'checklists' | 'print' | 'texts', thing: Say): Section {
  return ({ pack: { file: was } }, { pack: { file: is } }) =>
    members(
      key,
      was[key],
      is[key],
      key === 'texts' ? (name) => nameOf(thing, name) : titled(thing),
      (name, old, now, about) => leaves(`${key}.${name}`, about, old, now),
    )
}

const nameOf = (thing: Say, name: string) => say(`${thing.zh}「${name}」`, `${thing.en} "${name}"`)
const listCalled = (name: string) => nameOf(say('选项表', 'List'), name)

const withTitle = (told: Say | undefined, act: { readonly title: Say } | undefined) => {
  if (!told || !act) return told
  const title = quoted(act.title)
  return say(`办理${title.zh}：${told.zh}`, `Act ${title.en}: ${told.en}`)
}

function kindChanges(name: string, old: Kind, now: Kind, about: Say, before: Side, after: Side): Changed[] {
  const at = `dossiers.${name}`
  const inside = (thing: Say) => (one: string, value: Json) => within(about, titled(thing)(one, value))
  const parts = (key: 'fields' | 'steps', thing: Say) =>
    members(`${at}.${key}`, old[key], now[key], inside(thing), (one, was, is, what) =>
      leaves(`${at}.${key}.${one}`, what, was, is),
    )
  return namesOf(old, now).flatMap((key): Changed[] => {
    if (key === 'fields') return parts(key, say('填写项', 'field'))
    if (key === 'steps') return parts(key, say('环节', 'step'))
    if (key === 'norm') return []
    if (key === 'rules') return rules(`${at}.rules`, 'rule', name, before, after, [old.rules, now.rules])
    if (key === 'always') return rules(`${at}.always`, 'always', name, before, after, [old.always, now.always])
    const [was, is] = [old, now].map((kind) => (kind as unknown as Named)[key])
    return leaves(`${at}.${key}`, within(about, keyWords(key)), was, is)
  })
}
