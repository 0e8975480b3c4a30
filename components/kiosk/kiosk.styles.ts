/** The frame: all the room for what it shows, one line at the foot, and two screens that cover it. */
import { css } from 'lit'
import { dialogStyles } from '../base/dialog.styles.js'
import { eaveStyles } from '../base/eave.styles.js'
import { rulerStyles } from '../base/ruler.styles.js'

export const styles = [
  dialogStyles,
  eaveStyles,
  rulerStyles,
  css`
:host(:not([hidden])) { display: flex; flex-direction: column; min-block-size: 100dvh; container-type: inline-size; }
.all { flex: 1; display: flex; flex-direction: column; min-inline-size: 0; }
.all ::slotted(*) { flex: 1; }
footer { display: flex; flex-wrap: wrap; align-items: center; gap: var(--_space-2) var(--_space-3); padding: 6px var(--_space-4); border-block-start: 1px solid var(--_line); background: var(--_surface); font-size: var(--_type-xs); }
footer .btn { font-size: var(--_type-s); }
footer p { display: flex; gap: .4em; align-items: center; color: var(--_text-quiet); }
footer .about { margin-inline-end: auto; }
footer .network.failed { color: var(--_warn); }
footer .network:empty { display: none; }
:host(:state(kiosk)) footer .btn { min-block-size: 60px; }
/* a low screen has no room for a line at the foot: it stands at the side */
@media (orientation: landscape) and (max-height: 900px) {
  :host(:not([hidden])) { flex-direction: row; }
  footer { inline-size: 104px; flex: none; flex-direction: column; flex-wrap: nowrap; align-items: stretch; justify-content: flex-end; padding: 8px 6px; border-block-start: var(--_eave-width) solid var(--_eave); border-inline-start: 1px solid var(--_line); }
  footer .about { margin-block-end: auto; margin-inline-end: 0; } footer p { display: block; } footer .network { word-break: keep-all; }
  footer .btn { padding-inline: 4px; }
}
.btn:active { background: var(--_surface-sunken); }

.idle { max-inline-size: min(720px, calc(100vw - 24px)); }
.idle .body { display: grid; gap: var(--_space-4); padding: var(--_space-4) var(--_space-5) var(--_space-5); }
.idle .left { font-size: calc(var(--_type-3xl) * 1.1); line-height: 1.1; }
.idle .row .btn { flex: 1 1 10em; min-block-size: max(72px, var(--_target)); font-size: var(--_type-l); }
:is(.idle, .lock) h2 { display: flex; gap: .4em; align-items: center; font-size: var(--_type-xl); }

/* the PIN: covers everything, so that a locked screen shows nobody's work */
.lock { max-inline-size: none; inline-size: 100vw; max-block-size: none; block-size: 100dvh; border-radius: 0; box-shadow: none; }
.lock[open] { display: flex; flex-direction: column; }
.lock:focus { outline: none; }
.asks { flex: 1; display: flex; flex-wrap: wrap; place-content: center; align-items: center; gap: var(--_space-5) var(--_space-6); padding: var(--_space-5); }
.said { flex: 1 1 16em; max-inline-size: 26em; display: grid; gap: var(--_space-3); font-size: var(--_type-m); line-height: 1.6; }
.dots { display: flex; gap: 14px; block-size: 1.4em; align-items: center; font-size: var(--_type-xl); }
.dots i { inline-size: .7em; block-size: .7em; border: 2px solid var(--_text); border-radius: 50%; }
.dots i.on { background: var(--_text); forced-color-adjust: none; }
.keys { flex: 0 1 460px; direction: ltr; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; }
.key { min-block-size: max(84px, var(--_target)); font-size: var(--_type-xl); font-weight: var(--_weight-bold); padding: 0; }
.key.small { font-size: var(--_type-m); }
.fault { color: var(--_late); font-weight: 500; } .fault:empty { display: none; }
@media (forced-colors: active) { .dots i.on { background: CanvasText; } }
@media print { footer { display: none; } }
`,
]
