/** The chain of who answers: five rungs, the line between them, dashed where nobody stands. */
import { css } from 'lit'

export const chainStyles = css`
.rungs { display: grid; }
.rungs li { display: grid; grid-template-columns: 26px 1fr auto; gap: 0 var(--_space-3); align-items: center; min-block-size: 62px; position: relative; }
.rungs li + li::before { content: ""; position: absolute; inset-inline-start: 12px; inset-block: -50% 50%; border-inline-start: 2px solid var(--_line-strong); }
.rungs li.vacant + li::before, .rungs li.vacant::before { border-inline-start-style: dashed; }
.rungs .lv { inline-size: 26px; block-size: 26px; border: 2px solid var(--_eave); border-radius: var(--_radius-s); display: grid; place-items: center; font-size: 13px; font-weight: 600; background: var(--_surface); z-index: 1; }
.rungs .vacant .lv { border-style: dashed; border-color: var(--_warn); color: var(--_warn); }
.rungs .here .lv { background: var(--_eave); color: var(--_surface); }
@media (forced-colors: active) { .rungs .here .lv { forced-color-adjust: none; background: CanvasText; color: Canvas; } }
.rungs p { line-height: 1.35; padding-block: 4px; }
.rungs p b + .xs { white-space: nowrap; }
.rungs p b { font-size: var(--_type-m); }
:host(:is(:state(elder), :state(kiosk))) .rungs .lv { inline-size: 36px; block-size: 36px; font-size: 18px; }
:host(:state(elder)) .rungs li { grid-template-columns: 36px 1fr auto; min-block-size: 84px; }
:host(:state(elder)) .rungs li + li::before { inset-inline-start: 17px; }
@container (max-width: 520px) {
  :host(:state(elder)) .rungs li:is(.here, .vacant) { grid-template-columns: 36px 1fr; }
  :host(:state(elder)) .rungs li:is(.here, .vacant) .btn { grid-column: 2; margin-block-end: var(--_space-2); }
}
`
