/** Registers `<linli-building-leader>`. */
import { define } from '../base/define.js'
import { BuildingLeader } from './building-leader.js'

define('linli-building-leader', BuildingLeader)

export { BuildingLeader }
