/** The doorplate 门牌: a place is always one of these; solid means "you are here". */
import { css } from 'lit'

export const plateStyles = css`
.plate { display: inline-flex; flex-wrap: wrap; align-items: center; max-inline-size: 100%; padding: .08em .5em; border-radius: var(--_radius-s); background: var(--_plate-bg); color: var(--_plate-text); box-shadow: inset 0 0 0 1.5px var(--_plate-bg), inset 0 0 0 2.5px color-mix(in srgb, var(--_plate-text) 55%, transparent); font-size: var(--_type-xs); line-height: 1.65; font-weight: 500; }
.plate > span { white-space: nowrap; } .plate > span:only-child { white-space: normal; word-break: keep-all; overflow-wrap: break-word; }
.plate.line { background: none; color: var(--_text); box-shadow: inset 0 0 0 1px var(--_line-strong); }
@media (forced-colors: active) { .plate { border: 1px solid CanvasText; } }
@media print { .plate { box-shadow: inset 0 0 0 1px #000; } }
`
