/** Reasons 理由. */
import { css } from 'lit'

export const reasonStyles = css`
.why { display: grid; gap: var(--_space-2); }
.reason { border-inline-start: 3px solid var(--_line-strong); padding-inline-start: var(--_space-3); }
.reason > p { font-weight: 500; }
.reason small { font-size: var(--_type-xs); }
.reason.not > p { color: var(--_text-quiet); font-weight: 400; }
.clauses { display: flex; flex-wrap: wrap; gap: 2px var(--_space-4); margin-block-start: 2px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.clauses li { display: inline-flex; gap: .3em; align-items: center; }
.clauses .icon { inline-size: 15px; block-size: 15px; stroke-width: 2.2; }
.clauses .yes .icon { color: var(--_on-time); } .clauses .not .icon { color: var(--_late); }
`
