/** The ruler 时限尺. */
import { css } from 'lit'

export const rulerStyles = css`
.ruler { display: block; inline-size: 100%; block-size: 14px; overflow: visible; }
.ruler:dir(rtl) { transform: scaleX(-1); }
.ruler .track { fill: var(--_ruler-track); }
.ruler .tick { stroke: var(--_ruler-tick); stroke-width: 1; vector-effect: non-scaling-stroke; }
.ruler .edge { stroke: var(--_text); stroke-width: 2; vector-effect: non-scaling-stroke; }
.ruler .mark80 { stroke: var(--_text); stroke-width: 1.5; stroke-dasharray: 2 2; vector-effect: non-scaling-stroke; }
.ruler .used { fill: var(--_on-time); } .ruler.warn .used { fill: var(--_warn); } .ruler.late .used { fill: var(--_late); } .ruler.suspended .used { fill: var(--_suspended); } .ruler.done .used { fill: var(--_mark-quiet); }
.ruler .over { stroke: var(--_late); stroke-width: 2.5; vector-effect: non-scaling-stroke; }
@media (forced-colors: active) { .ruler .used { fill: CanvasText; } .ruler .track { fill: Canvas; stroke: CanvasText; } }
`
