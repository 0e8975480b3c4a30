/** Who may act, who holds, who is told: words for people must name a role, a party field or one of the fixed words. */
import { anybody } from '../names.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, unknown, type Ground } from './ground.js'

/** Party fields of a kind, and of its parent as `parent.<field>`. */
function partyFields({ file }: Ground, kind: string): string[] {
  const fieldsOf = (name: string | undefined) =>
    entriesOf(name === undefined ? undefined : file.dossiers?.[name]?.fields)
      .filter(([, field]) => field.type === 'party' || field.type === 'parties')
      .map(([field]) => field)
  return [...fieldsOf(kind), ...fieldsOf(file.dossiers?.[kind]?.parent).map((field) => `parent.${field}`)]
}

export function checkWho(
  ground: Ground,
  words: readonly string[],
  kind: string,
  path: Path,
  also: readonly string[] = anybody,
): void {
  const all = [...Object.keys(ground.file.roles ?? {}), ...partyFields(ground, kind), ...also]
  words.forEach((word, index) => known(ground, [...path, index], 'role', word, all))
}

export function checkHolder(ground: Ground, word: string, kind: string, path: Path): void {
  const all = [...Object.keys(ground.file.roles ?? {}), ...partyFields(ground, kind), 'opener']
  if (!all.includes(word)) unknown(ground, path, 'role', word, all)
}
