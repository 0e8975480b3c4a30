/** Registers `<linli-board>` with the card and the form it opens. */
import { define } from '../base/define.js'
import '../case-card/define.js'
import '../form/define.js'
import { Board } from './board.js'

define('linli-board', Board)

export { Board }
