import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { noteStyles } from '../base/note.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  noteStyles,
  css`
section { display: grid; gap: var(--_space-2); }
section:focus { outline: none; }
section:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }
.acts { display: flex; flex-wrap: wrap; gap: var(--_space-2); }
.acts:empty, .off:empty { display: none; }
.btn[aria-busy="true"] { cursor: progress; }
.done, .refused { display: flex; gap: .4em; align-items: baseline; }
.done:empty, .refused:empty { display: none; }
.done { color: var(--_text-quiet); font-size: var(--_type-xs); }
.done .icon { color: var(--_on-time); }
.refused { background: var(--_late-soft); padding: var(--_space-2) var(--_space-3); border-inline-start: 3px solid var(--_late); }
.off { display: grid; gap: var(--_space-2); }
.off details { display: grid; }
.off details > div { margin-block-start: var(--_space-2); }
.off div { display: grid; grid-template-columns: minmax(7.6em, auto) 1fr; gap: var(--_space-3); align-items: center; }
.off .btn { justify-content: flex-start; }
.off p { line-height: 1.4; }
summary { cursor: pointer; color: var(--_text-quiet); min-block-size: var(--_target); align-content: center; }
dialog ::part(form) { border-block-start: 0; } /* one eave is enough */
.help, .sure { padding: var(--_space-3) var(--_space-4); }
.sure { display: flex; flex-wrap: wrap; gap: var(--_space-2); }
:host(:state(elder)) .acts .btn { flex: 1 1 100%; }
:host(:state(elder)) .off { gap: var(--_space-4); }
:host(:state(elder)) .off div { grid-template-columns: 1fr; gap: var(--_space-1); }
/* a finger has no letters to press */
@media (hover: none) { kbd { display: none; } }
@media print { :host { display: none; } }
`,
]
