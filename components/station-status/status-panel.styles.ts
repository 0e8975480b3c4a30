/** The blocks of the panel, beside each other where there is room; they come with it. */
import { css } from 'lit'

export const panelStyles = css`
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
`
