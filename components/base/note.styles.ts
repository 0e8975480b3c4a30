/** A sentence that wants to be seen, with what can be done about it. */
import { css } from 'lit'

export const noteStyles = css`
.note { display: flex; gap: var(--_space-3); padding: var(--_space-3) var(--_space-4); align-items: flex-start; }
.note .icon { margin-block-start: .08em; }
.note.warn { background: var(--_warn-soft); } .note.warn > .icon { color: var(--_warn); }
.note.late { background: var(--_late-soft); } .note.late > .icon { color: var(--_late); }
.note.suspended { background: var(--_suspended-soft); } .note.suspended > .icon { color: var(--_suspended); }
.note.info { background: var(--_accent-soft); } .note.info > .icon { color: var(--_accent); }
.note .tools { margin-inline-start: auto; display: flex; gap: var(--_space-2); flex: none; }
`
