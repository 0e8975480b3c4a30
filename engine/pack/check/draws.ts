/** A draw is made once and kept by its line: anywhere but in `sets` it would come out otherwise each time it is read. */
import { headOf } from '../../facts/refs.js'
import { placeholders } from '../words.js'
import type { Path } from '../trouble.js'
import type { Say } from '../../types.js'
import { entriesOf, type Ground } from './ground.js'

export function checkDraws(ground: Ground): void {
  const drawn = new Set(entriesOf(ground.file.facts).flatMap(([name, { how }]) => (how === 'draw' ? name : [])))
  if (drawn.size === 0) return
  const tell = (path: Path, name: string) => {
    const fault = {
      zh: `「${name}」是抽签，只能写在 sets 里：抽一次，由那一行记下。`,
      en: `"${name}" is a draw and may stand in sets only: it is drawn once, and the line keeps it.`,
      found: name,
    }
    ground.teller.error(path, { code: 'draw-outside', ...fault })
  }
  const visit = (value: unknown, path: Path): void => {
    const [section, , key] = path
    if (section === 'acts' && key === 'sets') return
    if (typeof value === 'string') {
      const last = path.at(-1)
      const named = last === 'fact' || last === 'part' || last === 'whole' || path.at(-2) === 'inputs'
      if (named && drawn.has(headOf(value))) tell(path, headOf(value))
      if (value.includes('{'))
        for (const { name } of placeholders({ zh: value } as Say)) if (drawn.has(name)) tell(path, name)
    } else if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index]))
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) {
        if (path.at(-1) === 'weights' && drawn.has(headOf(name))) tell([...path, name], headOf(name))
        visit(one, [...path, name])
      }
  }
  for (const [section, value] of Object.entries(ground.file))
    if (section !== 'examples' && section !== 'sample') visit(value, [section])
}
