// The scenes of the page: what both devices know, what each does while they are apart, and what is to be looked at. All of it
// is done through the stations like anything a visitor does; nothing is prepared in the data.

const community = '330109001072'
const day = '2020-02-22'
const at = (time) => new Date(`${day}T${time}:00+08:00`).toISOString()
const checks = (stopped) =>
  Object.fromEntries(
    ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff'].map((item) => [
      item,
      item === stopped ? 'stop' : 'ok',
    ]),
  )
const booking = (household) => ({
  type: 'book',
  on: `stay/${community}-x/${day}/${household}`,
  place: `${community}-x`,
  data: { household, date: day, start: at('10:00'), end: at('15:00') },
})
const borrowing = (household) => ({
  type: 'borrow',
  on: `bay/${community}-n-07/${day}`,
  place: `${community}-n-07`,
  data: { household, date: day },
})
const marking = (stall, stopped) => ({
  type: 'mark',
  on: `unit/${community}-m-1`,
  data: { stall: `${community}-m-1-${stall}`, checks: checks(stopped) },
})
const homes = Array.from({ length: 13 }, (_, number) => `h-${String(number + 1).padStart(2, '0')}`)

/**
 * - `who`: who sits at each device
 * - `before(left)`: what both know, done on the left one while connected; gives the dossier that is looked at
 * - `apart(on)`: first what the left device does, then what the right one does a minute later
 */
export const scenes = {
  case: {
    kind: 'case',
    who: ['p-0020', 'p-0021'],
    async before(act) {
      const place = `${community}-003`
      const on = await act({
        type: 'report',
        on: 'case/new',
        place,
        data: { type: 'flooded-road', what: '路口积水，行人绕行' },
      })
      await act({ type: 'accept', on })
      return on
    },
    apart: (on) => [
      { type: 'assign', on, data: { handler: 'municipal' } },
      { type: 'assign', on, data: { handler: 'water-company' } },
    ],
  },
  bay: {
    kind: 'bay',
    who: ['d-1', 'd-2'],
    before: () => borrowing('h-01').on,
    apart: () => [borrowing('h-01'), borrowing('h-02')],
  },
  bookings: {
    kind: 'stay',
    who: ['d-1', 'd-2'],
    async before(act) {
      for (const home of homes.slice(0, 11)) await act(booking(home))
      return booking(homes[12]).on
    },
    apart: () => [booking(homes[11]), booking(homes[12])],
  },
  stalls: {
    kind: 'unit',
    who: ['d-4', 'd-3'],
    before: () => marking('11', 'mask').on,
    apart: () => [marking('11', 'mask'), marking('23', 'fire-lane')],
  },
}
