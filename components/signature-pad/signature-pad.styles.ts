import { css } from 'lit'
import { fieldStyles } from '../base/field.styles.js'

export const styles = [
  fieldStyles,
  css`
:host { background: none; }
.pad { display: flex; flex-wrap: wrap; border: 1.5px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); }
.paper { position: relative; flex: 1 1 260px; min-inline-size: 0; block-size: clamp(160px, 40vmin, 200px); }
.guide { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; fill: none; stroke: var(--_line); stroke-width: 1.5; pointer-events: none; }
.guide path { stroke-dasharray: 6 6; }
canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; color: var(--_text); cursor: crosshair; touch-action: none; }
.row.tools { gap: var(--_space-2); margin-block-start: var(--_space-3); }
.typed { display: grid; gap: 4px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.typed .field { font-size: var(--_type-m); }
.fault:empty { display: none; }
.fault { color: var(--_late); margin-block-start: var(--_space-2); }
@media (forced-colors: active) { .guide { stroke: GrayText; } }
`,
]
