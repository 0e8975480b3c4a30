/** Posts taken, handed over and left in a roster that the page gave: without a station nobody writes down who did it. */
import { holderKeeper } from '../../engine/roster/holders.js'
import type { Say } from '../../engine/types.js'
import { type Answered, type Desk, seatsOf, type Wish } from './desk.js'
import type { Taken } from './popup.js'
import type { Seen } from './seen.js'

const titles = {
  take: { zh: '任命', en: 'Appoint' },
  'hand-over': { zh: '交接', en: 'Hand over' },
  leave: { zh: '卸任', en: 'Leave' },
} as const
export const notTaken: Say = {
  zh: '这个页面没有收下。现在的名册没有动。',
  en: 'The page did not take it. The present roster was not touched.',
}

/** @param take puts another roster in force; false where the page kept it out */
export function fileDesk(seen: Seen, take: (taken: Taken) => Promise<boolean>): Desk {
  const wish = (seat: Wish['seat'], act: keyof typeof titles): Wish => ({
    ...{ seat, act, title: titles[act], asksWho: act !== 'leave' },
  })
  return {
    asksWhy: false,
    wishes: (place) =>
      Promise.resolve(
        seatsOf(seen, place).flatMap((seat) =>
          seat.party === undefined ? wish(seat, 'take') : [wish(seat, 'hand-over'), wish(seat, 'leave')],
        ),
      ),
    async carry({ seat }: Wish, { who, day }: Answered): Promise<Say | undefined> {
      const { roster, people } = seen
      if (!roster) return notTaken
      // the others of the same post stay; ids are taken for who they are
      const stay = seen.posts
        .at(seat.place)
        .flatMap(({ post, party }) => (post === seat.post && party !== undefined && party !== seat.party ? party : []))
      const keeper = holderKeeper(roster, people, day)
      const names = [...stay, ...(who ? [who.name] : [])].join('、')
      keeper.set(roster.places, seat.place, seat.post, names, [...stay.map(() => ''), who?.phone ?? ''].join('、'))
      const taken = { roster: { ...roster, ...keeper.roster() }, people: keeper.people(), troubles: [] }
      return (await take(taken)) ? undefined : notTaken
    },
  }
}
