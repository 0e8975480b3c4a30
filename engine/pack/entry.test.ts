import { expect } from '@open-wc/testing'
import { handClock } from '../time/clock.js'
import { validateEntry } from '../generated/entry-validator.js'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { DossierId } from '../types.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}

describe('lines of the journal', () => {
  it('are what entry.schema.json says: an opening, a warning, a due, what follows it', async () => {
    const clock = handClock(Date.parse('2020-04-10T22:00:00+08:00'))
    const station = await openStation({
      community: '/rules/chengxiang.community.json',
      read: fetched,
      clock,
      journal: memoryJournal,
    })
    const opening = { type: 'report', on: 'case/new' as DossierId, by: 'anyone', place: '330109001' }
    const data = { type: 'gas-leak', what: '楼道有气味', caller: '13900000000' }
    const { act } = await station.act({ ...opening, data })
    clock.advance(10 * 60_000)
    // acts go one at a time: when this one is done, so is what the clock did
    await station.act({ ...opening, data })
    const lines = await station.lines(act.on)
    await station.close()
    expect(lines.map(({ entry }) => [entry.act, entry.by, entry.due?.warn ?? false])).to.deep.equal([
      ['report', 'anyone', false],
      ['warn', 'clock', true],
      ['due', 'clock', false],
      ['climb', 'clock', false],
    ])
    for (const { entry } of lines) {
      validateEntry(JSON.parse(JSON.stringify(entry)))
      expect(validateEntry.errors ?? [], entry.act).to.deep.equal([])
    }
    expect(validateEntry({ ...lines[0]!.entry, who: 'x' })).to.equal(false)
  })
})
