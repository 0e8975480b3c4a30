/** A support desk: its drawing, who sits there, what is theirs, and a button to call. */
import { css } from 'lit'

export const deskStyles = css`
.desk { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 var(--_space-2); align-items: center; align-content: center; border: 2px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); padding: 2px 4px 2px 12px; }
:host(:not(:state(kiosk))) .desk { padding-block: 6px; }
.desk > .icon { grid-row: 1 / span 2; } .desk > p { grid-column: 2; } .desk b { display: block; } .desk .theirs { grid-column: 2; font-size: var(--_type-xs); color: var(--_text-quiet); }
.desk .call { grid-column: 3; grid-row: 1 / span 2; } .desk .btn.call { min-inline-size: var(--_target); min-block-size: var(--_target); padding: 0; }
.desk.has { border-width: 4px; border-color: var(--_text); padding: 0 2px 0 10px; } .desk.has .theirs { color: var(--_text); font-weight: var(--_weight-bold); }
`
