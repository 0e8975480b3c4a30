// Three seeded mixes of 50 rules, as packs have them, and the cases they are asked about: the same for everyone.

/** @returns {() => number} mulberry32: from 0 up to 1, the same for the same seed */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const words = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`)
const choices = {
  type: words('type', 40),
  grid: words('grid', 60),
  handler: words('unit', 25),
  platform: words('platform', 4),
  level: words('level', 4),
  step: words('step', 8),
  source: words('source', 5),
  weather: words('weather', 6),
  season: words('season', 4),
  reason: words('reason', 12),
}
// from, to (whole numbers)
const numbers = {
  alike: [0, 6],
  extensions: [0, 4],
  returns: [0, 3],
  age: [0, 90],
  score: [1, 5],
  used: [0, 600],
  limit: [10, 720],
  distance: [0, 3000],
  households: [0, 200],
  photos: [0, 6],
  hour: [0, 23],
  waiting: [0, 40],
}
const flags = ['urgent', 'repeated', 'indoors', 'device', 'supervised', 'appealed']
const tags = words('tag', 12)
/** What cases are made of: names of choices, ends of whole numbers, yes or no, and a list of tags. */
export const vocabulary = { choices, numbers, flags, tags }
const pairs = [
  ['used', 'limit'],
  ['waiting', 'age'],
  ['households', 'distance'],
  ['returns', 'extensions'],
  ['photos', 'alike'],
]

/** Every fact is there in every case: json-rules-engine and JSON Logic have other ideas of what is missing. */
export function makeCases(count, seed) {
  const random = seeded(seed)
  const whole = ([from, to]) => from + Math.floor(random() * (to - from + 1))
  // some types are far more frequent than others, as in real registers
  const pick = (list) => list[Math.floor(random() ** 1.7 * list.length)]
  return Array.from({ length: count }, () => {
    const facts = {}
    for (const [name, list] of Object.entries(choices)) facts[name] = pick(list)
    for (const [name, range] of Object.entries(numbers)) facts[name] = whole(range)
    for (const name of flags) facts[name] = random() < 0.3
    facts.tags = tags.filter(() => random() < 0.15)
    return facts
  })
}

const share = {
  routing: { equal: 0.5, in: 0.15, order: 0.2, flag: 0.15, pair: 0, notEqual: 0, contains: 0, any: 0.1 },
  limits: { equal: 0.12, in: 0, order: 0.5, flag: 0.08, pair: 0.22, notEqual: 0.08, contains: 0, any: 0.3 },
  mixed: { equal: 0.25, in: 0.1, order: 0.25, flag: 0.1, pair: 0.1, notEqual: 0.1, contains: 0.1, any: 0.5 },
}
export const mixNames = Object.keys(share)

/** 50 rules with 177 conditions, in our normal form, or more of the same kind. */
export function makeRules(mix, seed, many = 50) {
  const random = seeded(seed)
  const one = (list) => list[Math.floor(random() * list.length)]
  const leaf = (fact, type, operator, than) => ({ fact, type, operator, than })
  const make = {
    equal: () => choice('equal', (list) => one(list)),
    notEqual: () => choice('notEqual', (list) => one(list)),
    in: () => choice(one(['in', 'in', 'notIn']), (list) => [...new Set([one(list), one(list), one(list)])]),
    flag: () => leaf(one(flags), 'yes-no', 'equal', { value: random() < 0.5 }),
    contains: () => leaf('tags', 'choices', one(['contains', 'contains', 'doesNotContain']), { value: one(tags) }),
    pair: () => {
      const [fact, other] = one(pairs)
      return leaf(fact, 'number', one(orders), { fact: other })
    },
    order: () => {
      const [fact, [from, to]] = one(Object.entries(numbers))
      return leaf(fact, 'number', one(orders), { value: from + Math.floor(random() * (to - from + 1)) })
    },
  }
  const choice = (operator, than) => {
    const [fact, list] = one(Object.entries(choices))
    return leaf(fact, 'choice', operator, { value: than(list) })
  }
  const any = () => {
    let at = random()
    for (const [kind, part] of Object.entries(share[mix])) if (kind in make && (at -= part) < 0) return make[kind]()
    return make.order()
  }
  // 23 rules of three conditions and 27 of four make 177
  return Array.from({ length: many }, (_, index) => {
    const count = index % 50 < 23 ? 3 : 4
    const leaves = Array.from({ length: count }, any)
    const nested = random() < share[mix].any
    const when = nested ? { all: [leaves[0], { any: leaves.slice(1) }] } : { all: leaves }
    return {
      name: `rule-${index}`,
      says: { zh: '', en: '' },
      priority: 1,
      when,
      event: { type: 'flag', params: { index } },
    }
  })
}
const orders = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']
