/** Registers `<linli-timeline>`. */
import { define } from '../base/define.js'
import { Timeline } from './timeline.js'

define('linli-timeline', Timeline)

export { Timeline }
