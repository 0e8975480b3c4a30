// The same rules for everyone else, each in the form that suits it best.

/** json-rules-engine: flat facts and its own operators, which skips its slow paths. */
export const forJsonRulesEngine = (rules) =>
  rules.map(({ name, when, event }) => ({ name, conditions: engineCondition(when), event }))

const engineCondition = (norm) =>
  norm.all
    ? { all: norm.all.map(engineCondition) }
    : norm.any
      ? { any: norm.any.map(engineCondition) }
      : { fact: norm.fact, operator: norm.operator, value: 'fact' in norm.than ? norm.than : norm.than.value }

/** JSON Logic. */
export function forJsonLogic(norm) {
  if (norm.all) return { and: norm.all.map(forJsonLogic) }
  if (norm.any) return { or: norm.any.map(forJsonLogic) }
  const is = { var: norm.fact }
  const than = 'fact' in norm.than ? { var: norm.than.fact } : norm.than.value
  const [operator, left, right] = logic[norm.operator](is, than)
  return operator.startsWith('!in') ? { '!': [{ in: [left, right] }] } : { [operator]: [left, right] }
}
const logic = {
  equal: (is, than) => ['===', is, than],
  notEqual: (is, than) => ['!==', is, than],
  in: (is, than) => ['in', is, than],
  notIn: (is, than) => ['!in', is, than],
  contains: (is, than) => ['in', than, is],
  doesNotContain: (is, than) => ['!in', than, is],
  lessThan: (is, than) => ['<', is, than],
  lessThanInclusive: (is, than) => ['<=', is, than],
  greaterThan: (is, than) => ['>', is, than],
  greaterThanInclusive: (is, than) => ['>=', is, than],
}

/** What a person would write by hand: one `if` a rule, one pass, no index. */
export function byHand(rules) {
  const lines = rules.map(({ when }, index) => `if (${condition(when, fromObject)}) hits.push(${index})`)
  return new Function('f', `const hits = []\n${lines.join('\n')}\nreturn hits`)
}

const fromObject = {
  fact: (name) => `f.${name}`,
  literal: (_, value) => JSON.stringify(value),
  contains: (name, value) => `f.${name}.includes(${JSON.stringify(value)})`,
}

/**
 * The same over columns that are ready: texts are numbers, a list is a set of bits. Answers the rules of every case,
 * those of case `i` from `starts[i]` to `starts[i + 1]`.
 */
export function byHandOverColumns(rules, { columns, codes }) {
  const names = Object.keys(columns)
  const overColumns = {
    fact: (name) => `${name}[i]`,
    literal: (name, value) => (typeof value === 'string' ? (codes[name].get(value) ?? -1) : Number(value)),
    contains: (name, value) => `(${name}[i] & ${1 << (codes[name].get(value) ?? 31)}) !== 0`,
  }
  const lines = rules.map(({ when }, index) => `if (${condition(when, overColumns)}) rules[at++] = ${index}`)
  const body = `
    const starts = new Int32Array(size + 1)
    let rules = new Uint16Array(size)
    let at = 0
    for (let i = 0; i < size; i++) {
      if (at + ${rules.length} > rules.length) {
        const more = new Uint16Array(rules.length * 2 + ${rules.length})
        more.set(rules)
        rules = more
      }
      ${lines.join('\n      ')}
      starts[i + 1] = at
    }
    return { starts, rules: rules.subarray(0, at) }`
  const sweep = new Function('size', ...names, body)
  return (size) => sweep(size, ...names.map((name) => columns[name]))
}

/** The columns for it, by hand as well: one pass that knows every fact by its name. */
export function columnsByHand(cases) {
  const facts = Object.entries(cases[0])
  const codes = Object.fromEntries(
    facts.filter(([, it]) => typeof it === 'string' || Array.isArray(it)).map(([name]) => [name, new Map()]),
  )
  const columns = Object.fromEntries(
    facts.map(([name, it]) => [
      name,
      typeof it === 'number' ? new Float64Array(cases.length) : new Int32Array(cases.length),
    ]),
  )
  const read = facts.map(([name, it]) =>
    typeof it === 'string'
      ? `${name}[i] = code(codes.${name}, f.${name})`
      : Array.isArray(it)
        ? `for (const one of f.${name}) ${name}[i] |= 1 << code(codes.${name}, one)`
        : `${name}[i] = f.${name}`,
  )
  const code = (map, value) => {
    let found = map.get(value)
    if (found === undefined) map.set(value, (found = map.size))
    return found
  }
  const names = Object.keys(columns)
  const fill = new Function(
    'cases',
    'codes',
    'code',
    ...names,
    `for (let i = 0; i < cases.length; i++) { const f = cases[i]; ${read.join('; ')} }`,
  )
  fill(cases, codes, code, ...names.map((name) => columns[name]))
  return { columns, codes }
}

function condition(norm, how) {
  if (norm.all) return norm.all.map((part) => condition(part, how)).join(' && ')
  if (norm.any) return `(${norm.any.map((part) => condition(part, how)).join(' || ')})`
  const { fact, operator, than } = norm
  const is = how.fact(fact)
  switch (operator) {
    case 'in':
      return `(${than.value.map((value) => `${is} === ${how.literal(fact, value)}`).join(' || ')})`
    case 'notIn':
      return than.value.map((value) => `${is} !== ${how.literal(fact, value)}`).join(' && ')
    case 'contains':
      return how.contains(fact, than.value)
    case 'doesNotContain':
      return `!(${how.contains(fact, than.value)})`
    default:
      return `${is} ${sign[operator]} ${'fact' in than ? how.fact(than.fact) : how.literal(fact, than.value)}`
  }
}
const sign = {
  equal: '===',
  notEqual: '!==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}
