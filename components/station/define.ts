/** Registers `<linli-station>`. */
import { define } from '../base/define.js'
import { StationElement } from './station.js'

define('linli-station', StationElement)

export { StationElement }
