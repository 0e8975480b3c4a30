/** Registers `<linli-case-card>` and the parts it is made of. */
import { define } from '../base/define.js'
import '../acts/define.js'
import '../form/define.js'
import '../timeline/define.js'
import { CaseCard } from './case-card.js'

define('linli-case-card', CaseCard)

export { CaseCard }
