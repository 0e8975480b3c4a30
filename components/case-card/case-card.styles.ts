import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { midStyles } from '../base/mid.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { photoStyles } from '../base/photo.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { reasonStyles } from '../base/reason.styles.js'
import { rulerStyles } from '../base/ruler.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  fieldStyles,
  midStyles,
  noteStyles,
  photoStyles,
  plateStyles,
  reasonStyles,
  rulerStyles,
  stateStyles,
  css`
/* Not on the host: a page's own rules on * would win there. */
.card { container: linli-case-card / inline-size; display: grid; min-inline-size: 0; background: var(--_surface); border: 1px solid var(--_card-line); border-block-start: var(--_eave-width) solid var(--_eave); }
article { display: flex; flex-direction: column; min-inline-size: 0; }
.two-col { flex: 1; }
.head { padding: var(--_space-4) var(--_space-5) var(--_space-3); display: grid; gap: 6px; border-block-end: 1px solid var(--_line); }
.head h3 { font-size: var(--_type-2xl); letter-spacing: .01em; overflow-wrap: anywhere; }
.head .row { gap: 4px var(--_space-3); }
.no { color: var(--_text-quiet); font-size: var(--_type-xs); }
.step { border: 1px solid var(--_line-strong); border-radius: var(--_radius-s); padding: .05em .5em; font-size: var(--_type-xs); }
.holder { padding-block-start: 2px; }
.holder li { display: flex; flex-wrap: wrap; gap: 4px var(--_space-3); align-items: center; }
.holder p + .row { margin-block-start: var(--_space-2); }
.holder ul { display: flex; flex-wrap: wrap; gap: var(--_space-2) var(--_space-5); }
.note p { line-height: 1.5; }
.note a { position: relative; display: inline-block; }
.note a::after { content: ""; position: absolute; inset: min(0px, (100% - var(--_target)) / 2) 0; }

section, .section { padding: var(--_space-3) var(--_space-5); border-block-end: 1px solid var(--_line); display: grid; gap: var(--_space-2); align-content: start; }
section[hidden] { display: none; }
section > h4 { font-size: var(--_type-xs); color: var(--_text-quiet); font-weight: 600; }

/* clocks: the running one is big, the finished ones are one line each; each says its sum */
.clock { display: grid; grid-template-columns: minmax(4.6em, auto) minmax(0, 1fr) auto; gap: 0 var(--_space-3); align-items: center; }
.clock .sum { grid-column: 1 / -1; font-size: var(--_type-xs); color: var(--_text-quiet); overflow-wrap: anywhere; }
.clock.run { grid-template-columns: minmax(0, 1fr) auto; padding-block: var(--_space-1) var(--_space-2); align-items: baseline; }
.clock.run .name { font-size: var(--_type-m); font-weight: var(--_weight-bold); }
.clock.run .ruler { block-size: 20px; grid-column: 1 / -1; }
.clock.run .rest { font-size: var(--_type-xl); font-weight: var(--_weight-bold); line-height: 1.1; }
.clock.run .sum { color: var(--_text); padding-block-start: 4px; }
.clock.warn .rest { color: var(--_warn); } .clock.late .rest { color: var(--_late); } .clock.suspended .rest { color: var(--_suspended); }
.rest small { font-size: var(--_type-xs); font-weight: 400; margin-inline-end: .3em; }

dl { display: grid; grid-template-columns: minmax(4.6em, max-content) minmax(0, 1fr); gap: 6px var(--_space-3); }
dt { color: var(--_text-quiet); }
dd { overflow-wrap: anywhere; white-space: pre-line; }
.proposal { border-inline-start: 3px solid var(--_accent); padding-inline-start: var(--_space-3); }
dd small { display: block; font-size: var(--_type-xs); color: var(--_text-quiet); }
.opened { font-weight: var(--_weight-bold); }
.asking { display: grid; gap: var(--_space-2); line-height: 1.55; }
.taking .asking { padding: var(--_space-4); }
.fault { color: var(--_late); }
summary { cursor: pointer; color: var(--_text-quiet); min-block-size: var(--_target); align-content: center; }
.reads ul { display: grid; gap: var(--_space-2); padding-block: var(--_space-1) var(--_space-2); overflow-wrap: anywhere; }
/* the dialog has an eave of its own */
.inside::part(form) { border: 0; }
.mid { min-block-size: 260px; }

@container linli-case-card (min-width: 660px) {
  .two-col { display: grid; grid-template-columns: 1fr 1fr; }
  .two-col > div + div { border-inline-start: 1px solid var(--_line); }
  .two-col :is(section, .section) { padding-inline: var(--_space-4); }
}
@container linli-case-card (max-width: 420px) {
  .head, section, .section { padding-inline: var(--_space-4); }
  .holder li { justify-content: space-between; inline-size: 100%; }
}
@media print {
  .card { border: 0; border-block-start: var(--_eave-width) solid var(--_eave); }
  section, .section { break-inside: avoid; } .ledger { break-inside: auto; } .next { display: none; }
}
`,
]
