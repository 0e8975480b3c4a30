/** What only dialogs, menus, files and histories look like. */
import { css } from 'lit'

export const sourceStyles = css`
.prog { inline-size: 100%; display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; }
.prog .ruler { grid-column: 1 / -1; }
.prog .mark80 { display: none; }
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

export const menuStyles = css`
.menu { position: fixed; inset: auto; margin: 0; padding: var(--_space-1) 0; max-inline-size: min(340px, calc(100vw - 16px)); max-block-size: calc(100dvh - 16px); overflow: auto; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); color: var(--_text); background: var(--_surface); box-shadow: var(--_float); font-size: var(--_type-s); }
.menu button { all: unset; box-sizing: border-box; display: grid; align-content: center; inline-size: 100%; min-block-size: var(--_target); padding: var(--_space-1) var(--_space-4); cursor: pointer; line-height: 1.4; }
.menu button:is(:hover, :focus-visible) { background: var(--_accent-soft); }
.menu button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
.menu [aria-disabled="true"] { color: var(--_text-quiet); cursor: not-allowed; }
.menu small { font-size: var(--_type-xs); color: var(--_text-quiet); }
`

export const historyStyles = css`
.chain h4 { font-size: var(--_type-s); }
.history { display: grid; gap: var(--_space-2); }
.history li { display: flex; gap: var(--_space-2); border-inline-start: 3px solid var(--_line-strong); padding-inline-start: var(--_space-3); }
.history .void { text-decoration: line-through; }
.history p { line-height: 1.45; min-inline-size: 0; overflow-wrap: anywhere; }
`

export const dialogStyles = css`
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
