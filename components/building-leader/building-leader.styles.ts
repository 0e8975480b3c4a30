import { css } from 'lit'
import { midStyles } from '../base/mid.styles.js'
import { plateStyles } from '../base/plate.styles.js'

export const styles = [
  midStyles,
  plateStyles,
  css`
/* Not on the host: a page's own rules on * would win there. */
section { container: linli-building-leader / inline-size; border-block-start: var(--_eave-width) solid var(--_eave); padding: 0 var(--_space-4) var(--_space-4); display: flex; flex-direction: column; gap: var(--_space-3); background: var(--_surface); font-size: var(--_type-m); max-inline-size: 640px; margin-inline: auto; }
.mid { border-block-start: var(--_eave-width) solid var(--_eave); font-size: var(--_type-m); }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--_space-2) var(--_space-3); padding-block-start: var(--_space-3); }
.btn { border-width: 2px; border-color: var(--_line-strong); font-size: var(--_type-m); padding: var(--_space-2) var(--_space-4); } .bar .btn { padding-inline: var(--_space-3); }
.plate { font-size: var(--_type-xl); font-weight: var(--_weight-bold); }
h2 { font-size: var(--_type-xl); word-break: keep-all; overflow-wrap: anywhere; } h2:focus { outline: none; }
.at-home h2 { font-size: var(--_type-l); font-weight: var(--_weight); }
.round { font-size: var(--_type-l); font-weight: var(--_weight-bold); }
/* large type leaves few letters a line: it breaks where a reader pauses */
p, .big span, .wide { word-break: keep-all; overflow-wrap: anywhere; text-wrap: balance; }
.told { border-inline-start: 5px solid var(--_eave); padding: var(--_space-2) var(--_space-3); background: var(--_surface-sunken); } .told:empty { display: none; }

.three { display: grid; gap: 14px; }
.big { cursor: pointer; min-block-size: 108px; display: grid; grid-template-columns: min(2.4em, 15cqi) minmax(0, 1fr); gap: 2px var(--_space-4); align-content: center; align-items: center; padding: 12px 18px; border-radius: 12px; border: 3px solid var(--_text); background: var(--_surface); color: var(--_text); text-align: start; overflow-wrap: anywhere; }
.big .icon { inline-size: min(2.4em, 15cqi); block-size: min(2.4em, 15cqi); grid-row: span 2; stroke-width: 1.5; }
.big b { font-size: min(var(--_type-2xl), 12.5cqi); text-wrap: balance; line-height: 1.15; align-self: end; } .big span { align-self: start; line-height: 1.3; }
.big.call { background: var(--_button-bg); color: var(--_button-text); border-color: var(--_button-bg); }
.foot { border-block-start: 2px solid var(--_line); } .bigger { font-size: var(--_type-xl); }
.foot .btn { padding-inline: var(--_space-3); }
.wide { min-block-size: 72px; font-size: var(--_type-l); font-weight: var(--_weight-bold); }

.doors { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
.doors li { display: grid; }
.door { cursor: pointer; inline-size: 100%; min-block-size: 84px; border-radius: 8px; border: 2.5px solid var(--_line-strong); background: var(--_surface); color: var(--_text); display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 6px; padding: 8px 12px; text-align: start; }
.door b { display: block; font-size: var(--_type-xl); } .door small { display: block; font-size: var(--_type-xs); }
.door .icon { inline-size: 1.6em; block-size: 1.6em; stroke-width: 2.4; color: var(--_on-time); }
.door.done { background: var(--_on-time-soft); border-color: var(--_on-time); }
.box { inline-size: 1.4em; block-size: 1.4em; border: 3px solid var(--_line-strong); border-radius: 6px; }
.keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; }
.keys .btn { min-block-size: 76px; font-size: var(--_type-2xl); font-weight: var(--_weight-bold); }
.keys .more { grid-column: 1 / -1; min-block-size: var(--_target); font-size: var(--_type-m); font-weight: 500; }

.calls { display: grid; gap: 14px; }
.calls li { display: grid; gap: 6px; padding: 12px 14px; border: 2px solid var(--_line-strong); border-radius: 8px; }
.calls .first { border: 3px solid var(--_text); }
.calls b { display: block; font-size: var(--_type-xl); } .digits { font-size: min(var(--_type-xl), 11cqi); letter-spacing: .04em; white-space: nowrap; }
.calls .btn { min-block-size: 72px; font-size: var(--_type-l); }
.news { display: grid; gap: 14px; }
.news li { padding: 12px 16px; border: 2px solid var(--_line-strong); border-radius: 8px; font: var(--_weight) var(--_type-l)/1.7 var(--_font-read); }
@container linli-building-leader (min-width: 480px) { .three { gap: 18px; } .big { min-block-size: 132px; } .doors { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
@media (forced-colors: active) { .big.call { forced-color-adjust: none; background: CanvasText; color: Canvas; } .door.done { border-style: double; border-width: 5px; } }
`,
]
