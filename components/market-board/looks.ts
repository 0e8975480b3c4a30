/** How a unit and a stall look on the board: silhouette, word, and which of the filters they belong to. */
import type { Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import type { Drawing } from '../base/icon.js'
import { silhouettes, type StateKind } from '../base/state-mark.js'
import { type StallState, stallState, unitMark } from '../stall-panel/state.js'
import type { StallPlace, UnitPlace } from './halls.js'
import type { MarketView } from './market.js'
import { words } from './words.js'

export interface UnitLook {
  /** `proposed`, or the step. */
  readonly sort: string
  /** As the styles call it. */
  readonly mark: StateKind | 'ask'
  readonly drawing: Drawing
  readonly word: string
}

export const unitLook = (host: LinliElement, view: MarketView, unit: UnitPlace): UnitLook =>
  sortLook(host, view, sortOf(view, unit))

export function sortOf(view: MarketView, { dossier }: UnitPlace): string {
  const standing = view.standing[dossier]
  return standing?.proposed ? 'proposed' : (standing?.step ?? firstStep(view))
}

export const firstStep = ({ steps }: MarketView): string => Object.keys(steps)[0] ?? ''

export function sortLook(host: LinliElement, { steps }: MarketView, sort: string): UnitLook {
  if (sort === 'proposed') return { sort, mark: 'ask', drawing: draw.ask, word: host.words(words).proposed }
  const mark = unitMark(sort)
  return { sort, mark, drawing: silhouettes[mark], word: host.say(steps[sort]) }
}

/** What somebody has to see to stands first. */
export const sortsOf = ({ steps }: MarketView): readonly string[] => {
  const [first, ...away] = Object.keys(steps)
  return ['proposed', ...away.toReversed(), ...(first === undefined ? [] : [first])]
}

export const stallLook = (host: LinliElement, view: MarketView, stall: StallPlace, now: Moment): StallState => {
  const found = view.found[stall.id]
  return stallState(host, view, { ...(stall.vacant && { vacant: true }), ...(found && { found }) }, now)
}
