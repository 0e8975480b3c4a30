/** The hall as a map and as a list: cells a finger can hit, units set apart by heavy lines, states by their silhouettes. */
import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { midStyles } from '../base/mid.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { segStyles } from '../base/seg.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'
import { deskStyles } from '../stall-panel/desks.styles.js'
import { findStyles } from '../stall-panel/find.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  fieldStyles,
  midStyles,
  noteStyles,
  plateStyles,
  segStyles,
  stateStyles,
  findStyles,
  deskStyles,
  css`
:host { container-type: inline-size; border: 1px solid var(--_card-line); border-block-start: 0; }
.eave { padding-block: var(--_space-2); }
.eave .plate { font-size: var(--_type-m); font-weight: var(--_weight-bold); }
.sums { display: flex; flex-wrap: wrap; align-items: center; gap: var(--_space-2) var(--_space-4); padding: var(--_space-2) var(--_space-4); }
.chip { gap: .5em; padding-inline: .7em; } .chip b { font-size: var(--_type-m); }
.chip[aria-pressed="true"] { border: 2px solid var(--_text); background: var(--_surface-sunken); text-decoration: underline; text-underline-offset: .3em; }
:host > .seg, .seg { margin: 0 var(--_space-4) var(--_space-2); } .seg button { min-block-size: max(var(--_control), var(--_target)); }
.none { padding: var(--_space-4); } .none:empty { display: none; }
.body { display: grid; grid-template-columns: minmax(0, 1fr); border-block-start: 1px solid var(--_line); }

/* the map never turns with the writing */
.box { --cell-inline: 58; --cell-block: 52; --across: calc(var(--cell-inline) * 1px); direction: ltr; overflow: auto; max-block-size: min(760px, 78dvh); padding: 0; margin: var(--_space-3) var(--_space-4) 0; overscroll-behavior: contain; }
:host(:state(elder)) .box, :host(:state(kiosk)) .box { --cell-inline: 92; --cell-block: 72; }
.ground { position: relative; }
.cells { position: absolute; inset: 0 auto auto 0; display: grid; grid-auto-rows: calc(var(--cell-block, 52) * 1px); }
.r { display: contents; }
.c { position: relative; display: grid; place-content: center; justify-items: center; gap: 2px; border: 1px solid var(--_line); background: var(--_surface); cursor: pointer; font-size: var(--_type-xs); line-height: 1.2; white-space: nowrap; overflow: hidden; }
.c.west { border-left: 3px solid var(--_eave); } .c.east { border-right: 3px solid var(--_eave); } .c.north { border-top: 3px solid var(--_eave); } .c.south { border-bottom: 3px solid var(--_eave); }
.c > .icon { inline-size: 1.35em; block-size: 1.35em; stroke-width: 2; }
.c.on-time > .icon { color: var(--_on-time); } .c:is(.unseen, .vacant, .other) { color: var(--_text-quiet); }
.c.warn { background: var(--_warn-soft); } .c.warn > .icon { color: var(--_warn); }
.c.u-watch, .c.u-ask { background: var(--_watch-soft); } .c.u-suspended { background: var(--_suspended-soft); } .c.u-stop { background: var(--_stop-soft); }
.c.stop { background: var(--_solid); color: var(--_on-solid); }
.c.vacant { background: var(--_surface-quiet); } .c.vacant .no { text-decoration: line-through; text-decoration-color: var(--_line-strong); }
.c.corridor { cursor: default; border-color: transparent; background: repeating-linear-gradient(135deg, transparent 0 8px, var(--_line) 8px 10px); }
.c:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); z-index: 1; border-radius: 0; }
.c.stop:focus-visible { outline-color: var(--_on-solid); box-shadow: inset 0 0 0 calc(var(--_focus-width) + 3px) var(--_text); }
.un { position: absolute; inset: auto auto 0 0; display: grid; padding: 1px; background: var(--_eave); color: var(--_surface); border-start-end-radius: 4px; } .un .icon { inline-size: 18px; block-size: 18px; stroke-width: 2.2; }
.legend { display: flex; flex-wrap: wrap; gap: 4px var(--_space-4); align-items: center; padding: var(--_space-2) var(--_space-4) var(--_space-3); font-size: var(--_type-xs); }
.legend .st { font-weight: 400; } .legend .of-units { margin-inline-start: var(--_space-3); }
.legend i { inline-size: 1.3em; block-size: 1.1em; border: 1px solid var(--_line-strong); align-self: center; } .legend i.corridor { background: repeating-linear-gradient(135deg, transparent 0 4px, var(--_line-strong) 4px 5px); } .legend i.vacant { background: linear-gradient(var(--_line-strong), var(--_line-strong)) center / 80% 1px no-repeat; }

/* the units */
.list-box { --unit-block: 60; overflow: auto; max-block-size: min(760px, 84dvh); overscroll-behavior: contain; }
:host(:state(elder)) .list-box, :host(:state(kiosk)) .list-box { --unit-block: 92; }
.rows { position: absolute; inset: 0 0 auto 0; }
.unit { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 var(--_space-3); align-items: center; block-size: calc(var(--unit-block, 60) * 1px); padding: 0 var(--_space-4); border-block-end: 1px solid var(--_line); cursor: pointer; line-height: 1.3; overflow: hidden; }
.unit:hover { background: var(--_surface-quiet); } .unit .what .quiet { font-size: var(--_type-xs); }
.unit:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); border-radius: 0; }
.unit .st { font-size: var(--_type-s); }
.unit:is(.u-ask, .u-watch) { background: var(--_watch-soft); } .unit.u-stop { background: var(--_stop-soft); } .unit.u-suspended { background: var(--_suspended-soft); }
.st.ask { color: var(--_watch); }
svg.nine { inline-size: 36px; block-size: 36px; }
.nine rect { fill: none; stroke: var(--_line-strong); stroke-width: 1.2; } .nine .on-time { fill: var(--_on-time-soft); stroke: var(--_on-time); } .nine .warn { fill: var(--_warn-soft); stroke: var(--_warn); stroke-width: 2.5; } .nine .stop { fill: var(--_solid); stroke: var(--_solid); } .nine .vacant { stroke-dasharray: 1.5 1.5; }

.desks { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 10px; padding: var(--_space-3) var(--_space-4); border-block-start: 1px solid var(--_line); background: var(--_surface-quiet); }
.desks .desk > p { grid-row: 1 / span 2; } .desks .theirs { display: none; }

/* of one height whatever it shows: what was under a finger stays there */
dialog { max-inline-size: min(1280px, calc(100vw - 16px)); }
dialog[open] { display: flex; flex-direction: column; min-block-size: min(876px, calc(100dvh - 24px)); }
.back ~ * { flex: 1; }
.back ~ * { --linli-eave-width: 0px; } /* one eave is enough */
.back { position: sticky; inset-block-start: 0; z-index: 4; display: flex; padding: 4px var(--_space-4); background: var(--_surface); border-block-start: var(--_eave-width) solid var(--_eave); }

@container (max-width: 899px) { .body.map .units, .body.units .map { display: none; } }
@container (min-width: 1100px) { .box { --cell-inline: 64; --cell-block: 60; } :host(:not(:state(elder))) .desks { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
@container (min-width: 900px) {
  .seg { display: none; }
  .body { grid-template-columns: minmax(0, 1fr) minmax(320px, 30%); }
  .units { border-inline-start: 1px solid var(--_line); }
}
@container (max-width: 560px) {
  .box { margin-inline: 0; } .eave .tools, .find { inline-size: 100%; } .eave .tools { flex-wrap: wrap; }
  .sums, .desks, .legend, .unit { padding-inline: var(--_space-3); }
  .desks { grid-template-columns: minmax(0, 1fr); }
}
@media (forced-colors: active) {
  .c.stop, .nine .stop { forced-color-adjust: none; background: CanvasText; color: Canvas; fill: CanvasText; }
  .c.corridor { border: 1px dotted GrayText; } .un { border: 1px solid CanvasText; }
  .chip[aria-pressed="true"] { outline: 3px solid Highlight; }
}
@media print { .sums .chip:not([aria-pressed="true"]), .seg, .find { display: none; } .box, .list-box { max-block-size: none; overflow: visible; } }
`,
]
