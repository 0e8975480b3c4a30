/** Grids split and merged in a roster that the page gave: without a station nobody writes down who did it. */
import { withSuccessions } from '../../engine/roster/successions.js'
import type { Say } from '../../engine/types.js'
import { notTaken } from './desk-file.js'
import type { GridDesk, GridWish } from './grid-desk.js'
import type { Taken } from './popup.js'
import type { Seen } from './seen.js'
import { noPeople } from '../../engine/roster/holders.js'

const titles = { split: { zh: '拆分', en: 'Split' }, merge: { zh: '合并', en: 'Merge' } } as const
const used: Say = {
  zh: '这个代码已经有了，或者那天已经没有这个网格。',
  en: 'There is this code already, or no such grid on that day.',
}

/** @param take puts another roster in force; false where the page kept it out */
export function fileGridDesk(seen: Seen, take: (taken: Taken) => Promise<boolean>): GridDesk {
  const wish = (how: keyof typeof titles, place: string): GridWish => ({
    ...{ how, act: how, on: '', place, title: titles[how] },
  })
  return {
    asksWhy: false,
    wishes: (place) => Promise.resolve([wish('split', place), wish('merge', place)]),
    ask: () => Promise.resolve({ mind: [] }),
    async carry(_wish, { then }) {
      const { roster, people = noPeople } = seen
      if (!roster || !then) return notTaken
      const divided = withSuccessions(roster, [then])
      if (divided === roster) return used
      return (await take({ roster: divided, people, troubles: [] })) ? undefined : notTaken
    },
  }
}
