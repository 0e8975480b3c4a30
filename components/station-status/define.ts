/** Registers `<linli-station-status>`. */
import { define } from '../base/define.js'
import { StationStatus } from './station-status.js'

define('linli-station-status', StationStatus)

export { StationStatus }
