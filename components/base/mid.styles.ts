/** The middle of an empty, loading, error or offline state. */
import { css } from 'lit'

export const midStyles = css`
.mid { display: grid; align-content: center; justify-items: start; gap: 12px; padding: var(--_space-5) var(--_space-6); }
.mid h3 { font-size: var(--_type-xl); }
.mid p { max-inline-size: 34em; line-height: 1.7; }
`
