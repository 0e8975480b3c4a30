/** The roster as a file on this device: a spreadsheet that can be imported again. */
import { writeCsv } from '../../engine/csv.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { PeopleFile } from '../../engine/roster/posts.js'
import { exportRoster } from '../../engine/roster/export.js'
import { isEnglish } from '../base/language.js'
import { saveFile } from '../base/save-file.js'
import { finish } from './pace.js'

/** @param on day of which it tells, `2020-04-10` */
export async function download(
  roster: RosterFile,
  people: PeopleFile | undefined,
  language: string,
  on: string,
): Promise<void> {
  const table = await finish(
    exportRoster(roster, people, isEnglish(language) ? 'en' : 'zh', on),
    new AbortController().signal,
    () => undefined,
  )
  saveFile(`${roster.roster}-${on}.csv`, [await writeCsv(table)], 'text/csv')
}
