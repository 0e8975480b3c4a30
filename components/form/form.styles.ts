import { css } from 'lit'
import { fieldStyles } from '../base/field.styles.js'
import { photoStyles } from '../base/photo.styles.js'
import { plateStyles } from '../base/plate.styles.js'

export const styles = [
  fieldStyles,
  photoStyles,
  plateStyles,
  css`
:host { container-type: inline-size; }
form, .sent { border-block-start: var(--_eave-width) solid var(--_eave); display: grid; gap: var(--_space-4); padding: var(--_space-3) var(--_space-4) var(--_space-4); }
form > * { max-inline-size: 760px; } /* longer lines are not read, and tiles drift apart */
.saved { display: flex; gap: 6px; align-items: center; justify-content: end; color: var(--_text-quiet); font-size: var(--_type-xs); min-block-size: 1.4em; margin-block-end: calc(0px - var(--_space-3)); }
.q { display: grid; gap: var(--_space-2); min-inline-size: 0; }
.q > label, legend { font-weight: var(--_weight-bold); font-size: var(--_type-m); }
legend { float: inline-start; inline-size: 100%; } /* a legend that is not floated ignores the grid's gap */
legend small, label small { font-weight: 400; font-size: var(--_type-xs); }
.help { margin-block-start: -4px; }
.fault { color: var(--_late); font-weight: 500; }
.ta { border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); padding: 10px 12px; inline-size: 100%; min-block-size: 64px; resize: vertical; background: var(--_surface); font-size: var(--_type-m); line-height: 1.5; }
.field { font-size: var(--_type-m); }
.q :is(.ta, .field):has([aria-invalid="true"]), .ta[aria-invalid="true"] { border-color: var(--_late); border-width: 2px; }
.pair { display: grid; grid-template-columns: 1fr auto; gap: var(--_space-2); }

.tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
.tiles.two, .two { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.tile, .two label { position: relative; display: grid; justify-items: center; align-content: center; gap: 4px; min-block-size: max(66px, var(--_target)); padding: 6px; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); font-size: var(--_type-s); text-align: center; cursor: pointer; overflow-wrap: anywhere; text-wrap: balance; }
.two label, .tiles.two .tile { min-block-size: max(48px, var(--_target)); font-size: var(--_type-m); }
.tile:not(:has(.icon, .photo)) { min-block-size: max(48px, var(--_target)); }
.tiles:not(:has(label .icon)) button.tile { min-block-size: max(48px, var(--_target)); } .tiles:not(:has(label .icon)) button.tile .icon { display: none; }
.tile:hover, .two label:hover { background: var(--_surface-quiet); }
:is(.tile, .two label):has(:checked) { border: 3px solid var(--_text); padding: 4px; font-weight: var(--_weight-bold); background: var(--_surface-quiet); }
:is(.tile, .two label):has(:checked)::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-end: 6px; inline-size: 7px; block-size: 13px; border: solid var(--_text); border-width: 0 3px 3px 0; transform: rotate(40deg); }
:is(.tile, .two label):has(:focus-visible) { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }
/* beside the tick, not below it */
.tile:not(:has(.icon, .photo)):has(:checked) { padding-inline: 16px; }
.tile.add { border: 1.5px dashed var(--_line-strong); color: var(--_text-quiet); }
.tile.shot { padding: 0; gap: 0; overflow: hidden; align-content: stretch; grid-template-rows: minmax(0, 1fr) auto; cursor: auto; }
.tile.shot .photo { block-size: 96px; object-fit: cover; }
.tile.shot .btn { inline-size: 100%; min-block-size: var(--_target); }
fieldset:disabled .tile { cursor: not-allowed; color: var(--_text-quiet); border-style: dashed; }

.placebar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; justify-content: space-between; }
.placebar .plate { font-size: var(--_type-m); padding: .25em .6em; }
.checks { display: grid; border-block-start: 1px solid var(--_line); }
.check { display: flex; flex-wrap: wrap; gap: 4px var(--_space-3); align-items: center; justify-content: space-between; padding-block: 4px; border-block-end: 1px solid var(--_line); }
.check.heading { font-weight: var(--_weight-bold); padding-block: var(--_space-2) 4px; }
.item small { font-size: var(--_type-xs); }
.item[data-level="1"] { padding-inline-start: var(--_space-4); }
.item[data-level="2"] { padding-inline-start: var(--_space-6); }
.answers { display: inline-flex; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); overflow: hidden; }
.answers label { position: relative; display: grid; place-content: center; min-inline-size: max(64px, var(--_target)); min-block-size: var(--_target); padding-inline: var(--_space-2); cursor: pointer; text-align: center; }
.answers label + label { border-inline-start: 1px solid var(--_line-strong); }
.answers label:has(:checked) { background: var(--_text); color: var(--_surface); font-weight: var(--_weight-bold); text-decoration: underline; text-underline-offset: .3em; }
.answers label:has(:focus-visible) { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
@media (forced-colors: active) { .answers label:has(:checked) { forced-color-adjust: none; background: CanvasText; color: Canvas; } }
.picked { display: flex; flex-wrap: wrap; gap: 4px var(--_space-3); }
.picked li { display: inline-flex; align-items: center; gap: 4px; }
.found { border: 1px solid var(--_line); border-radius: var(--_radius-m); }
.found[hidden] { display: none; }
.found button { display: flex; inline-size: 100%; border: 0; background: none; text-align: start; gap: 8px; align-items: center; min-block-size: var(--_target); padding: 4px 12px; cursor: pointer; }
.found button + button { border-block-start: 1px solid var(--_line); }
.found button:hover, .found button[aria-selected="true"] { background: var(--_accent-soft); }
.found button[aria-selected="true"] { box-shadow: inset 4px 0 0 var(--_accent); }
@media (forced-colors: active) { .found button[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; } }

.then { border-block: 1px solid var(--_line); padding-block: var(--_space-3); display: grid; gap: var(--_space-1); }
.then.refused { border-inline-start: 3px solid var(--_late); padding-inline-start: var(--_space-3); border-block: 0; background: var(--_late-soft); }
.foot { display: grid; gap: var(--_space-2); }
.foot .btn { min-block-size: max(56px, var(--_control)); font-size: var(--_type-l); }
.sent { justify-items: start; }
.sent .big { font-size: var(--_type-xl); font-weight: var(--_weight-bold); }
.clocks { display: grid; gap: 4px; }
.clocks li { display: flex; gap: .4em; align-items: center; font-weight: var(--_weight-bold); }
@container (min-width: 560px) {
  .tiles { grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); }
  .tiles.two { grid-template-columns: repeat(2, minmax(0, 240px)); }
  .two { grid-template-columns: repeat(2, minmax(0, 240px)); }
  .foot .btn { justify-self: start; min-inline-size: 180px; min-block-size: max(44px, var(--_control)); }
}
@container (max-width: 300px) { .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
:host(:state(elder)) .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
`,
]
