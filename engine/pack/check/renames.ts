/** Old names must be gone and new ones there, or a dossier would be moved to a step that nobody knows. */
import type { Path } from '../trouble.js'
import { entriesOf, known, type Ground } from './ground.js'

export function checkRenames(ground: Ground): void {
  const { file } = ground
  const { steps, fields, acts } = file.renames ?? {}
  for (const [what, thing, all] of [
    ['steps', 'step', steps],
    ['fields', 'field', fields],
  ] as const)
    for (const [old, to] of entriesOf(all)) {
      const path = ['renames', what, old]
      const [kind, name] = old.split('.') as [string, string]
      if (!known(ground, path, 'kind', kind, file.dossiers, 'key')) continue
      const there = file.dossiers![kind]![what]
      if (known(ground, path, thing, to, there)) gone(ground, path, name, there)
    }
  for (const [old, to] of entriesOf(acts))
    if (known(ground, ['renames', 'acts', old], 'act', to, file.acts))
      gone(ground, ['renames', 'acts', old], old, file.acts)
}

function gone(
  { teller }: Ground,
  path: Path,
  name: string,
  there: Readonly<Record<string, unknown>> | undefined,
): void {
  if (!Object.hasOwn(there ?? {}, name)) return
  const zh = `「${name}」还在，不能又写成旧名；请删去这一条，或者给现在的那个换个名字。`
  const en = `"${name}" is still there and cannot be an old name; remove this, or call the present one otherwise.`
  teller.error(path, { code: 'still-there', zh, en, found: name }, 'key')
}
