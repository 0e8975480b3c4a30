/** The one red seal 朱印: drawn where the finger pressed. A drawing, the same for everybody; nothing of the finger is in it. */
import { html, svg, type TemplateResult } from 'lit'

/** Where it was pressed, from −1 to 1 across and down its place. */
export interface Press {
  readonly x: number
  readonly y: number
}
export const centre: Press = { x: 0, y: 0 }

/** Where in its place somebody pressed; a key presses the middle. */
export function pressOf(event: MouseEvent): Press {
  const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect()
  if (event.detail === 0 || width === 0 || height === 0) return centre
  const side = (at: number) => Math.max(-1, Math.min(1, at * 2 - 1))
  return { x: side((event.clientX - left) / width), y: side((event.clientY - top) / height) }
}

/** So far it may stand from the middle, of 100. */
const play = 8
const letters = [
  [70, 46, '同'],
  [70, 87, '守'],
  [30, 46, '邻'],
  [30, 87, '约'],
] as const

/**
 * @param fresh it has just been pressed, and moves once
 * @param on where it stands: what a card that is not drawn defines is not there for the paper beside it
 */
export const seal = (
  label: string,
  { x, y }: Press = centre,
  fresh = false,
  on: 'card' | 'paper' = 'card',
): TemplateResult =>
  html`<svg class="seal ${fresh ? 'fresh' : ''}" viewBox="-14 -14 128 128" role="img" aria-label=${label}>
    <filter id="worn-${on}" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".11" numOctaves="3" seed="20"/><feDisplacementMap in="SourceGraphic" scale="2.4" result="edge"/>
      <feTurbulence type="fractalNoise" baseFrequency=".62" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -8 6.4"/><feComposite in="edge" operator="in"/></filter>
    <mask id="cut-${on}"><rect x="-4" y="-4" width="108" height="108" fill="#fff"/><rect x="6.5" y="6.5" width="87" height="87" fill="none" stroke="#000" stroke-width="2.5"/>
      <g fill="#000" font-size="40" text-anchor="middle">${letters.map(([left, top, letter]) => svg`<text x=${left} y=${top}>${letter}</text>`)}</g></mask>
    <g transform="translate(${x * play} ${y * play}) rotate(-4 50 50)"><g filter="url(#worn-${on})"><rect width="100" height="100" rx="5" mask="url(#cut-${on})"/></g></g>
  </svg>`
