/** Who held the posts of a place before. */
import { css } from 'lit'

export const historyStyles = css`
.chain h4 { font-size: var(--_type-s); }
.history { display: grid; gap: var(--_space-2); }
.history li { display: flex; gap: var(--_space-2); border-inline-start: 3px solid var(--_line-strong); padding-inline-start: var(--_space-3); }
.history .void { text-decoration: line-through; }
.history p { line-height: 1.45; min-inline-size: 0; overflow-wrap: anywhere; }
`
