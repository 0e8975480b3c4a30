/** Registers `<linli-stall-panel>` and the parts it is made of. */
import '../acts/define.js'
import { define } from '../base/define.js'
import '../form/define.js'
import '../timeline/define.js'
import { StallPanel } from './stall-panel.js'

define('linli-stall-panel', StallPanel)

export { StallPanel }
