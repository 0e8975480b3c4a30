/** Time may propose something about a person; a person decides. Without this a chain of acts could end what no clock may end. */
import type { Effect } from '../../types.js'
import type { PackFile } from '../format.js'
import { elsewhere } from '../members.js'
import type { Path } from '../trouble.js'
import { flat } from './brought.js'
import { entriesOf, type Ground } from './ground.js'

/** Tells where what time brings about could end a dossier about a person by itself (SPEC D34). */
export function checkGentle(ground: Ground): void {
  for (const [name, clock] of entriesOf(ground.file.clocks)) {
    checkGentleEffects(ground, clock.due, clock.on, ['clocks', name, 'due'])
    checkGentleEffects(ground, clock.warn?.then ?? [], clock.on, ['clocks', name, 'warn', 'then'])
  }
}

function checkGentleEffects(ground: Ground, effects: readonly Effect[], kind: string, path: Path): void {
  effects.forEach((effect, index) => {
    const ended = endedBy(ground, ground.file, flat(effect), kind, new Set())
    if (ended === undefined) return
    const zh = '时限不能自己结束一份关于人的档案；请改成 propose，由人来定。'
    const en = 'a clock may not end a dossier about a person by itself; propose it, and a person decides.'
    ground.teller.error([...path, index], { code: 'clock-ends-person', zh, en, found: ended })
  })
}

/** The act, or the step, by which these effects end a dossier about a person, straight or by way of what follows. */
function endedBy(
  ground: Ground,
  file: PackFile,
  effects: readonly Effect[],
  kindName: string,
  seen: Set<string>,
): string | undefined {
  const kind = file.dossiers?.[kindName]
  const people = kind?.about === 'person' || kind?.about === 'household'
  for (const { type, params = {} } of effects) {
    if (type === 'move' && people && kind.ends.includes(String(params['to']))) return String(params['to'])
    if (type !== 'follow') continue
    const name = String(params['act'])
    const found = elsewhere(name, file, ground.beside ?? new Map())
    const ended = found.file && endedByAct(ground, found.file, found.name, seen)
    if (ended !== undefined) return ended
  }
  return undefined
}

function endedByAct(ground: Ground, file: PackFile, name: string, seen: Set<string>): string | undefined {
  const act = file.acts?.[name]
  const kind = act && file.dossiers?.[act.on]
  const key = `${file.pack}/${name}`
  // what a clock may not do is refused when it follows from one
  if (!kind || seen.has(key) || !act.by.some((word) => word === 'clock' || word === 'anyone')) return undefined
  seen.add(key)
  const people = kind.about === 'person' || kind.about === 'household'
  if (people && act.to !== undefined && kind.ends.includes(act.to)) return name
  const brings = [...(act.then ?? []), ...[...(act.rules ?? []), ...(kind.rules ?? [])].map(({ event }) => event)]
  return endedBy(ground, file, brings.flatMap(flat), act.on, seen)
}
