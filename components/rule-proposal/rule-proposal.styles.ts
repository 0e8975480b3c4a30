import { css } from 'lit'
import { eaveStyles } from '../base/eave.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

export const styles = [
  eaveStyles,
  stateStyles,
  css`
:host { display: block; }
:host([hidden]) { display: none; }
/* Not on the host: a page's own rules on * would win there. */
.card { border: 1px solid var(--_card-line); border-block-start: 0; background: var(--_surface); color: var(--_text); min-inline-size: 0; container-type: inline-size; margin-block-end: var(--_space-4); }
.body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--_space-4); padding: var(--_space-4); line-height: var(--_leading); overflow-wrap: anywhere; }
.lead { max-inline-size: 48em; }
.eave .st { white-space: normal; }
.part { display: grid; gap: var(--_space-2); }
.part h3 { font-size: var(--_type-m); }
.part h3 small { font-size: var(--_type-xs); font-weight: 400; }
.part ul { display: grid; gap: var(--_space-2); }
.part li, .errors li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--_space-2); align-items: baseline; }
.added .icon { color: var(--_on-time); } .removed .icon { color: var(--_late); } .changed .icon { color: var(--_accent); }
dl { display: grid; gap: 2px; margin-block-start: 4px; padding-inline-start: var(--_space-3); border-inline-start: 3px solid var(--_line); }
dl div { display: flex; gap: var(--_space-2); align-items: baseline; }
dt { flex: none; color: var(--_text-quiet); font-size: var(--_type-xs); }
dd { min-inline-size: 0; }
.errors { display: grid; gap: var(--_space-2); background: var(--_late-soft); border-inline-start: 3px solid var(--_late); padding: var(--_space-3); }
.errors .icon { color: var(--_late); }
.warnings { display: grid; gap: var(--_space-2); color: var(--_text-quiet); padding-block-end: var(--_space-2); }
summary { cursor: pointer; color: var(--_accent); min-block-size: var(--_target); display: flex; align-items: center; gap: .4em; }
summary::before { content: "▸"; } details[open] > summary::before { content: "▾"; }
.past { display: grid; gap: var(--_space-2); justify-items: start; }
.past ul { display: grid; gap: 2px; inline-size: min(100%, 36em); }
.past li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--_space-4); border-block-start: 1px solid var(--_line); padding-block: 4px; }
form { display: grid; gap: var(--_space-3); border-block-start: 1px solid var(--_line); padding-block-start: var(--_space-4); }
label { display: grid; gap: 4px; font-size: var(--_type-xs); color: var(--_text-quiet); max-inline-size: 48em; }
textarea { font-size: var(--_type-m); color: var(--_text); background: var(--_surface); border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); padding: var(--_space-2) var(--_space-3); min-block-size: 3.6em; resize: vertical; inline-size: 100%; }
.refused { color: var(--_late); font-weight: 500; display: flex; gap: .4em; align-items: baseline; } .refused:empty { display: none; }
.done { display: flex; gap: .4em; align-items: baseline; } .done:empty { margin-block-start: calc(-1 * var(--_space-4)); } .done .icon { color: var(--_on-time); }
.done:focus { outline: none; } .done:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }
.history { display: grid; }
.history li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px var(--_space-3); padding-block: var(--_space-2); border-block-start: 1px solid var(--_line); align-items: baseline; }
.history time { color: var(--_text-quiet); white-space: nowrap; }
.history p + p { color: var(--_text-quiet); font-size: var(--_type-xs); }
:host(:state(elder)) .row .btn { flex: 1 1 100%; }
@container (max-width: 24em) { .history li { grid-template-columns: minmax(0, 1fr); } }
@media print { form, .past { display: none; } }
`,
]
