/** The eave 檐: one heavy line, then the title. */
import { css } from 'lit'

export const eaveStyles = css`
.eave { border-block-start: var(--_eave-width) solid var(--_eave); padding: var(--_space-3) var(--_space-4); display: flex; flex-wrap: wrap; gap: var(--_space-2) var(--_space-4); align-items: center; border-block-end: 1px solid var(--_line); }
.eave h2 { font-size: var(--_type-l); }
.eave .tools { margin-inline-start: auto; display: flex; gap: var(--_space-2); align-items: center; }
`
