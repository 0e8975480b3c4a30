/** Registers `<linli-acts>`. */
import { define } from '../base/define.js'
import { Acts } from './acts.js'

define('linli-acts', Acts)

export { Acts }
