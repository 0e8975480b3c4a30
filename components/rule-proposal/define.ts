/** Registers `<linli-rule-proposal>`. */
import { define } from '../base/define.js'
import { RuleProposalElement } from './rule-proposal.js'

define('linli-rule-proposal', RuleProposalElement)

export { RuleProposalElement }
