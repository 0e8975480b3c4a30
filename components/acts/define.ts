/** Registers `<linli-acts>` and the form it opens. */
import { define } from '../base/define.js'
import '../form/define.js'
import { Acts } from './acts.js'

define('linli-acts', Acts)

export { Acts }
