import { css } from 'lit'
import { eaveStyles } from '../base/eave.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

// The page's own words stand inside this tag: it must neither make a box nor hand its type and colours down to them.
export const styles = [
  eaveStyles,
  noteStyles,
  stateStyles,
  css`
:host { all: unset; display: contents; }
.panel { background: var(--_surface); border: 1px solid var(--_card-line); border-block-start: 0; margin-block-end: var(--_space-4); container-type: inline-size; }
.panel ul { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--_space-4); padding: var(--_space-4); }
.says { font-size: var(--_type-m); font-weight: var(--_weight-bold); overflow-wrap: anywhere; }
.code { margin-block-start: var(--_space-2); border: 1px solid var(--_line); font: var(--_type-xs)/1.8 ui-monospace, "Noto Sans Mono CJK SC", monospace; background: var(--_surface-quiet); }
.code li { display: grid; grid-template-columns: 3em minmax(0, 1fr); gap: 12px; white-space: pre-wrap; overflow-wrap: anywhere; padding-inline: 8px; }
.code li > :first-child { color: var(--_text-quiet); text-align: end; }
.code .at { background: var(--_late-soft); box-shadow: inset 4px 0 0 var(--_late); }
.code u { text-decoration: underline wavy var(--_late); text-underline-offset: 4px; font-weight: 600; }
.end { display: grid; gap: var(--_space-3); padding: 0 var(--_space-4) var(--_space-4); }
.panel.note p { line-height: 1.6; }
@media print { :host { color-scheme: light; } }
`,
]
