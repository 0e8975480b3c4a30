// The command room's day: the street's afternoon, and the three shifts in which people saw to it.
import { street } from './roster.mjs'

/** @param afternoon what `today` gives */
export function roomDay({ posts }, afternoon) {
  const [duty, other] = posts.filter(({ post }) => post === 'command-room-duty').map(({ party }) => party)
  const lead = posts.find(({ post }) => post === 'command-room-lead').party
  const shift = (slot) => `shift/${street}/2020-04-${slot}`
  const at = (time) => `2020-04-${time}+08:00`
  const fill = (slot, ...who) => ({
    ...{ at: at('09T17:00:00'), on: shift(slot), act: 'fill', by: lead },
    data: { 'on-duty': who },
  })
  const rest = ['12', '13'].flatMap((day) => ['00:00', '08:00', '16:00'].map((time) => `${day}T${time}`))
  const shifts = [
    fill('10T00:00', other),
    fill('10T08:00', duty),
    fill('10T16:00', duty, other),
    ...['11T00:00', '11T08:00', '11T16:00', ...rest].map((slot, index) => fill(slot, index % 2 ? duty : other)),
    { at: at('10T00:01:00'), on: shift('10T00:00'), act: 'begin', by: other },
    {
      ...{ at: at('10T07:56:00'), on: shift('10T00:00'), act: 'hand-over', by: other },
      data: { handover: '夜里平稳，没有新来的事。' },
    },
    { at: at('10T08:00:30'), on: shift('10T08:00'), act: 'begin', by: duty },
    {
      ...{ at: at('10T15:57:00'), on: shift('10T08:00'), act: 'hand-over', by: duty },
      data: {
        handover:
          '育才东苑4网格外墙掉砖，线已拉好，物业明早来人，夜里请留意有没有人钻线。休博园返水的一户有老人，处置完请回个电话。',
      },
    },
    { at: at('10T16:00:20'), on: shift('10T16:00'), act: 'begin', by: duty },
  ]
  return { ...afternoon, acts: [...afternoon.acts, ...shifts].sort((a, b) => (a.at < b.at ? -1 : 1)) }
}
