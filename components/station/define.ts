/** Registers `<linli-station>` and the panel of changed rules that it shows. */
import { define } from '../base/define.js'
import '../rule-proposal/define.js'
import { StationElement } from './station.js'

define('linli-station', StationElement)

export { StationElement }
