// Cases of a street with their lines, from a number: what the journal's rows are measured on.

export const steps = ['reported', 'accepted', 'assigned', 'on-scene', 'handled', 'verified', 'scored', 'closed']
/** Places above a building of that street. */
export const above = (place) => [place.slice(0, 16), place.slice(0, 12), place.slice(0, 9)]
const begin = Date.UTC(2020, 3, 10)
const minute = 60_000

/** A line as long as those of a street: data, facts, a rule, a clock. */
export function line(on, number, { opened = begin, place = '330109001047-003-012', ends = false } = {}) {
  const at = opened + number * 5 * minute
  const to = ends ? 'closed' : steps[number]
  return {
    id: `${at.toString(36).padStart(9, '0')}.001.benchmrk`,
    act: to,
    on,
    by: 'grid-worker-330109001047-003',
    at,
    ...(number === 0 && { kind: 'case', place }),
    data: { type: 'corridor-light', what: '三楼楼道灯不亮,老人晚上下楼看不见', handler: 'grid-office' },
    from: number === 0 ? 'new' : steps[number - 1],
    to,
    pack: 'four-platforms@1+0f1e2d3c',
    facts: { type: 'corridor-light', level: 'l1', platform: 'bm', urgent: false, 'accept-limit': 'PT10M' },
    held: ['same-building-three-times', 'grid-worker-can-mend'],
    effects: [
      { type: 'notify', params: { to: ['shift-lead'], say: { zh: '请值班长知悉', en: 'For the shift lead' } } },
    ],
    ...(ends ? { ends } : { starts: [clock(to, at)] }),
  }
}

const clock = (step, at) => ({
  clock: step,
  title: { zh: '处置', en: 'Handle' },
  round: 1,
  at,
  limit: 'PT4H',
  calendar: { name: '24h', zone: 'Asia/Shanghai' },
  runs: [step],
  pauses: ['suspended'],
  again: 'resume',
  warn: { at: 0.8, then: [{ type: 'notify', params: { to: ['handler'] } }] },
  due: [{ type: 'notify', params: { to: ['handler', 'platform-lead'] } }],
})

/** So many cases with so many lines in all, a case a minute over 35 communities; two in a hundred are still open. */
export function* cases(count, lines) {
  const least = Math.floor(lines / count)
  const more = lines - least * count
  for (let index = 0; index < count; index++) {
    const place = `330109001${pad(1 + (index % 35))}-${pad(1 + (index % 5))}-${pad(1 + (index % 9))}`
    const opened = begin + index * minute
    const on = `case/${index.toString(36).padStart(6, '0')}`
    const last = least - (index < more ? 0 : 1)
    const isOpen = index % 50 === 49
    const entries = Array.from({ length: last + 1 }, (_, number) =>
      line(on, number, { opened, place, ends: number === last && !isOpen }),
    )
    yield { on, entries }
  }
}

const pad = (number) => String(number).padStart(3, '0')
