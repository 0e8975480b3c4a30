import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { photoStyles } from '../base/photo.styles.js'
import { reasonStyles } from '../base/reason.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  photoStyles,
  reasonStyles,
  stateStyles,
  css`
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--_space-3); font-size: var(--_type-xs); color: var(--_text-quiet); padding-block-end: var(--_space-1); }
.empty { padding-block: var(--_space-3); color: var(--_text-quiet); }
.lines { display: grid; grid-template-columns: minmax(1.2em, auto) auto minmax(0, 1fr) auto; column-gap: var(--_space-2); }
.lines > li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; gap: 0 var(--_space-2); padding: 6px 0; border-block-start: 1px solid var(--_line); align-items: baseline; }
.lines > li:first-child:not(.void) { border: 0; }
.number { color: var(--_text-quiet); font-size: var(--_type-xs); text-align: end; }
time { color: var(--_text-quiet); white-space: nowrap; }
time small { font-size: inherit; }
.what { overflow-wrap: anywhere; }
.w { cursor: pointer; color: var(--_accent); font-size: var(--_type-xs); background: none; border: 0; padding: 0 4px; min-block-size: 24px; position: relative; }
.w::after { content: ""; position: absolute; inset: calc((100% - var(--_target)) / 2) min(-4px, (100% - var(--_target)) / 2); }
.w[aria-expanded="true"] { text-decoration: underline; text-underline-offset: 3px; }
.w.see { padding-inline: 0; }
.because { grid-column: 3 / -1; padding-block: var(--_space-1) var(--_space-2); }
.proof { font-size: var(--_type-xs); color: var(--_text-quiet); line-height: 1.5; }
.proof.wrong { color: var(--_late); }
.because:has(.why) .proof { margin-block-start: var(--_space-2); }
.because[hidden] { display: none; }
/* never rubbed out: a void line is boxed and struck, its reason is not */
.lines > .void { border: 1.5px dashed var(--_void); background: var(--_void-soft); margin-block: 6px; padding: 8px 6px; border-radius: var(--_radius-s); }
.lines > .void + li { border-block-start: 0; }
.void del { text-decoration-thickness: 1.5px; color: var(--_text-quiet); }
.void p + p { margin-block-start: 4px; }
.known { color: var(--_warn); margin-block-start: 4px; }
.two { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 6px; align-items: center; }
:host { container-type: inline-size; }
/* narrow: number and time share the first row */
@container (max-width: 21em) {
  .lines { grid-template-columns: auto minmax(0, 1fr) auto; }
  .what, .because { grid-column: 1 / -1; }
  .what { grid-row: 2; }
  .w { grid-column: 3; grid-row: 1; }
}
@media print { .w { display: none; } .lines > li { break-inside: avoid; } }
`,
]
