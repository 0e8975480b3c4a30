/** Squares, taps and desks: as large as gloves need at a kiosk, and side by side where the tag is wide. */
import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { midStyles } from '../base/mid.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { reasonStyles } from '../base/reason.styles.js'
import { segStyles } from '../base/seg.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'
import { deskStyles } from './desks.styles.js'
import { findStyles } from './find.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  fieldStyles,
  midStyles,
  noteStyles,
  plateStyles,
  reasonStyles,
  segStyles,
  stateStyles,
  findStyles,
  deskStyles,
  css`
:host { container-type: inline-size; }
:host(:not([hidden])) { display: flex; flex-direction: column; }
.eave { padding-block: var(--_space-1); }
.eave .plate { font-size: var(--_type-m); font-weight: var(--_weight-bold); }
.eave .now { font-size: var(--_type-l); font-weight: var(--_weight-bold); }
.all { flex: 1; min-block-size: 0; display: grid; grid-template: "nine" 1fr "side" auto "desks" auto "foot" auto / minmax(0, 1fr); }
.nine { grid-area: nine; } .side { grid-area: side; } .desks { grid-area: desks; } slot[name="foot"] { grid-area: foot; }
.all > * { min-inline-size: 0; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--_space-2) var(--_space-4); }
h3 { font-size: var(--_type-l); }
.btn:active, .tri button:active { background: var(--_surface-sunken); }
.seg button { min-block-size: max(var(--_control), var(--_target)); }
header .seg button { white-space: normal; }

/* the squares: a map of the hall, so it never turns with the writing */
.nine { padding: var(--_space-2) var(--_space-4) var(--_space-3); display: grid; gap: var(--_space-3); grid-template-rows: auto minmax(0, 1fr); grid-auto-rows: auto; }
.nine h3 { margin-inline-end: auto; }
.board { display: grid; gap: 10px; direction: ltr; grid-auto-rows: minmax(max(92px, calc(var(--_type-xl) * 3.2)), 1fr); max-block-size: 800px; grid-template-columns: repeat(3, minmax(0, 1fr)); padding: 6px; margin: -6px; }
.board[data-columns="1"] { grid-template-columns: minmax(0, 1fr); } .board[data-columns="2"] { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.board[data-columns="4"] { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.r { display: contents; }
.sq { position: relative; min-inline-size: 0; border: 2px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); padding: .35em .6em; display: grid; grid-template: auto auto 1fr / minmax(0, 1fr); overflow-wrap: anywhere; cursor: pointer; }
.sq .no { font-size: var(--_type-m); font-weight: var(--_weight-bold); line-height: 1.2; }
.sq .about { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 2px 6px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.goods b { color: var(--_text); }
/* a narrow square in large type has its sign above its word */
.sq .state { display: flex; flex-wrap: wrap; align-items: center; align-self: end; gap: .3em; font-size: max(var(--_type-m), min(var(--_type-xl), 2.7cqi)); font-weight: var(--_weight-bold); line-height: 1.1; }
.state .icon { inline-size: 1.2em; block-size: 1.2em; }
.sq.on-time .state { color: var(--_on-time); } .sq.unseen .state { color: var(--_text-quiet); font-weight: 400; }
.sq.warn { background: var(--_warn-soft); border-color: var(--_warn); border-width: 3px; } .sq.warn .state { color: var(--_warn); }
.sq.stop { background: var(--_solid); border-color: var(--_solid); color: var(--_on-solid); } .sq.stop :is(.about, .goods b) { color: inherit; }
.sq.vacant { border-style: dashed; background: var(--_surface-quiet); } .sq.vacant :is(.state, .no) { color: var(--_text-quiet); font-weight: 400; }
.sq.own { outline: 5px solid var(--_text); outline-offset: 3px; z-index: 1; }
.sq[aria-selected="true"] { box-shadow: inset 6px 0 0 var(--_accent); padding-left: max(.6em, 14px); } .sq.stop[aria-selected="true"] { box-shadow: inset 6px 0 0 var(--_on-solid); }
.sq:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); z-index: 2; }
.sq.own:focus-visible { outline: 5px solid var(--_text); outline-offset: 3px; box-shadow: 0 0 0 calc(9px + var(--_focus-width)) var(--_focus); }
.sq:is(.corridor, .wall, .other) { cursor: default; place-content: center; grid-template: auto / auto; border-color: transparent; border-radius: 0; }
.sq:is(.corridor, .wall, .other) .no { font-weight: 400; font-size: var(--_type-s); color: var(--_text-quiet); background: var(--_surface); padding: 0 .4em; }
.sq.corridor { background: repeating-linear-gradient(135deg, transparent 0 10px, var(--_line) 10px 12px); }
.sq.wall { border: 0; background: var(--_surface-sunken); } .sq.wall .no { background: none; }
.sq.wall.east { border-right: 8px solid var(--_eave); } .sq.wall.west { border-left: 8px solid var(--_eave); }
.sq.wall.south { border-bottom: 8px solid var(--_eave); } .sq.wall.north { border-top: 8px solid var(--_eave); }
.un { display: inline-flex; align-items: center; gap: .25em; font-weight: var(--_weight-bold); padding: .05em .35em; border: 1.5px solid currentColor; border-radius: 3px; background: var(--_surface); white-space: nowrap; color: var(--_watch); }
.un.stop { color: var(--_stop); } .un.suspended { color: var(--_suspended); } .un .icon { inline-size: 1.15em; block-size: 1.15em; }

/* where the unit stands */
.box { display: flex; flex-wrap: wrap; gap: 4px var(--_space-4); align-items: center; padding: 4px var(--_space-3); border: 2px solid var(--_line-strong); border-radius: var(--_radius-m); }
.box .st { align-items: center; font-size: var(--_type-l); white-space: normal; } .box p { flex: 1 1 8em; } .box .btn { margin-inline-start: auto; }
.box.watch { background: var(--_watch-soft); border-color: var(--_watch); } .box.stop { background: var(--_stop-soft); border-color: var(--_stop); border-width: 3px; } .box.suspended { background: var(--_suspended-soft); border-color: var(--_suspended); }

/* the check: nine rows, three answers each */
.side { padding: var(--_space-2) var(--_space-4) var(--_space-3); display: grid; gap: var(--_space-2); align-content: start; border-block-start: 1px solid var(--_line); }
.tapped { margin-inline-end: auto; }
.side.unit { gap: var(--_space-3); }
.items { display: grid; }
.item { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--_space-3); align-items: center; border-block-start: 1px solid var(--_line); font-size: var(--_type-m); }
.item > .icon { color: var(--_text-quiet); }
.tri { display: inline-flex; border: 2px solid var(--_line-strong); border-radius: var(--_radius-m); overflow: hidden; }
.whole { display: inline-block; }
.tri button { all: unset; box-sizing: border-box; min-block-size: max(60px, var(--_target)); min-inline-size: var(--_answer, 84px); padding-inline: .4em; display: flex; justify-content: center; align-items: center; gap: .3em; font-size: var(--_type-s); cursor: pointer; white-space: nowrap; }
.tri button + button { border-inline-start: 2px solid var(--_line-strong); }
.tri button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
.tri [aria-checked="true"] { font-weight: var(--_weight-bold); text-decoration: underline; text-underline-offset: .3em; text-decoration-thickness: 2px; }
.tri .on-time[aria-checked="true"] { background: var(--_on-time-soft); color: var(--_on-time); box-shadow: inset 0 -5px 0 var(--_on-time); }
.tri .warn[aria-checked="true"] { background: var(--_warn-soft); color: var(--_warn); box-shadow: inset 0 -5px 0 var(--_warn); }
.tri .stop[aria-checked="true"] { background: var(--_solid); color: var(--_on-solid); }
.tri [aria-disabled="true"] { cursor: not-allowed; color: var(--_text-quiet); }
.foot { display: grid; gap: var(--_space-2); } .foot p { display: flex; gap: .4em; align-items: center; } .foot .done { font-weight: var(--_weight-bold); color: var(--_on-time); }
.fault { color: var(--_late); font-weight: 500; } .fault:empty { display: none; }

/* what is decided */
.proposal { display: grid; gap: var(--_space-3); } .proposal .row .btn { flex: 1 1 9em; min-block-size: max(var(--_control), var(--_target)); }
.refusal { display: grid; gap: var(--_space-2); } .refusal textarea { inline-size: 100%; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); padding: 8px 12px; background: var(--_surface); font-size: var(--_type-m); }
.next { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 8px; font-size: var(--_type-xs); line-height: 1.35; }
.next li { border-block-start: 4px solid var(--_line-strong); padding-block-start: 6px; } .next b { display: block; font-size: var(--_type-s); }
.next .now { border-color: var(--_text); font-weight: var(--_weight-bold); } .next .past { border-block-start-style: double; }
.voids { border: 2px dashed var(--_line-strong); border-radius: var(--_radius-m); padding: var(--_space-2) var(--_space-3); }
details .why { margin-block-start: var(--_space-2); }
summary { min-block-size: var(--_target); display: inline-flex; align-items: center; cursor: pointer; }

/* the desks */
.desks { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 10px; padding: var(--_space-3) var(--_space-4); border-block-start: 1px solid var(--_line); background: var(--_surface-quiet); }

/* gloves: an answer as wide as there is room for, and where the screen is high a gap between the rows */
:host(:state(kiosk)) { --_answer: 124px; }
@media (min-height: 1000px) { :host(:state(kiosk)) .item { padding-block: 4px; } }

/* wide: the check beside the squares; at a kiosk the desks stand under the squares, so that nothing scrolls at 1280 × 800 */
@container (min-width: 860px) {
  :host(:not(:state(kiosk)):not(:state(elder))) .all { grid-template: "nine side" 1fr "desks desks" auto "foot foot" auto / minmax(0, 1fr) minmax(0, 1fr); }
  :host(:not(:state(kiosk)):not(:state(elder))) .side { border-block-start: 0; border-inline-start: 1px solid var(--_line); }
  :host(:not(:state(kiosk)):not(:state(elder))) .desks { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}
@container (min-width: 1150px) {
  .all { grid-template: "nine side" 1fr "desks side" auto "foot foot" auto / minmax(0, 1fr) minmax(0, 1fr); }
  .side { border-block-start: 0; border-inline-start: 1px solid var(--_line); overflow: auto; }
  :host(:state(kiosk)) .side { block-size: 0; min-block-size: 100%; }
  :host(:state(kiosk)) .nine { gap: var(--_space-2); }
  :host(:state(kiosk)) .sq { padding-right: .4em; } :host(:state(kiosk)) .sq .state { font-size: max(var(--_type-m), min(var(--_type-xl), 2.35cqi)); } :host(:state(kiosk)) .about { column-gap: 4px; } :host(:state(kiosk)) .un { padding-inline: .2em; gap: .15em; }
  :host(:state(kiosk)) .desk:not(.has) .theirs { display: none; }
  :host(:state(kiosk)) .desk:not(.has) > p { grid-row: 1 / span 2; }
  :host(:state(kiosk)) .desks { padding-block: var(--_space-2); }
}
@container (min-width: 1150px) and (max-width: 1500px) { .tri button { min-inline-size: min(var(--_answer, 84px), 104px); } }
@container (max-width: 560px) {
  .item { grid-template-columns: auto minmax(0, 1fr); gap: 2px var(--_space-2); padding-block: 6px; }
  .tri { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); } .tri button { min-inline-size: 0; }
  .nine, .side, .desks { padding-inline: var(--_space-3); }
  .board { gap: 6px; } .sq { padding: .4em; } .un { white-space: normal; } .sq .state { font-size: var(--_type-m); } .next { grid-template-columns: 1fr 1fr; }
  .desks { grid-template-columns: minmax(0, 1fr); }
  .find { inline-size: 100%; } .eave .tools { inline-size: 100%; } .eave .now { display: none; }
}
@media (forced-colors: active) {
  .sq.stop, .tri .stop[aria-checked="true"] { forced-color-adjust: none; background: CanvasText; color: Canvas; }
  .sq.corridor { border: 2px dotted GrayText; }
  .sq[aria-selected="true"] { border-left: 8px solid Highlight; }
  .tri [aria-checked="true"] { outline: 4px solid Highlight; outline-offset: -6px; }
}
@media print { .side, .desks .btn { display: none; } }
`,
]
