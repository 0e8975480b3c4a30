/** What a community settles in a pack: the numbers in force, and who fills the roles. */
import { quoted, say, wordsOf } from '../judge/words.js'
import { alike } from '../pack/digest.js'
import type { Param } from '../pack/format.js'
import { choicesOf } from '../pack/members.js'
import type { Json, Say } from '../types.js'
import type { Side } from './members.js'
import { arrow, type Changed } from './words.js'

/** The value in force: of the pack, or of the community that uses it. */
export function paramChange(name: string, before: Side, after: Side): Changed[] {
  const param = after.pack.file.params![name]!
  const old = before.pack.file.params?.[name]
  if (!old) return []
  const [was, is] = [before.pack.params[name] ?? old.default, after.pack.params[name] ?? param.default]
  if (alike(was, is)) return []
  return [arrow(`params.${name}`, param.title, paramWords(was, old, before), paramWords(is, param, after))]
}

function paramWords(value: Json, param: Param, { pack, wording }: Side): Say {
  const choices = choicesOf(param.of, pack.file)
  const told = wordsOf(value, { type: param.type, ...(choices && { choices }) }, wording)
  return say(told.zh + (param.unit?.zh ?? ''), told.en + (param.unit ? ` ${param.unit.en}` : ''))
}

/** Who fills the roles, as the community says. */
export function posts({ pack: was }: Side, { pack: is }: Side): Changed[] {
  return Object.keys(is.roles).flatMap((role) => {
    const [before, after] = [was.roles[role], is.roles[role]]
    if (before === undefined || alike(before, after)) return []
    const title = is.file.roles?.[role] ?? say(role, role)
    const about = say(`${quoted(title).zh}由谁担任`, `who is ${quoted(title).en}`)
    return [arrow(`roles.${role}`, about, called(before), called(after!))]
  })
}

const called = (names: readonly string[]): Say =>
  names.length === 0
    ? say('没有', 'nobody')
    : say(names.map((it) => `「${it}」`).join('、'), names.map((it) => `"${it}"`).join(', '))
