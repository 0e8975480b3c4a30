/** A choice among few, side by side. */
import { css } from 'lit'

export const segStyles = css`
.seg { display: inline-flex; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); overflow: hidden; }
.seg button { all: unset; box-sizing: border-box; display: inline-flex; gap: .35em; align-items: center; justify-content: center; min-block-size: calc(var(--_control) - 2px); min-inline-size: var(--_target); padding: 0 var(--_space-3); cursor: pointer; color: var(--_text); white-space: nowrap; }
.seg button + button { border-inline-start: 1px solid var(--_line-strong); }
.seg button:is([aria-pressed="true"], [aria-selected="true"], [aria-checked="true"]) { background: var(--_text); color: var(--_surface); font-weight: var(--_weight-bold); }
.seg button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
@media (forced-colors: active) { .seg button:is([aria-pressed="true"], [aria-selected="true"], [aria-checked="true"]) { forced-color-adjust: none; background: CanvasText; color: Canvas; } }
@media print { .seg { display: none; } }
`
