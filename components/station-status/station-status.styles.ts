import { css } from 'lit'
import { stateStyles } from '../base/state-mark.styles.js'

export const styles = [
  stateStyles,
  css`
:host { container: linli-station-status / inline-size; background: none; }
section { background: var(--_surface); border: 1px solid var(--_card-line); }
.line { display: flex; inline-size: 100%; gap: var(--_space-2); align-items: center; min-block-size: max(var(--_control), var(--_target)); padding: var(--_space-1) var(--_space-3); border: 0; background: none; text-align: start; cursor: pointer; line-height: 1.35; }
.line:hover { background: var(--_surface-quiet); }
.line:focus-visible { outline-offset: calc(0px - var(--_focus-width)); }
.line .words { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; text-wrap: balance; }
.line > .icon { transition: transform var(--_quick); color: var(--_text-quiet); }
.line[aria-expanded="true"] { border-block-end: 1px solid var(--_line); }
.line[aria-expanded="true"] > .icon { transform: rotate(180deg); }
.panel[hidden] { display: none; }
.panel { display: grid; grid-template-columns: minmax(0, 1fr); }
.empty { padding: var(--_space-3) var(--_space-4); color: var(--_text-quiet); }
@media (forced-colors: active) { .line:hover { background: Canvas; outline: 1px solid CanvasText; outline-offset: -1px; } }
@media print { :host { display: none; } }
`,
]
