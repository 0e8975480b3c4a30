/** The ruler 时限尺: how much of a limit is used, drawn with SVG attributes alone, so that it holds under a strict CSP. */
import { html, nothing, type TemplateResult } from 'lit'

export type RulerState = 'on-time' | 'warn' | 'late' | 'suspended' | 'done'

const width = 200
const minute = 60_000

/**
 * `limit` and `used` in ms. A tick each minute up to twenty, quarters above; a dashed mark where the warning comes; past the
 * limit it goes on as hatching. Without a `label` it is left out of the accessibility tree: the words beside it say the same.
 */
export function ruler(limit: number, used: number, state: RulerState, label = '', warn = 0.8): TemplateResult {
  const end = Math.max(limit, used > limit ? used * 1.02 : used, 1)
  const x = (ms: number) => +((Math.max(0, ms) / end) * width).toFixed(1)
  const edge = Math.max(1, used > limit ? x(limit) : x(limit) - 1)
  const ticks = limit <= 20 * minute ? Math.round(limit / minute) : 4
  const tick = (_: unknown, i: number) => `M${x((limit / ticks) * (i + 1))} 11v3`
  const over: string[] = []
  for (let at = x(limit) + 3; used > limit && at < x(used); at += 5) over.push(`M${at.toFixed(1)} 11l3-8`)
  return html`<svg class="ruler ${state}" viewBox="0 0 ${width} 14" preserveAspectRatio="none"
    role=${label ? 'img' : nothing} aria-label=${label || nothing} aria-hidden=${label ? nothing : 'true'}>
    <rect class="track" x="0" y="3" width=${width} height="8" />
    <rect class="used" x="0" y="3" width=${x(Math.min(used, limit))} height="8" />
    <path class="over" d=${over.join('')} /><path class="tick" d=${Array.from({ length: Math.max(0, ticks - 1) }, tick).join('')} />
    <line class="mark80" x1=${x(limit * warn)} y1="0" x2=${x(limit * warn)} y2="14" />
    <line class="edge" x1=${edge} y1="0" x2=${edge} y2="14" />
  </svg>`
}
