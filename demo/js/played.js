// Plays what went before through the station, act by act at their times, once for each browser: nothing on a page is forged.

/**
 * Plays what has not been played yet; two tabs opened at once must not both do it.
 * @param key under which this browser remembers how far it came
 * @param opens the moment at which the pages begin
 * @param acts in the order of their times; `as` names a dossier that a later `on` means
 */
export const playOnce = (station, clock, { key, opens, acts }) =>
  navigator.locks.request(key, async () => {
    const done = JSON.parse(localStorage.getItem(key) ?? '{"next":0,"ids":{}}')
    for (const { at, as, on, act: type, ...rest } of acts.slice(done.next)) {
      clock.set(Date.parse(at))
      const decision = await station.act({ type, on: done.ids[on] ?? on ?? 'case/new', ...rest })
      // refused, the demo's own data is at fault
      if (!decision.allowed) throw new Error(`${at} ${type}: ${decision.says?.en ?? decision.because}`)
      if (as) done.ids[as] = decision.entry.on
      done.next++
      localStorage.setItem(key, JSON.stringify(done))
    }
    if (clock.now() < opens) clock.set(opens)
  })

/** The station of a tag, once it is open. */
export const opened = (tag) =>
  tag.station ??
  new Promise((open) => {
    tag.addEventListener('linli-station-ready', ({ detail }) => open(detail.station), { once: true })
  })
