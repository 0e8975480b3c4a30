/** The field that finds a stall, and what it found below it. */
import { css } from 'lit'

export const findStyles = css`
.find { position: relative; inline-size: 13em; max-inline-size: 100%; }
.find .found { position: absolute; z-index: 3; inset-inline: 0; inset-block-start: calc(100% + 4px); background: var(--_surface); border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); box-shadow: var(--_float); }
.find .found[hidden] { display: none; }
.find .found.none { padding: var(--_space-2) var(--_space-3); }
.found button { display: flex; inline-size: 100%; border: 0; background: none; text-align: start; gap: 8px; align-items: center; min-block-size: var(--_target); padding: 4px var(--_space-3); cursor: pointer; }
.found button + button { border-block-start: 1px solid var(--_line); }
.found button:is(:hover, [aria-selected="true"]) { background: var(--_accent-soft); }
.found [aria-selected="true"] { box-shadow: inset 4px 0 0 var(--_accent); }
`
