/** What others ask of measures: a number for somebody, a fact for a rule, a figure for a story. They come only where one is asked for. */
export { measureFor } from './ask.js'
export { measureFact } from './fact.js'
export { measure } from './measure.js'
