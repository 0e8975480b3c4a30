/** Draws an icon; without one set of drawings every component would have its own idea of what "late" looks like. */
import { html, nothing, type TemplateResult } from 'lit'

export type Drawing = () => TemplateResult<2>

/** Always with its word beside it; without a drawing, nothing. `size`: `s` beside small words, `mark` alone. */
export const icon = (drawing: Drawing | undefined, size: '' | 's' | 'mark' = ''): TemplateResult | typeof nothing =>
  drawing ? html`<svg class="icon ${size}" viewBox="0 0 24 24" aria-hidden="true">${drawing()}</svg>` : nothing
