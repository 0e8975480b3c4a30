/** A field to type in or choose from. */
import { css } from 'lit'

export const fieldStyles = css`
.field { display: flex; align-items: center; gap: var(--_space-2); min-block-size: max(var(--_control), var(--_target)); padding: 0 var(--_space-3); border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); color: var(--_text); }
.field :is(input, select) { border: 0; background: none; outline: 0; inline-size: 100%; padding: 0; min-inline-size: 0; min-block-size: inherit; }
.field select { min-inline-size: var(--_target); }
.field :is(input, select):focus-visible { outline: 0; }
.field:focus-within { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }
`
