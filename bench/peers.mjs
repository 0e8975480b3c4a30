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
  const lines = rules.map(({ when }, index) => `if (${condition(when)}) hits.push(${index})`)
  return new Function('f', `const hits = []\n${lines.join('\n')}\nreturn hits`)
}

function condition(norm) {
  if (norm.all) return norm.all.map(condition).join(' && ')
  if (norm.any) return `(${norm.any.map(condition).join(' || ')})`
  const is = `f.${norm.fact}`
  const than = 'fact' in norm.than ? `f.${norm.than.fact}` : JSON.stringify(norm.than.value)
  switch (norm.operator) {
    case 'in':
      return `(${norm.than.value.map((value) => `${is} === ${JSON.stringify(value)}`).join(' || ')})`
    case 'notIn':
      return norm.than.value.map((value) => `${is} !== ${JSON.stringify(value)}`).join(' && ')
    case 'contains':
      return `${is}.includes(${than})`
    case 'doesNotContain':
      return `!${is}.includes(${than})`
    default:
      return `${is} ${sign[norm.operator]} ${than}`
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
