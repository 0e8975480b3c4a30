/** All tags of the package and how to register them at once; one line a tag. */
import { Acts } from './acts/acts.js'
import { define, type LinliClass } from './base/define.js'
import { Board } from './board/board.js'
import { BuildingLeader } from './building-leader/building-leader.js'
import { CaseCard } from './case-card/case-card.js'
import { CovenantSigner } from './covenant-signer/covenant-signer.js'
import { Form } from './form/form.js'
import { GridRoster } from './grid-roster/grid-roster.js'
import { Kiosk } from './kiosk/kiosk.js'
import { MarketBoard } from './market-board/market-board.js'
import { RuleProposalElement } from './rule-proposal/rule-proposal.js'
import { SignaturePad } from './signature-pad/signature-pad.js'
import { StationElement } from './station/station.js'
import { StationStatus } from './station-status/station-status.js'
import { StallPanel } from './stall-panel/stall-panel.js'
import { Timeline } from './timeline/timeline.js'

// The station stands first, so that it is there before the elements that ask for it.
const tags: Readonly<Record<string, LinliClass>> = {
  station: StationElement,
  'station-status': StationStatus,
  'rule-proposal': RuleProposalElement,
  acts: Acts,
  form: Form,
  'signature-pad': SignaturePad,
  timeline: Timeline,
  'grid-roster': GridRoster,
  'case-card': CaseCard,
  board: Board,
  'stall-panel': StallPanel,
  'market-board': MarketBoard,
  'covenant-signer': CovenantSigner,
  'building-leader': BuildingLeader,
  kiosk: Kiosk,
}

/** Registers every tag as `<prefix>-<name>`; another prefix lets two versions live on one page. */
export function defineAll({ prefix = 'linli' }: { readonly prefix?: string } = {}): void {
  for (const [name, element] of Object.entries(tags)) define(`${prefix}-${name}`, element, prefix)
}
