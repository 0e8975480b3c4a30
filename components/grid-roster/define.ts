/** Registers `<linli-grid-roster>`. */
import { define } from '../base/define.js'
import { GridRoster } from './grid-roster.js'

define('linli-grid-roster', GridRoster)

export { GridRoster }
