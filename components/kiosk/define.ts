/** Registers `<linli-kiosk>`. */
import { define } from '../base/define.js'
import { Kiosk } from './kiosk.js'

define('linli-kiosk', Kiosk)

export { Kiosk }
