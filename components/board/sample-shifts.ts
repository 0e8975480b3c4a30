/** A street with three shifts a day, the second of them on duty since 16:00, for the tests of the room and of all tags. */
import type { StationAtWork } from '../../engine/at-work.js'
import type { HandClock } from '../../engine/time/clock.js'
import type { DossierId } from '../../engine/types.js'
import { openSample } from '../case-card/sample-station.js'

/** @param slot day of April 2020 and hour, e.g. `10T16:00` */
export const shiftOf = (slot: string): DossierId => `shift/330109001/2020-04-${slot}`

const file = {
  ...{ community: 'room', version: 1, title: { zh: '城厢街道', en: 'Chengxiang' }, place: '330109001' },
  extends: 'chengxiang',
  packs: [
    {
      ...{ pack: 'duty-desk', version: 1 },
      roles: { 'shift-lead': ['command-room-lead'], 'duty-officer': ['command-room-duty'] },
    },
  ],
  overrides: [
    {
      ...{ pack: 'duty-desk', at: 'schedules.three-shifts.start', value: '2020-04-10' },
      why: { zh: '这一天起', en: 'From this day on' },
    },
    {
      ...{
        pack: 'duty-desk',
        at: 'schedules.three-shifts.examples',
        value: [{ from: '2020-04-10', slots: ['2020-04-10T00:00', '2020-04-10T08:00', '2020-04-10T16:00'] }],
      },
      why: { zh: '同上', en: 'As above' },
    },
  ],
}

/** The clock is turned through the day, and stands where it stood before. */
export async function openShifts(clock: HandClock): Promise<StationAtWork> {
  const now = clock.now()
  clock.set(Date.parse('2020-04-09T17:00:00+08:00'))
  const station = await openSample(clock, 'officer', { community: '/rules/room.community.json', file })
  const act = async (type: string, slot: string, by: string, data?: object) => {
    const did = await station.act({ type, on: shiftOf(slot), by, ...(data && { data: { ...data } }) })
    if (!did.allowed) throw new Error(did.says?.en ?? type)
  }
  await act('fill', '10T08:00', 'lead', { 'on-duty': ['second'] })
  await act('fill', '10T16:00', 'lead', { 'on-duty': ['officer'] })
  await act('fill', '11T00:00', 'lead', { 'on-duty': ['second'] })
  clock.set(Date.parse('2020-04-10T08:00:00+08:00'))
  await act('begin', '10T08:00', 'second')
  clock.set(Date.parse('2020-04-10T15:57:00+08:00'))
  await act('hand-over', '10T08:00', 'second', { handover: '外墙掉砖，夜里留意' })
  clock.set(Date.parse('2020-04-10T16:00:00+08:00'))
  await act('begin', '10T16:00', 'officer')
  clock.set(now)
  return station
}
