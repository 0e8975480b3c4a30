/**
 * What every component draws alike: type, icons, buttons. What only some draw (a doorplate, a ruler, a note …) has a sheet of
 * its own beside this one, which a tag names before its own.
 */
import { css } from 'lit'

export const base = css`
:host {
  display: block; box-sizing: border-box; background: var(--_surface);
}
:host([hidden]) { display: none; }
/* Said again for the first children: a page's own rules on * win over :host, but do not reach in here. */
:host, :where(:host > :not(slot)) {
  color: var(--_text); font: var(--_weight) var(--_type-s)/var(--_leading-dense) var(--_font); font-variant-numeric: tabular-nums;
  text-align: start; letter-spacing: normal; word-spacing: normal; text-transform: none; text-indent: 0; text-shadow: none; white-space: normal; word-break: normal; hyphens: manual; cursor: auto; text-spacing-trim: trim-start;
}
*, *::before, *::after { box-sizing: border-box; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
ul, ol { list-style: none; }
h2, h3, h4 { font-weight: var(--_weight-bold); line-height: var(--_leading-head); }
b, strong { font-weight: var(--_weight-bold); }
button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
::placeholder { color: var(--_text-quiet); opacity: 1; }
a { color: var(--_accent); text-underline-offset: 3px; }
table { border-collapse: collapse; inline-size: 100%; }
th { font-weight: 400; text-align: start; }
.quiet { color: var(--_text-quiet); }
.xs { font-size: var(--_type-xs); }
.num { text-align: end; }
.nowrap { white-space: nowrap; }
.vh { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { inline-size: var(--_icon); block-size: var(--_icon); flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.22em; }
.icon .f { fill: currentColor; stroke: none; }
.icon.s { inline-size: calc(var(--_icon) * .82); block-size: calc(var(--_icon) * .82); vertical-align: -.16em; }
.icon.mark { inline-size: 52px; block-size: 52px; stroke-width: 1.2; color: var(--_text-quiet); }
:is(button, a, input, select, textarea, summary, [tabindex]):focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); border-radius: var(--_radius-m); }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-block-size: var(--_control); padding: 0 var(--_space-3); border-radius: var(--_button-radius); border: 1px solid var(--_line-strong); background: var(--_surface); color: var(--_text); font-weight: 500; cursor: pointer; position: relative; text-decoration: none; transition: background-color var(--_quick); }
.btn:hover { background: var(--_surface-sunken); }
/* the finger's target, around what is drawn */
.btn::after, .n::after { content: ""; position: absolute; inset: min(0px, (100% - var(--_target)) / 2); }
.btn.go { background: var(--_button-bg); border-color: var(--_button-bg); color: var(--_button-text); font-weight: var(--_weight-bold); }
.btn.go:hover { background: color-mix(in srgb, var(--_button-bg) 88%, var(--_text)); }
.btn.bare { border-color: transparent; background: none; color: var(--_accent); padding-inline: var(--_space-2); }
.btn:is(:disabled, [aria-disabled="true"]), .btn.go[aria-disabled="true"]:hover { border-style: dashed; border-color: var(--_line-strong); color: var(--_text-quiet); background: none; cursor: not-allowed; }
@media (forced-colors: active) { .btn.go, .btn.go:hover { forced-color-adjust: none; background: CanvasText; color: Canvas; border-color: CanvasText; } .btn:is(:disabled, [aria-disabled="true"]), .btn.go[aria-disabled="true"]:hover { background: Canvas; color: GrayText; border-color: GrayText; } }
kbd { font: inherit; font-size: max(.86em, var(--_type-xs)); min-inline-size: 1.5em; text-align: center; padding: 0 .35em; border: 1px solid currentColor; border-radius: var(--_radius-s); line-height: 1.45; }
/* a number that opens the rows behind it */
.n { all: unset; position: relative; cursor: pointer; font-weight: var(--_weight-bold); text-decoration: underline dotted 1.5px; text-underline-offset: .22em; text-decoration-color: var(--_line-strong); }
.n:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: 2px; }
@media print { .btn, .tools { display: none; } }
`
