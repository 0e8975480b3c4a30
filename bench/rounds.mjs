// One measurement, fair to everyone: whoever is compared runs in the same rounds, and no one always goes first.

/**
 * @param {Record<string, () => number | Promise<number>>} contestants each does the work once and answers what it cost
 * @param {{ rounds?: number, warmups?: number }} [options]
 * @returns {Promise<Record<string, number>>} median cost of each, in whatever unit they answered
 */
export async function interleave(contestants, { rounds = 7, warmups = 1 } = {}) {
  const names = Object.keys(contestants)
  const costs = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -warmups; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + warmups) % names.length]
      const cost = await contestants[name]()
      if (round >= 0) costs[name].push(cost)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(costs[name])]))
}

/** Milliseconds that `work` takes, awaited. */
export async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
