/** Names that nothing speaks of: without a word about them they would stay for ever, looking as if they did something. */
import { entriesOf, type Ground } from './ground.js'

export function checkLeftovers({ file, teller }: Ground): void {
  const { roles, ...rest } = file
  const words = JSON.stringify(rest)
  for (const [role, title] of entriesOf(roles)) {
    if (words.includes(`"${role}"`)) continue
    const fault = { zh: `角色「${title.zh}」没有用到。`, en: `the role "${title.en}" is not used.`, found: role }
    teller.warn(['roles', role], { code: 'unused', ...fault }, 'key')
  }
  for (const name of Object.keys(file.conditions ?? {})) {
    if (words.includes(`"condition":"${name}"`)) continue
    const fault = { zh: `有名条件「${name}」没有用到。`, en: `the condition "${name}" is not used.`, found: name }
    teller.warn(['conditions', name], { code: 'unused', ...fault }, 'key')
  }
}
