/** How a file that is read looks, and one that is wrong. */
import { css } from 'lit'

export const sourceStyles = css`
.prog { inline-size: 100%; display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; }
.prog progress { grid-column: 1 / -1; inline-size: 100%; block-size: 8px; accent-color: var(--_mark-quiet); }
.soon { display: grid; inline-size: 100%; }
.soon li { display: grid; grid-template-columns: 20px 1fr 5em; gap: 12px; padding: 12px 0; border-block-end: 1px solid var(--_line); }
.soon span { block-size: 12px; background: var(--_surface-sunken); border-radius: 2px; border: 1px solid var(--_line); }
.soon .a { inline-size: 62%; } .soon .b { inline-size: 44%; } .soon .c { inline-size: 74%; }
.code { border: 1px solid var(--_line); inline-size: 100%; overflow: auto; font: var(--_type-xs)/1.8 ui-monospace, "Noto Sans Mono CJK SC", monospace; background: var(--_surface-quiet); }
.code li { display: grid; grid-template-columns: 4em 1fr; gap: 12px; white-space: pre; padding-inline: 8px; }
.code li > :first-child { color: var(--_text-quiet); text-align: end; }
.code .at { background: var(--_late-soft); box-shadow: inset 4px 0 0 var(--_late); }
.code u { text-decoration: underline wavy var(--_late); text-underline-offset: 4px; font-weight: 600; }
`
