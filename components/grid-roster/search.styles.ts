/** What a search underlines, and what it says where it finds nothing. */
import { css } from 'lit'

export const searchStyles = css`
.none { padding: var(--_space-5) var(--_space-4); line-height: 1.7; }
mark { background: var(--_warn-soft); color: inherit; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 3px; }
`
