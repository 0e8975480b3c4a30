import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { midStyles } from '../base/mid.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { rulerStyles } from '../base/ruler.styles.js'
import { segStyles } from '../base/seg.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

/** One lane at a time, chosen by tabs. */
const oneLane = css`
  .seg.tabs { display: flex; border-inline: 0; border-block-start: 0; border-radius: 0; flex: none; overflow-x: auto; }
  .tabs button { flex: 1 0 auto; padding-inline: var(--_space-2); min-block-size: var(--_target); }
  .tabs small { font-size: var(--_type-xs); }
  /* where head and figures fill a small window, the lane is still there to be scrolled to */
  .main { min-block-size: min(60dvh, 420px); }
  .lane:not(.shown), .lane > header, div.keys, .day { display: none; }
  .bar { gap: 0 var(--_space-3); padding-block-end: var(--_space-2); }
  .sieve { inline-size: 100%; } .sieve :is(.field, .btn) { flex: 1 1 9em; min-inline-size: 0; max-inline-size: none; } .sieve .find { order: 1; flex-basis: 100%; } .sieve select { max-inline-size: none; inline-size: 100%; }
  .eave .rest { flex-basis: 100%; } .rest .tools { inline-size: 100%; display: grid; grid-template-columns: repeat(auto-fit, minmax(7.2em, 1fr)); } .tools .offline { grid-column: 1 / -1; }
`
/** Where time and state do not fit side by side, every strip of the board grows by a line at once. */
const stacked = css`
  .reach { --_state: calc(var(--_type-s) * 1.4); --_rows: 5; }
  .strip { grid-template: var(--_state) var(--_head) 14px var(--_what) var(--_where) var(--_who) / minmax(0, 1fr); }
  .strip > .st { grid-row: 1; justify-self: start; } .t { grid-row: 2; }
`

export const styles = [
  dialogStyles,
  eaveStyles,
  fieldStyles,
  midStyles,
  noteStyles,
  plateStyles,
  rulerStyles,
  segStyles,
  stateStyles,
  css`
/* Never taller than the window: its lanes scroll, so that the page need not. */
.board { container: linli-board / inline-size; display: flex; flex-direction: column; block-size: 100%; max-block-size: 100dvh; overflow-y: auto; background: var(--_surface); border: 1px solid var(--_card-line); border-block-start: 0; }
.eave .now { font-size: var(--_type-xl); font-weight: 600; line-height: 1; }
.eave .tools { flex-wrap: wrap; }
.eave .rest { flex: 1 1 auto; display: flex; flex-wrap: wrap; align-items: center; gap: var(--_space-2) var(--_space-4); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--_space-2) var(--_space-5); padding: var(--_space-1) var(--_space-4); background: var(--_surface-quiet); border-block-end: 1px solid var(--_line); color: var(--_text-quiet); }
.count { display: inline-flex; gap: .4em; align-items: baseline; min-block-size: var(--_target); align-items: center; }
.count .n { color: var(--_text); font-size: var(--_type-m); min-inline-size: 28px; min-block-size: var(--_target); display: inline-flex; align-items: center; }
.count .n[aria-pressed="true"]:not(:only-child), .count:has(.st) .n[aria-pressed="true"] { background: var(--_text); color: var(--_surface); padding-inline: .5em; min-block-size: 28px; border-radius: var(--_radius-s); }
.sieve { display: flex; flex-wrap: wrap; gap: var(--_space-2); margin-inline-start: auto; align-items: center; }
.sieve .field { padding: 0 var(--_space-2); }
.sieve select { inline-size: auto; max-inline-size: 13em; background: var(--_surface); }
.find { inline-size: 16em; }
.list, .seg.tabs { display: none; }

.main { flex: 1 1 auto; min-block-size: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
.lanes { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr); min-block-size: 0; grid-area: 1 / 1; }
.lane { container: linli-lane / inline-size; border-inline-end: 1px solid var(--_line); display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; }
.lane:last-child { border-inline-end: 0; }
.lane > header { flex: none; display: grid; grid-template-columns: auto 1fr; gap: 0 var(--_space-2); align-items: end; padding: var(--_space-3) var(--_space-3) var(--_space-2); border-block-end: 1px solid var(--_line-strong); min-block-size: 76px; }
.big { font-size: var(--_lane-number); line-height: .9; font-weight: 300; letter-spacing: -.03em; grid-row: span 2; }
.lane h3 { font-size: var(--_type-m); grid-column: 2; } .lane header p { font-size: var(--_type-xs); color: var(--_text-quiet); grid-column: 2; }
.lane > header > :not(.big) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lane > header:not(:has(.big)) > * { grid-column: 1 / -1; }
.reach { flex: 1 1 auto; overflow-y: auto; min-block-size: 0; position: relative; overscroll-behavior: contain; scrollbar-width: thin; }
.none { padding: var(--_space-3); color: var(--_text-quiet); font-size: var(--_type-xs); }
.more { padding: 0 var(--_space-3); font-size: var(--_type-xs); border-block-start: 1px solid var(--_line); }
.more .n { min-block-size: calc(var(--_target) + 1px); display: inline-flex; align-items: center; }

/* Every strip is as tall as every other: that is what lets a lane of ten thousand draw a dozen. */
.reach { --_head: calc(var(--_type-xl) * 1.2); --_what: calc(var(--_type-m) * 1.35); --_where: calc(var(--_type-xs) * 1.75); --_who: calc(var(--_type-xs) * 1.5); --_state: 0px; --_rows: 4; }
.reach ul, .reach li { --_strip: calc(var(--_space-3) * 2 + var(--_state) + var(--_head) + 14px + var(--_what) + var(--_where) + var(--_who) + 4px * var(--_rows) + 1px); }
.reach ul { position: relative; block-size: calc(var(--count, 0) * var(--_strip)); }
.reach li { position: absolute; inset-inline: 0; inset-block-start: calc(var(--index, 0) * var(--_strip)); block-size: var(--_strip); contain: size layout style; }
.strip { all: unset; box-sizing: border-box; cursor: pointer; position: relative; inline-size: 100%; block-size: 100%; padding: var(--_space-3); border-block-end: 1px solid var(--_line); display: grid; grid-template: var(--_head) 14px var(--_what) var(--_where) var(--_who) / minmax(0, 1fr) auto; gap: 4px 8px; align-items: center; }
.strip > :not(.t, .st) { grid-column: 1 / -1; }
.strip:hover { background: var(--_surface-quiet); }
.strip:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); border-radius: 0; z-index: 1; }
.t { font-size: var(--_type-xl); line-height: 1.15; font-weight: 600; white-space: nowrap; }
.t small { font-size: var(--_type-xs); font-weight: 400; margin-inline-end: .2em; }
.warn .t { color: var(--_warn); } .late .t { color: var(--_late); } .suspended .t { color: var(--_suspended); }
.strip > .st { align-self: center; }
.strip b, .who { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.strip b { font-size: var(--_type-m); line-height: 1.35; }
.where { min-inline-size: 0; font-size: var(--_type-xs); display: flex; }
.where .plate { flex-wrap: nowrap; overflow: hidden; line-height: 1.5; }
/* what is cut short is the community, which everybody knows; the grid and the building say where to go */
.where .plate > span { flex: none; overflow: hidden; text-overflow: ellipsis; max-inline-size: 10em; } .where .plate > :first-child { flex: 0 1 auto; max-inline-size: none; }
.who { font-size: var(--_type-xs); line-height: 1.5; color: var(--_text-quiet); }
.strip.late { background: var(--_late-soft); }
.strip.late > .st { padding: .08em .45em; border-radius: var(--_radius-s); background: var(--_solid); color: var(--_on-solid); }
.strip[aria-current="true"] { background: var(--_accent-soft); box-shadow: inset 5px 0 0 var(--_accent), inset -2px 0 0 var(--_accent); }
.strip:dir(rtl)[aria-current="true"] { box-shadow: inset -5px 0 0 var(--_accent), inset 2px 0 0 var(--_accent); }
@container linli-lane (max-width: 185px) { ${stacked} }
@container linli-lane (max-width: 20.4em) { .latin { ${stacked} } }
@container linli-lane (max-width: 15em) { :host(:state(elder)) { ${stacked} } }

.panel { min-block-size: 0; min-inline-size: 0; overflow: auto; background: var(--_surface); grid-area: 1 / 1; display: none; }
.panel > slot > *, .panel > slot::slotted(*) { display: grid; min-block-size: 100%; }
.panel > slot > *::part(card) { border: 0; }
.back { margin: var(--_space-2); }
.opened .panel { display: block; }
.opened .lanes { visibility: hidden; }
@container linli-board (min-width: 1400px) {
  :host(:not(:state(wall))) .with-card { grid-template-columns: minmax(0, 1fr) minmax(500px, 45%); }
  :host(:not(:state(wall))) .with-card .lanes { visibility: visible; border-inline-end: 1px solid var(--_line); }
  :host(:not(:state(wall))) .with-card .panel { display: block; grid-area: 1 / 2; }
  :host(:not(:state(wall))) .with-card .back { display: none; }
}
div.keys { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 18px; padding: 0 var(--_space-4); border-block-start: 1px solid var(--_line); color: var(--_text-quiet); font-size: var(--_type-xs); background: var(--_surface-quiet); }
div.keys button { all: unset; cursor: pointer; min-block-size: var(--_target); }
/* some browsers stop at whatever scrolls */
:is(.board, .reach):focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
div.keys button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: 2px; }
.all-keys { display: grid; grid-template-columns: max-content 1fr; gap: 6px var(--_space-4); padding: var(--_space-4); }
.all-keys .over { grid-column: 1 / -1; color: var(--_text-quiet); margin-block-start: var(--_space-2); }
.inside::part(form) { border: 0; }
dialog.import { max-inline-size: min(760px, calc(100vw - 24px)); }
div.import { display: grid; gap: var(--_space-3); padding: var(--_space-4); }
.import h3 { font-size: var(--_type-l); }
.import label { display: grid; gap: 4px; } .import [aria-busy] { display: grid; gap: var(--_space-3); justify-items: stretch; }
.mapping { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: var(--_space-3); align-items: start; }
.mapping small { min-block-size: 1.4em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.prog { display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; } .prog .ruler { grid-column: 1 / -1; } .prog .mark80 { display: none; }
.bad { max-block-size: 40dvh; overflow: auto; display: grid; gap: 4px; border-inline-start: 3px solid var(--_line-strong); padding-inline-start: var(--_space-3); }
.mid { flex: 1; min-block-size: 330px; }
.skeleton { display: grid; inline-size: 100%; } .skeleton li { display: grid; grid-template-columns: 20px 1fr 5em; gap: 12px; padding: 12px 0; border-block-end: 1px solid var(--_line); align-items: center; }
.sk { block-size: 12px; background: var(--_surface-sunken); border: 1px solid var(--_line); border-radius: 2px; } .sk.a { inline-size: 62%; } .sk.b { inline-size: 44%; } .sk.c { inline-size: 74%; }
@container linli-board (max-width: 1299px) { .sieve .seg { display: none; } .list { display: flex; } }
/* the card covers the lanes, and what sorts them */
@container linli-board (max-width: 1399px) { :is(.bar, .seg.tabs):has(~ .opened) { display: none; } }
:host(:state(wall)) :is(.bar, .seg.tabs):has(~ .opened) { display: none; }
@container linli-board (max-width: 719px) { ${oneLane} }
/* large letters need the room of two lanes for one */
@container linli-board (max-width: 999px) { :host(:state(elder)) { ${oneLane} } }
@media (forced-colors: active) {
  .big { forced-color-adjust: none; color: CanvasText; } /* the plate behind it would cover the line below */
  .strip[aria-current="true"] { outline: 3px solid Highlight; outline-offset: -3px; }
  .strip.late > .st { forced-color-adjust: none; background: CanvasText; color: Canvas; }
}
@media print {
  .board { max-block-size: none; border: 0; } .sieve, .panel, .keys, .more, .tabs { display: none; }
  .strip[aria-current="true"] { background: none; box-shadow: none; }
  .reach { overflow: visible; } .reach ul { block-size: auto; } .reach li { position: static; break-inside: avoid; }
}
`,
]
