/** What every component draws alike: type, eave, doorplate, state, buttons, fields, ruler, reasons, notes. */
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

/* the eave 檐: one heavy line, then the title */
.eave { border-block-start: var(--_eave-width) solid var(--_eave); padding: var(--_space-3) var(--_space-4); display: flex; flex-wrap: wrap; gap: var(--_space-2) var(--_space-4); align-items: center; border-block-end: 1px solid var(--_line); }
.eave h2 { font-size: var(--_type-l); }
.eave .tools { margin-inline-start: auto; display: flex; gap: var(--_space-2); align-items: center; }

/* the middle of an empty, loading, error or offline state */
.mid { display: grid; align-content: center; justify-items: start; gap: 12px; padding: var(--_space-5) var(--_space-6); }
.mid h3 { font-size: var(--_type-xl); }
.mid p { max-inline-size: 34em; line-height: 1.7; }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }

/* doorplate 门牌: a place is always one of these; solid = you are here */
.plate { display: inline-flex; flex-wrap: wrap; align-items: center; max-inline-size: 100%; padding: .08em .5em; border-radius: var(--_radius-s); background: var(--_plate-bg); color: var(--_plate-text); box-shadow: inset 0 0 0 1.5px var(--_plate-bg), inset 0 0 0 2.5px color-mix(in srgb, var(--_plate-text) 55%, transparent); font-size: var(--_type-xs); line-height: 1.65; font-weight: 500; }
.plate > span { white-space: nowrap; }
.plate.line { background: none; color: var(--_text); box-shadow: inset 0 0 0 1px var(--_line-strong); }
@media (forced-colors: active) { .plate { border: 1px solid CanvasText; } }
@media print { .plate { box-shadow: inset 0 0 0 1px #000; } }

/* state: silhouette first, word second, colour last */
.st { display: inline-flex; align-items: baseline; gap: .3em; white-space: nowrap; font-weight: var(--_weight-bold); }
.st .icon { inline-size: 1.2em; block-size: 1.2em; stroke-width: 2; align-self: center; }
.st.on-time { color: var(--_on-time); } .st.warn { color: var(--_warn); } .st.late { color: var(--_late); } .st.suspended { color: var(--_suspended); }
.st.void { color: var(--_void); } .st.watch { color: var(--_watch); } .st.stop { color: var(--_stop); } .st.unseen { color: var(--_text-quiet); font-weight: 400; }
.st.solid { padding: .1em .5em; border-radius: var(--_radius-s); color: var(--_on-solid); background: var(--_solid); }
@media (forced-colors: active) { .st.solid { forced-color-adjust: none; background: CanvasText; color: Canvas; } }

.btn { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-block-size: var(--_control); padding: 0 var(--_space-3); border-radius: var(--_button-radius); border: 1px solid var(--_line-strong); background: var(--_surface); color: var(--_text); font-weight: 500; cursor: pointer; position: relative; text-decoration: none; transition: background-color var(--_quick); }
.btn:hover { background: var(--_surface-sunken); }
/* the finger's target, around what is drawn */
.btn::after, .n::after { content: ""; position: absolute; inset-block-start: 50%; left: 50%; inline-size: max(100%, var(--_target)); block-size: max(100%, var(--_target)); transform: translate(-50%, -50%); }
.btn.go { background: var(--_button-bg); border-color: var(--_button-bg); color: var(--_button-text); font-weight: var(--_weight-bold); }
.btn.go:hover { background: color-mix(in srgb, var(--_button-bg) 88%, var(--_text)); }
.btn.bare { border-color: transparent; background: none; color: var(--_accent); padding-inline: var(--_space-2); }
.btn:is(:disabled, [aria-disabled="true"]) { border-style: dashed; border-color: var(--_line-strong); color: var(--_text-quiet); background: none; cursor: not-allowed; }
@media (forced-colors: active) { .btn.go { forced-color-adjust: none; background: CanvasText; color: Canvas; border-color: CanvasText; } .btn:is(:disabled, [aria-disabled="true"]) { color: GrayText; border-color: GrayText; } }
kbd { font: inherit; font-size: max(.86em, var(--_type-xs)); min-inline-size: 1.5em; text-align: center; padding: 0 .35em; border: 1px solid currentColor; border-radius: var(--_radius-s); line-height: 1.45; }
/* a number that opens the rows behind it */
.n { all: unset; position: relative; cursor: pointer; font-weight: var(--_weight-bold); text-decoration: underline dotted 1.5px; text-underline-offset: .22em; text-decoration-color: var(--_line-strong); }
.n:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: 2px; }

.field { display: flex; align-items: center; gap: var(--_space-2); min-block-size: max(var(--_control), var(--_target)); padding: 0 var(--_space-3); border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); background: var(--_surface); color: var(--_text); }
.field :is(input, select) { border: 0; background: none; outline: 0; inline-size: 100%; padding: 0; min-inline-size: 0; min-block-size: inherit; }
.field :is(input, select):focus-visible { outline: 0; }
.field:focus-within { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }
::placeholder { color: var(--_text-quiet); opacity: 1; }
.seg { display: inline-flex; border: 1px solid var(--_line-strong); border-radius: var(--_radius-m); overflow: hidden; }
.seg button { all: unset; box-sizing: border-box; display: inline-flex; gap: .35em; align-items: center; justify-content: center; min-block-size: calc(var(--_control) - 2px); padding: 0 var(--_space-3); cursor: pointer; color: var(--_text); white-space: nowrap; }
.seg button + button { border-inline-start: 1px solid var(--_line-strong); }
.seg button:is([aria-pressed="true"], [aria-selected="true"], [aria-checked="true"]) { background: var(--_text); color: var(--_surface); font-weight: var(--_weight-bold); }
.seg button:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); }
@media (forced-colors: active) { .seg button:is([aria-pressed="true"], [aria-selected="true"], [aria-checked="true"]) { forced-color-adjust: none; background: CanvasText; color: Canvas; } }

/* the ruler 时限尺 */
.ruler { display: block; inline-size: 100%; block-size: 14px; overflow: visible; }
.ruler:dir(rtl) { transform: scaleX(-1); }
.ruler .track { fill: var(--_ruler-track); }
.ruler .tick { stroke: var(--_ruler-tick); stroke-width: 1; vector-effect: non-scaling-stroke; }
.ruler .edge { stroke: var(--_text); stroke-width: 2; vector-effect: non-scaling-stroke; }
.ruler .mark80 { stroke: var(--_text); stroke-width: 1.5; stroke-dasharray: 2 2; vector-effect: non-scaling-stroke; }
.ruler .used { fill: var(--_on-time); } .ruler.warn .used { fill: var(--_warn); } .ruler.late .used { fill: var(--_late); } .ruler.suspended .used { fill: var(--_suspended); } .ruler.done .used { fill: var(--_mark-quiet); }
.ruler .over { stroke: var(--_late); stroke-width: 2.5; vector-effect: non-scaling-stroke; }
@media (forced-colors: active) { .ruler .used { fill: CanvasText; } .ruler .track { fill: Canvas; stroke: CanvasText; } }

/* reasons 理由 */
.why { display: grid; gap: var(--_space-2); }
.reason { border-inline-start: 3px solid var(--_line-strong); padding-inline-start: var(--_space-3); }
.reason > p { font-weight: 500; }
.reason.not > p { color: var(--_text-quiet); font-weight: 400; }
.clauses { display: flex; flex-wrap: wrap; gap: 2px var(--_space-4); margin-block-start: 2px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.clauses li { display: inline-flex; gap: .3em; align-items: center; }
.clauses .icon { inline-size: 15px; block-size: 15px; stroke-width: 2.2; }
.clauses .yes .icon { color: var(--_on-time); } .clauses .not .icon { color: var(--_late); }

.note { display: flex; gap: var(--_space-3); padding: var(--_space-3) var(--_space-4); align-items: flex-start; }
.note .icon { margin-block-start: .08em; }
.note.warn { background: var(--_warn-soft); } .note.warn > .icon { color: var(--_warn); }
.note.late { background: var(--_late-soft); } .note.late > .icon { color: var(--_late); }
.note.suspended { background: var(--_suspended-soft); } .note.suspended > .icon { color: var(--_suspended); }
.note.info { background: var(--_accent-soft); } .note.info > .icon { color: var(--_accent); }
.note .tools { margin-inline-start: auto; display: flex; gap: var(--_space-2); flex: none; }

/* a native dialog, the one thing that floats */
dialog { border: 0; padding: 0; max-inline-size: min(560px, calc(100vw - 24px)); inline-size: 100%; max-block-size: calc(100dvh - 24px); color: var(--_text); background: var(--_surface); border-radius: var(--_radius-l); box-shadow: var(--_float); }
dialog::backdrop { background: var(--_scrim); }
@media (forced-colors: active) { dialog { border: 2px solid CanvasText; } }

/* photos: small ones in a row, one of them large */
.photo { display: block; inline-size: 100%; background: var(--_surface-sunken); }
.photo.absent { display: grid; place-content: center; justify-items: center; gap: 4px; padding: var(--_space-2); color: var(--_text-quiet); font-size: var(--_type-xs); text-align: center; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(128px, 100%), 1fr)); gap: var(--_space-2); }
.photos button { display: grid; gap: 4px; inline-size: 100%; padding: 0; border: 0; background: none; text-align: start; font-size: var(--_type-xs); color: var(--_text-quiet); cursor: zoom-in; }
.photos .photo { aspect-ratio: 4 / 3; object-fit: cover; }
.album { max-inline-size: min(1280px, calc(100vw - 24px)); inline-size: fit-content; min-inline-size: min(480px, calc(100vw - 24px)); }
.album .eave { position: sticky; inset-block-start: 0; background: var(--_surface); }
.album small { font-size: var(--_type-xs); font-weight: 400; }
.album > .photo { inline-size: auto; max-inline-size: 100%; max-block-size: calc(100dvh - 120px); margin-inline: auto; object-fit: contain; }
.album > .photo:is(span) { min-block-size: 240px; }
@media print { .btn, .tools, .seg { display: none; } }
`
