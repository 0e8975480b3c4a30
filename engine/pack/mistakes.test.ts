import { expect } from '@open-wc/testing'
import { memoryJournal } from '../journal/memory.js'
import { openStation, StationRefused } from '../open.js'
import type { Trouble } from '../types.js'
import { loadBook } from './load.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
/** The street's files hold those above; only what a community edits needs its own, with its two dozen packs. */
const homeOf = (file: string) => `rules/${file.startsWith('yucai') ? 'yucai' : 'chengxiang'}.community.json`
const page = await fetched('/schemas/fixtures/mistakes.md')
const rules = new Map<string, Promise<string>>()
const rule = (name: string) => {
  if (!rules.has(name)) rules.set(name, fetched(`/rules/${name}`))
  return rules.get(name)!
}

/** The edit of a section: which file, what stood there, and what stands there now. */
function editIn(section: string): { file: string; was: string; is: string } {
  const file = /^`(.+)`$/m.exec(section)![1]!
  const lines = /```diff\n([^]*?)\n```/.exec(section)![1]!.split('\n')
  const part = (mark: string) => lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(1)] : [])).join('\n')
  return { file, was: part('-'), is: part('+') }
}

/** What is said of the files: at loading, and if nothing is wrong there when the stories are tried. */
async function troublesOf(home: string, read: (address: string) => Promise<string>): Promise<readonly Trouble[]> {
  const { book, troubles } = await loadBook(home, read)
  if (!book) return troubles
  return openStation({ community: home, read, journal: () => memoryJournal(() => []) }).then(
    async (station) => {
      await station.close()
      return station.troubles
    },
    (error: unknown) => {
      if (error instanceof StationRefused) return error.troubles
      throw error
    },
  )
}

/** A sentence without its place, and without the lines of other rows: those move with every edit of the packs. */
function bare(sentence: string, place: RegExp): string {
  expect(sentence).to.match(place)
  const said = sentence.slice(sentence.search(place)).replace(place, '')
  return said.replace(/第 \d+ 行/g, '第 … 行').replace(/line \d+/g, 'line …')
}

describe('P120 forty common mistakes', () => {
  const sections = page.split(/^## /m).slice(1)

  it('are forty', () => expect(sections.length).to.equal(40))

  for (const section of sections)
    it(section.split('\n', 1)[0]!, async () => {
      const { file, was, is } = editIn(section)
      expect((await rule(file)).split(was).length, `"${was}" stands in ${file} once`).to.equal(2)
      const read = async (address: string) => {
        const name = address.replace(/^.*\//, '')
        const text = await rule(name)
        return name === file ? text.replace(was, () => is) : text
      }
      const said = (await troublesOf(homeOf(file), read)).map(({ level, says }) => {
        const [zh, en] = level === 'warning' ? ['（提醒）', '(warning) '] : ['', '']
        return `- ${zh}${bare(says.zh, / 第 \d+ 行第 \d+ 列：/)}\n- ${en}${bare(says.en, /, line \d+, column \d+: /)}`
      })
      expect(section.split('```\n\n')[1]!.trim()).to.equal(said.join('\n'))
    })
})
