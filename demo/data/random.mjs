// Chance that comes out the same on every machine: one seed, one sequence.

/** Mulberry32: 32 bits of state are plenty for a few thousand draws. */
export function seeded(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from `low` to `high`, both included. */
  const between = (low, high) => low + Math.floor(next() * (high - low + 1))
  const pick = (list) => list[between(0, list.length - 1)]
  const shuffle = (list) => {
    const mixed = [...list]
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = between(0, last)
      ;[mixed[last], mixed[other]] = [mixed[other], mixed[last]]
    }
    return mixed
  }
  /** `count` true values among `size`, in no order. */
  const some = (count, size) => shuffle(Array.from({ length: size }, (_, at) => at < count))
  return { between, pick, shuffle, some }
}
