/** A native dialog, the one thing that floats. */
import { css } from 'lit'

export const dialogStyles = css`
dialog { border: 0; padding: 0; max-inline-size: min(560px, calc(100vw - 24px)); inline-size: 100%; max-block-size: calc(100dvh - 24px); color: var(--_text); background: var(--_surface); border-radius: var(--_radius-l); box-shadow: var(--_float); }
dialog::backdrop { background: var(--_scrim); }
@media (forced-colors: active) { dialog { border: 2px solid CanvasText; } }
`
