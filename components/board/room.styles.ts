import { css } from 'lit'

export const roomStyles = css`
button.tally, .case { all: unset; box-sizing: border-box; inline-size: 100%; cursor: pointer; }
.duty { display: inline-flex; flex-wrap: wrap; gap: 0 .5em; align-items: baseline; }
.sieve > .btn { min-block-size: max(var(--_control), var(--_target)); max-inline-size: 22em; overflow: hidden; }
.drill, .sheet { display: grid; gap: var(--_space-3); padding: var(--_space-4); }
.drill nav { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; min-block-size: var(--_target); }
.drill nav b { padding-inline: var(--_space-2); }
.tally, button.tally { display: grid; grid-template-columns: minmax(0, 1fr) repeat(3, 3.6em); gap: 0 var(--_space-3); align-items: center; min-block-size: var(--_target); padding-inline: var(--_space-2); border-block-end: 1px solid var(--_line); }
.tally > :not(:first-child) { text-align: end; font-variant-numeric: tabular-nums; font-weight: var(--_weight-bold); }
.tally > :first-child { display: flex; align-items: center; gap: .3em; justify-content: space-between; }
.tally.head { min-block-size: 0; color: var(--_text-quiet); } .tally.head > * { font-size: var(--_type-xs); } .tally.head > :not(:first-child) { font-weight: 400; }
.tally .zero { color: var(--_text-quiet); font-weight: 400; } .tally .is-late { color: var(--_late); } .tally .is-warn { color: var(--_warn); }
.tally.sum { border-block: 2px solid var(--_text); font-weight: var(--_weight-bold); }
.drill ul { max-block-size: min(52dvh, 560px); overflow: auto; margin-block: calc(0px - var(--_space-3)); }
:is(button.tally, .case):hover { background: var(--_surface-sunken); }
:is(button.tally, .case, summary):focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
dialog:is(.places, .hand-over) { max-inline-size: min(720px, calc(100vw - 24px)); }
.sheet h3 { font-size: var(--_type-l); display: flex; flex-wrap: wrap; gap: 0 .5em; align-items: baseline; } .sheet h3 small { font-size: var(--_type-s); font-weight: 400; }
.sheet blockquote { margin: var(--_space-2) 0 0; padding: var(--_space-3) var(--_space-4); border-inline-start: 4px solid var(--_accent); background: var(--_accent-soft); font-size: var(--_type-l); white-space: pre-wrap; }
.sheet blockquote footer { font-size: var(--_type-xs); }
.counted { position: relative; display: flex; justify-content: space-between; align-items: center; min-block-size: var(--_target); border-block-end: 1px solid var(--_line); padding-inline: var(--_space-2); }
.counted b { font-size: var(--_type-l); font-variant-numeric: tabular-nums; }
summary.counted { cursor: pointer; list-style: none; } summary.counted b { text-decoration: underline dotted 1.5px; text-underline-offset: .22em; }
.sheet details ul { padding-inline-start: var(--_space-3); }
button.case { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1.6fr) auto auto; gap: 0 var(--_space-3); align-items: center; min-block-size: var(--_target); border-block-end: 1px solid var(--_line); font-size: var(--_type-s); }
.shift { border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); padding: var(--_space-3); display: grid; gap: var(--_space-2); }
@media (max-width: 560px) { button.case { grid-template-columns: minmax(0, 1fr) auto; padding-block: var(--_space-2); } .case > :nth-child(2) { grid-column: 1; grid-row: 2; } .case > :nth-child(3) { grid-column: 2; grid-row: 1; } .case .icon { grid-row: 2; justify-self: end; } }
`
