/** A name as it was written, drawn again from its strokes. */
import { html, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { readInk } from '../signature-pad/ink.js'
import { drawnInk } from '../signature-pad/pen.js'

const shown = new WeakMap<Element, string>()

/** Words of another kind, such as a typed name, stand as they are. */
export function drawnName(value: string, label: string): TemplateResult {
  const ink = readInk(value)
  if (!ink) return html`<span class="name">${value}</span>`
  const draw = (canvas: Element | undefined) => {
    if (!(canvas instanceof HTMLCanvasElement) || shown.get(canvas) === value) return
    shown.set(canvas, value)
    // Without the library, which may be out of reach, the words beside it still say who signed.
    drawnInk(canvas, ink).catch(() => shown.delete(canvas))
  }
  return html`<canvas class="name" role="img" aria-label=${label} ${ref(draw)}></canvas>`
}
