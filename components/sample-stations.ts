/** What tags show only at a station, for whatever all tags owe to a page: sheets, questions, pictures, what a search finds. */
import type { StationAtWork } from '../engine/at-work.js'
import { handClock } from '../engine/time/clock.js'
import type { Say } from '../engine/types.js'
import type { LinliElement } from './base/element.js'
import { openShifts } from './board/sample-shifts.js'
import { now } from './case-card/sample.js'
import { grids, openSample, report } from './case-card/sample-station.js'
import { drawn } from './sample-look.js'
import type { Sample } from './sample-tags.js'
import { check, hallId, openMarket, stallId } from './stall-panel/sample.js'

const both = (zh: string, en: string): Say => ({ zh, en })

const open: Promise<StationAtWork>[] = []
/** Opened with the first look at it, and the same for all others. */
function once<T extends { readonly station: StationAtWork }>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    if (made) return made
    made = make()
    open.push(made.then(({ station }) => station))
    return made
  }
}
export async function closeStations(): Promise<void> {
  for (const station of open.splice(0)) await (await station).close()
}

const find = (el: LinliElement, selector: string) => [...drawn(el)].find((each) => each.matches(selector))!
const press = (selector: string) => (el: LinliElement) => find(el, selector).click()
const type = (selector: string, words: string) => (el: LinliElement) => {
  const input = find(el, selector) as HTMLInputElement
  input.value = words
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}

const room = once(async () => {
  const station = await openShifts(handClock(now))
  await report(station, 'flooded-road')
  return { station }
})

/** With photos, a private answer, and the proposal that comes with the fourth of its kind. */
const lights = once(async () => {
  const station = await openSample(handClock(now), 'worker')
  const canvas = new OffscreenCanvas(60, 40)
  canvas.getContext('2d')!.fillRect(0, 0, 60, 40)
  const photo = await canvas.convertToBlob()
  const given = { photos: [await station.keepPhoto(photo)], caller: '000-0000-0001' }
  for (let times = 0; times < 3; times++) await report(station, 'corridor-light')
  return { station, dossier: await report(station, 'corridor-light', grids[0], given) }
})

/** Two stops of one unit: it is proposed to suspend it. */
const market = once(async () => {
  const station = await openMarket(handClock(now), 'manager')
  await check(station, [1, 1], { mask: 'stop' })
  await check(station, [2, 1], { mask: 'stop' })
  return { station }
})

/** By what is seen there. */
export const atStations: Readonly<Record<string, Sample & { readonly tag: string }>> = {
  'as a command room': {
    tag: 'board',
    given: room,
    written: { room: '', kind: 'case', shift: 'shift' },
    says: both('值班', 'On duty'),
    opens: [
      [both('交接班', 'Hand over')],
      [both('上报', 'Report')],
      [both('上报', 'Report'), type('[role=combobox]', '育才')],
      [both('导入案件', 'Import cases')],
    ],
  },
  'with photos and private answers': {
    tag: 'case-card',
    given: lights,
    says: both('楼道灯不亮', 'Corridor light out'),
    opens: [[press('.photos li button')], [press('.reveal')], [press('.back')], [press('[part=proposals] button')]],
  },
  'that finds and reports': {
    tag: 'stall-panel',
    given: async () => ({ ...(await market()), stall: stallId(2, 2) }),
    says: both('本商位', 'Here'),
    opens: [[both('报事', 'Raise')], [type('.find input', '0506')]],
  },
  'with a stall': {
    tag: 'market-board',
    given: async () => ({ ...(await market()), hall: hallId }),
    says: both('3号厅', 'Hall 3'),
    opens: [[press('.c[data-id]')], [type('.find input', '0506')]],
  },
}
