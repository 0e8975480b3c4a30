/** Registers `<linli-market-board>` and the panel that it opens. */
import { define } from '../base/define.js'
import '../stall-panel/define.js'
import { MarketBoard } from './market-board.js'

define('linli-market-board', MarketBoard)

export { MarketBoard }
