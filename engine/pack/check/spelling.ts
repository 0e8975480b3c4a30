/** One name, one meaning: a name used twice or taken from the kernel would silently mean something else. */
import { kernelWords } from '../names.js'
import type { Path } from '../trouble.js'
import { entriesOf, kindsOf, type Ground } from './ground.js'

const sections = { params: ['参数', 'parameter'], tables: ['决策表', 'table'], facts: ['事实', 'fact'] } as const

export function checkNames(ground: Ground): void {
  const { file, teller } = ground
  const shared = new Map<string, readonly [zh: string, en: string]>()
  const take = (
    names: Map<string, readonly [string, string]>,
    name: string,
    what: readonly [string, string],
    path: Path,
  ) => {
    const before = names.get(name)
    if (kernelWords.has(name)) {
      const fault = { zh: `「${name}」是固定用词，请换一个名字。`, en: `"${name}" is a fixed word; take another name.` }
      teller.error(path, { code: 'kernel-word', ...fault, found: name }, 'key')
    } else if (before) {
      const zh = `「${name}」已经是${before[0]}的名字，不能又是${what[0]}。`
      const en = `"${name}" is the name of a ${before[1]} already and cannot be a ${what[1]} too.`
      teller.error(path, { code: 'twice', zh, en, found: name }, 'key')
    } else names.set(name, what)
  }
  for (const section of ['params', 'tables', 'facts'] as const)
    for (const name of Object.keys(file[section] ?? {})) take(shared, name, sections[section], [section, name])
  for (const [kindName, kind] of kindsOf(file)) {
    const own = new Map(shared)
    if (kind.parent !== undefined) take(own, kind.parent, ['上级档案', 'parent'], ['dossiers', kindName, 'parent'])
    for (const [name, field] of entriesOf(kind.fields)) {
      const path = ['dossiers', kindName, 'fields', name]
      take(own, name, ['字段', 'field'], path)
      // in `by` nobody could tell which of the two is meant
      if (field.type.startsWith('part') && Object.hasOwn(file.roles ?? {}, name)) {
        const fault = {
          zh: `「${name}」是角色的名字，当事字段请换一个。`,
          en: `"${name}" is a role; give the party field another name.`,
        }
        teller.error(path, { code: 'twice', ...fault, found: name }, 'key')
      }
    }
  }
  checkRuleNames(ground)
}

/** A rule is known by its name: in reasons, in changes, in examples. */
function checkRuleNames({ file, teller }: Ground): void {
  const seen = new Set<string>()
  const lists: [Path, readonly { name: string }[]][] = [
    ...kindsOf(file).flatMap(([name, kind]): [Path, readonly { name: string }[]][] => [
      [['dossiers', name, 'always'], kind.always ?? []],
      [['dossiers', name, 'rules'], kind.rules ?? []],
    ]),
    ...entriesOf(file.acts).map(([name, act]): [Path, readonly { name: string }[]] => [
      ['acts', name, 'rules'],
      act.rules ?? [],
    ]),
  ]
  for (const [path, rules] of lists)
    rules.forEach(({ name }, index) => {
      if (seen.has(name)) {
        const fault = { zh: `已经有一条规则叫「${name}」。`, en: `there is a rule "${name}" already.` }
        teller.error([...path, index, 'name'], { code: 'twice', ...fault, found: name })
      }
      seen.add(name)
    })
}
