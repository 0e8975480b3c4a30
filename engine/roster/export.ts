/** A roster as a spreadsheet that the import reads again: places in force, each with who holds which post. */
import type { RosterFile } from '../pack/format.js'
import { placesFrom } from './places.js'
import { type PeopleFile, postsFrom } from './posts.js'
import { kindTitles } from './kinds.js'
import { columnChoices, isPlaceColumn, postTitles } from './columns.js'
import type { Progress } from './progress.js'

/**
 * Rows for `writeCsv`, the headings first; in steps of some milliseconds. Names of places stand in both languages; a person
 * whose name is not here is written as the party's id.
 * @param language of headings, kinds and people
 */
export function* exportRoster(
  roster: RosterFile,
  people: PeopleFile | undefined,
  language: 'zh' | 'en',
  on = roster.asOf,
): Generator<Progress, readonly (readonly string[])[]> {
  const places = placesFrom(roster, on)
  const posts = postsFrom(roster, places, people, on)
  const used = new Set(roster.posts.map(({ post }) => post))
  const names = postTitles(roster).flatMap(([post]) => (used.has(post) ? post : []))
  const shown = columnChoices(roster).filter(
    ({ column }) => isPlaceColumn(column) || names.includes(column.replace(/-phone$/, '')),
  )
  const table: string[][] = [shown.map(({ title }) => title[language])]
  const { ids, at } = places.rows
  for (let row = 0; row < ids.length; row++) {
    if (row % 4096 === 0) yield { done: row, all: ids.length }
    const id = ids[row]!
    const { kind, title, in: above = '' } = at(row)
    const { from = '', until = '' } = roster.places[id]!
    const held = posts.at(id)
    const holders = names.flatMap((post) => {
      const parties = held.flatMap((it) => (it.post === post && it.party !== undefined ? posts.party(it.party)! : []))
      return [
        parties.map((party) => (party.named ? party.name[language] : party.id)).join('、'),
        parties.some(({ phone }) => phone) ? parties.map(({ phone = '' }) => phone).join('、') : '',
      ]
    })
    table.push([id, title.zh, title.en, kindTitles[kind][language], above, from, until, ...holders])
  }
  return table
}
