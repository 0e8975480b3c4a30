/** How each comparison is said; `{a}` and `{b}` are its sides. */
import type { ValueType } from '../pack/book.js'
import type { Say } from '../types.js'
import type { OperatorName } from './operators.js'
import { say } from './words.js'

const before = say('{a}早于{b}', '{a} is before {b}')
const notBefore = say('{a}不早于{b}', '{a} is not before {b}')
const after = say('{a}晚于{b}', '{a} is after {b}')
const notAfter = say('{a}不晚于{b}', '{a} is not after {b}')

const PHRASES: Readonly<Record<OperatorName, Say>> = {
  equal: say('{a}是{b}', '{a} is {b}'),
  notEqual: say('{a}不是{b}', '{a} is not {b}'),
  in: say('{a}是{b}之一', '{a} is one of {b}'),
  notIn: say('{a}不是{b}中的任何一个', '{a} is none of {b}'),
  contains: say('{a}里有{b}', '{a} includes {b}'),
  doesNotContain: say('{a}里没有{b}', '{a} does not include {b}'),
  lessThan: say('{a}少于{b}', '{a} is less than {b}'),
  lessThanInclusive: say('{a}不超过{b}', '{a} is at most {b}'),
  greaterThan: say('{a}超过{b}', '{a} is more than {b}'),
  greaterThanInclusive: say('{a}达到{b}', '{a} is at least {b}'),
  before,
  notBefore,
  after,
  notAfter,
  under: say('{a}在{b}范围内', '{a} lies in {b}'),
  notUnder: say('{a}不在{b}范围内', '{a} does not lie in {b}'),
  filled: say('{a}已填', '{a} is filled in'),
  empty: say('{a}没有填', '{a} is not filled in'),
}

/** Points of time are early and late, and neither few nor many. */
const IN_TIME: Partial<Record<OperatorName, Say>> = {
  lessThan: before,
  lessThanInclusive: notAfter,
  greaterThan: after,
  greaterThanInclusive: notBefore,
}
const OF_NUMBERS: Partial<Record<OperatorName, Say>> = {
  equal: say('{a}等于{b}', '{a} equals {b}'),
  notEqual: say('{a}不等于{b}', '{a} does not equal {b}'),
}
const YES_NO: Partial<Record<OperatorName, Say>> = {
  equal: say('{a}为「{b}」', '{a}: {b}'),
  notEqual: say('{a}不为「{b}」', '{a}: not {b}'),
}

export function phrase(operator: OperatorName, type: ValueType, a: Say, b: Say): Say {
  const { zh, en } = special(type)?.[operator] ?? PHRASES[operator]
  // in one pass, since a title may itself hold braces
  const put = (text: string, left: string, right: string) =>
    text.replace(/\{[ab]\}/g, (side) => (side === '{a}' ? left : right))
  // between a Chinese character and a digit stands a space
  return say(put(zh, a.zh, /^\d/.test(b.zh) ? ` ${b.zh}` : b.zh), put(en, a.en, b.en))
}

function special(type: ValueType) {
  if (type === 'date' || type === 'moment' || type === 'time') return IN_TIME
  if (type === 'number' || type === 'duration') return OF_NUMBERS
  return type === 'yes-no' ? YES_NO : undefined
}
