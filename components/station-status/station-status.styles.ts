import { css } from 'lit'

export const styles = css`
:host { container: linli-station-status / inline-size; background: none; }
section { background: var(--_surface); border: 1px solid var(--_card-line); }
.line { display: flex; inline-size: 100%; gap: var(--_space-2); align-items: center; min-block-size: max(var(--_control), var(--_target)); padding: var(--_space-1) var(--_space-3); border: 0; background: none; text-align: start; cursor: pointer; line-height: 1.35; }
.line:hover { background: var(--_surface-quiet); }
.line:focus-visible { outline-offset: calc(0px - var(--_focus-width)); }
.line .words { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
.line > .icon { transition: transform var(--_quick); color: var(--_text-quiet); }
.line[aria-expanded="true"] { border-block-end: 1px solid var(--_line); }
.line[aria-expanded="true"] > .icon { transform: rotate(180deg); }
.panel[hidden] { display: none; }
.panel { display: grid; grid-template-columns: minmax(0, 1fr); }
.empty { padding: var(--_space-3) var(--_space-4); color: var(--_text-quiet); }
.block { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--_space-2); align-content: start; padding: var(--_space-3) var(--_space-4); }
.block + .block { border-block-start: 1px solid var(--_line); }
.block p { line-height: 1.55; max-inline-size: 44em; overflow-wrap: anywhere; }
h3 { font-size: var(--_type-xs); color: var(--_text-quiet); }
.now { font-size: var(--_type-m); font-weight: var(--_weight-bold); }
.items { display: grid; grid-template-columns: minmax(0, 1fr); }
.items > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px var(--_space-3); padding-block: 6px; align-items: baseline; overflow-wrap: anywhere; }
.items > li + li { border-block-start: 1px solid var(--_line); }
.items b { font-weight: var(--_weight-bold); }
.items .all { grid-column: 1 / -1; }
.room .ruler { max-inline-size: 28em; }
@container linli-station-status (min-width: 620px) {
  .panel:not(:has(> .empty)) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .block + .block { border-block-start: 0; }
  .block:nth-child(n + 3) { border-block-start: 1px solid var(--_line); }
  .block:nth-child(even) { border-inline-start: 1px solid var(--_line); }
  .block:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
@media (forced-colors: active) { .line:hover { background: Canvas; outline: 1px solid CanvasText; outline-offset: -1px; } }
@media print { :host { display: none; } }
`
