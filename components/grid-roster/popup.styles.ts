/** Dialogs: importing, and what is done with posts. */
import { css } from 'lit'

export const popupStyles = css`
.popup, .popup form { display: grid; gap: var(--_space-3); }
.popup { padding: var(--_space-4); }
.popup h3 { font-size: var(--_type-m); }
.popup label { display: grid; gap: 4px; }
.popup .field { min-block-size: max(var(--_control), var(--_target)); }
.mapping { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: var(--_space-3); align-items: start; }
.popup small { font-size: var(--_type-xs); }
.members { display: grid; grid-template-columns: repeat(auto-fill, minmax(132px, 1fr)); column-gap: var(--_space-3); min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.popup .members label { display: flex; align-items: center; gap: var(--_space-2); min-block-size: var(--_target); }
.members input { flex: none; inline-size: 22px; block-size: 22px; margin: 0; accent-color: var(--_accent); }
.popup summary { min-block-size: var(--_target); line-height: var(--_target); cursor: pointer; color: var(--_accent); }
.popup > .row:last-child { position: sticky; inset-block-end: 0; padding-block: var(--_space-3); margin-block-end: calc(0px - var(--_space-4)); background: var(--_surface); }
.mapping small { min-block-size: 1.4em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bad { max-block-size: 230px; overflow: auto; border: 1px solid var(--_line); background: var(--_surface-quiet); }
.bad li { padding: var(--_space-2) var(--_space-3); line-height: 1.5; }
.bad li + li { border-block-start: 1px solid var(--_line); }
`
