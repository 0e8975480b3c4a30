/** The menu at a row. */
import { css } from 'lit'

export const menuStyles = css`
.menu { position: fixed; inset: auto; margin: 0; padding: var(--_space-1) 0; max-inline-size: min(340px, calc(100vw - 16px)); max-block-size: calc(100dvh - 16px); overflow: auto; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); color: var(--_text); background: var(--_surface); box-shadow: var(--_float); font-size: var(--_type-s); }
.menu button { all: unset; box-sizing: border-box; display: grid; align-content: center; inline-size: 100%; min-block-size: var(--_target); padding: var(--_space-1) var(--_space-4); cursor: pointer; line-height: 1.4; }
.menu button:is(:hover, :focus-visible) { background: var(--_accent-soft); }
.menu button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
.menu [aria-disabled="true"] { color: var(--_text-quiet); cursor: not-allowed; }
.menu small { font-size: var(--_type-xs); color: var(--_text-quiet); }
`
