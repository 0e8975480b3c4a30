/** A state: silhouette first, word second, colour last. */
import { css } from 'lit'

export const stateStyles = css`
.st { display: inline-flex; align-items: baseline; gap: .3em; white-space: nowrap; font-weight: var(--_weight-bold); }
.st .icon { inline-size: 1.2em; block-size: 1.2em; stroke-width: 2; align-self: center; }
.st.on-time { color: var(--_on-time); } .st.warn { color: var(--_warn); } .st.late { color: var(--_late); } .st.suspended { color: var(--_suspended); }
.st.void { color: var(--_void); } .st.watch { color: var(--_watch); } .st.stop { color: var(--_stop); } .st.unseen { color: var(--_text-quiet); font-weight: 400; }
.st.solid { padding: .1em .5em; border-radius: var(--_radius-s); color: var(--_on-solid); background: var(--_solid); }
@media (forced-colors: active) { .st.solid { forced-color-adjust: none; background: CanvasText; color: Canvas; } }
`
