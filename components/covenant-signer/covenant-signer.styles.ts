import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { midStyles } from '../base/mid.styles.js'
import { noteStyles } from '../base/note.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  fieldStyles,
  midStyles,
  noteStyles,
  plateStyles,
  stateStyles,
  css`
/* Not on the host: a page's own rules on * would win there. */
.card { container: linli-covenant-signer / inline-size; border: 1px solid var(--_card-line); border-block-start: 0; background: var(--_surface); min-inline-size: 0; }
.body { display: grid; grid-template-columns: minmax(0, 1.05fr) minmax(0, 1fr); }
.text { padding: var(--_space-6) var(--_space-6) var(--_space-5); border-inline-end: 1px solid var(--_line); display: grid; align-content: start; gap: var(--_space-4); min-inline-size: 0; }
.frame { border: 1px solid var(--_line-strong); outline: 3px solid var(--_line); outline-offset: 4px; margin: 8px; padding: var(--_space-6) var(--_space-5); font-family: var(--_font-read); text-align: center; display: grid; gap: var(--_space-4); justify-items: center; }
.frame h3 { font-size: var(--_type-2xl); letter-spacing: .35em; margin-inline-end: -.35em; overflow-wrap: anywhere; }
.frame:lang(en) :is(h3, .words) { letter-spacing: normal; margin-inline-end: 0; }
.frame .words { font-size: max(26px, calc(var(--_type-2xl) * .93)); line-height: 2; letter-spacing: .08em; white-space: pre-line; word-break: keep-all; overflow-wrap: anywhere; }
.ver { display: flex; flex-wrap: wrap; gap: 2px var(--_space-4); font-size: var(--_type-xs); color: var(--_text-quiet); }
.facts { display: grid; gap: 6px; line-height: var(--_leading); }
.facts li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 8px; }
.facts .icon { color: var(--_text-quiet); margin-block-start: .12em; }
summary { cursor: pointer; min-block-size: var(--_target); display: flex; align-items: center; gap: .4em; color: var(--_accent); font-weight: 500; }
summary::before { content: "▸"; } details[open] > summary::before { content: "▾"; }
.editions li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 2px var(--_space-3); min-block-size: var(--_target); border-block-start: 1px solid var(--_line); }

.sign { padding: var(--_space-5); display: grid; gap: var(--_space-4); align-content: start; min-inline-size: 0; }
.sign h3 { font-size: var(--_type-m); display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 2px var(--_space-3); }
.sign h3 span + span { font-weight: 400; }
.sign label:not(.tick) { display: grid; gap: 4px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.sign .field { font-size: var(--_type-m); }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: var(--_space-3); }
.tick { display: flex; gap: var(--_space-2); align-items: center; min-block-size: var(--_target); cursor: pointer; }
.tick input { inline-size: 1.5em; block-size: 1.5em; margin: 0; flex: none; accent-color: var(--_accent); }
.sign .btn.go { min-block-size: max(48px, var(--_control)); padding-inline: 28px; font-size: var(--_type-m); }
.refused { color: var(--_late); font-weight: 500; display: flex; gap: .4em; align-items: center; } .refused:empty { display: none; }
.done:focus { outline: none; } .done:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-gap); }

/* where the seal will stand; the seal itself is no button */
.place { flex: 1 0 96px; max-inline-size: 128px; min-block-size: var(--_target); margin: 10px; margin-inline-start: 0; border: 1.5px dashed var(--_line-strong); border-radius: var(--_radius-m); background: none; color: var(--_text); cursor: pointer; padding: 4px; touch-action: manipulation; user-select: none; text-wrap: balance; }
.place[aria-disabled="true"] { color: var(--_text-quiet); }
.place:not([aria-disabled="true"]) { border-color: var(--_seal); border-style: solid; }
.place:not([aria-disabled="true"]):active { background: color-mix(in srgb, var(--_seal) 16%, transparent); }
.given { display: grid; grid-template-columns: minmax(0, 1fr) minmax(92px, 22%); align-items: center; gap: var(--_space-3); border: 1.5px solid var(--_line); border-radius: var(--_radius-m); padding: var(--_space-3); }
.name { display: block; max-inline-size: 100%; font-family: var(--_font-read); font-size: var(--_type-3xl); overflow-wrap: anywhere; }
canvas.name { inline-size: 100%; block-size: auto; color: var(--_text); }
.seal { display: block; inline-size: 100%; fill: var(--_seal); }
.seal text { font-family: var(--_font-read); font-weight: 700; }
.seal.fresh { animation: press var(--_press) var(--_ease) 1; }
@keyframes press { from { transform: scale(1.15); } to { transform: scale(1); } }

.wall { border-block-start: 1px solid var(--_line); padding: var(--_space-5) var(--_space-6); display: grid; grid-template-columns: minmax(0, 250px) minmax(0, 1fr); gap: var(--_space-5); align-items: start; background: var(--_surface-quiet); }
.wall > div { display: grid; gap: 10px; }
.wall .big { font-size: var(--_type-3xl); font-weight: 600; line-height: 1.1; } .wall .big small { font-size: var(--_type-l); font-weight: 400; color: var(--_text-quiet); }
.counts { display: flex; flex-wrap: wrap; gap: 0 var(--_space-3); align-items: center; }
.wall .n { min-block-size: var(--_target); min-inline-size: var(--_target); display: inline-flex; align-items: center; }
.bricks { inline-size: 100%; display: block; }
.brick { fill: none; stroke: var(--_line-strong); stroke-width: .7; } .done:is(rect) { fill: var(--_mark); } .mine { fill: var(--_seal); stroke: var(--_seal); stroke-width: 2; }
.out, .slash { fill: none; stroke: var(--_text); stroke-width: .9; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: var(--_type-xs); margin-block-start: 8px; color: var(--_text-quiet); }
.key svg { inline-size: 14px; block-size: 10px; margin-inline-end: 6px; }
.counted { padding: var(--_space-4); display: grid; gap: var(--_space-3); overflow-x: auto; }
.counted :is(th, td) { padding: 6px 8px; border-block-end: 1px solid var(--_line); } .counted tfoot { font-weight: var(--_weight-bold); }
.asked { padding: var(--_space-4); display: grid; gap: var(--_space-4); line-height: var(--_leading); }

.proof { border-block-start: 1px solid var(--_line); padding: var(--_space-2) var(--_space-6) var(--_space-3); }
.proof ul { display: grid; gap: 6px; line-height: var(--_leading); padding-block-end: var(--_space-3); overflow-wrap: anywhere; }
.proof form { display: flex; flex-wrap: wrap; gap: var(--_space-2); align-items: end; } .proof label { display: grid; gap: 4px; flex: 1 1 220px; max-inline-size: 420px; font-size: var(--_type-xs); color: var(--_text-quiet); }
.proof form .btn { min-block-size: max(var(--_control), var(--_target)); }
p.voiceless { padding: var(--_space-2) var(--_space-4); border-block-end: 1px solid var(--_line); } p.voiceless:empty { display: none; }
.answer { padding-block-start: var(--_space-2); } .answer:empty { display: none; }
/* what is not filled in is not printed and not seen */
.a4 { display: none; }

@container linli-covenant-signer (max-width: 760px) {
  .body, .wall { grid-template-columns: minmax(0, 1fr); } .text { border: 0; padding: var(--_space-4); } .frame { padding: var(--_space-4); }
  .frame .words { font-size: max(22px, calc(var(--_type-2xl) * .79)); line-height: 1.8; } .sign, .wall { padding: var(--_space-4); } .proof { padding-inline: var(--_space-4); }
}
/* a line of eight characters stays one line in large type on a phone: a full stop does not stand alone */
@container linli-covenant-signer (max-width: 480px) {
  .place { max-inline-size: none; margin: 0 10px 10px; } .two { grid-template-columns: minmax(0, 1fr); } .eave .tools { margin-inline-start: 0; flex-wrap: wrap; } .eave .btn { white-space: nowrap; }
  .frame { margin: 7px; padding: var(--_space-4) var(--_space-2); } .frame h3 { letter-spacing: .1em; margin-inline-end: -.1em; } .frame .words { font-size: min(max(22px, calc(var(--_type-2xl) * .79)), max(22px, 9.4cqi)); letter-spacing: .04em; }
}
@media (forced-colors: active) { .seal, .mine { forced-color-adjust: none; fill: #b22222; stroke: none; } }

/* the sheet of paper: one A4, black, and the seal */
:host([sheet]) .a4 { display: grid; inline-size: min(794px, 100%); min-block-size: 1123px; padding: 64px 72px; }
.a4 { grid-template-rows: auto auto auto 1fr auto; gap: 22px; background: #fff; color: #000; font-family: var(--_font-read); color-scheme: light; }
.a4 header { text-align: center; border-block-start: 4px solid #000; border-block-end: 1px solid #000; padding: 20px 0 16px; } .a4 h2 { font-size: 34px; letter-spacing: .4em; margin-inline-end: -.4em; } .a4:lang(en) h2 { letter-spacing: normal; margin: 0; } .a4 header p { font-size: 14px; margin-block-start: 8px; }
.a4 .words { font-size: 28px; line-height: 1.9; text-align: center; letter-spacing: .08em; padding-block: 12px; white-space: pre-line; } .a4:lang(en) .words { letter-spacing: normal; line-height: 1.7; }
.a4 dl { display: grid; grid-template-columns: 7em 1fr 7em 1fr; border: 1px solid #000; font-size: 15px; } .a4 :is(dt, dd) { padding: 12px; border-block-end: 1px solid #999; } .a4 dt { background: #f4f4f0; } .a4 dl > :nth-last-child(-n+2) { border-block-end: 0; } .a4 .wide { grid-column: 2 / -1; }
.a4 .signed { display: grid; gap: 18px; align-content: start; } .a4 .on-line { padding-inline: 16px; display: grid; grid-template-columns: minmax(0, 1fr) 140px; align-items: center; min-block-size: 120px; border-block-end: 1px solid #000; } .a4 canvas.name { color: #000; inline-size: auto; max-block-size: 150px; } .a4 .seal { fill: #b22222; }
.a4 .small, .a4 footer { font: 13px/1.7 var(--_font); }
.a4 footer { display: grid; grid-template-columns: 120px minmax(0, 1fr); gap: 20px; align-items: center; border-block-start: 1px solid #000; padding-block-start: 18px; overflow-wrap: anywhere; } .a4 .qr { inline-size: 120px; block-size: 120px; display: block; fill: #000; }
@media print { .card { display: none; } .a4 { display: grid; min-block-size: 250mm; print-color-adjust: exact; } :host([sheet]) .a4 { padding: 0; min-block-size: 250mm; } }
`,
]
