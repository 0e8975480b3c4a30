/** How a tag meets an eye and a finger, measured in what is really drawn; for the tests of all tags. */
import { nextFrame } from '@open-wc/testing'
import { until } from './base/sample-until.js'

/** Everything that `root` draws, through all shadow roots, in the order of the page. */
export function* drawn(root: Element): Generator<HTMLElement> {
  for (const each of [...(root.shadowRoot?.children ?? []), ...root.children]) {
    yield each as HTMLElement
    yield* drawn(each)
  }
}

export const isSeen = (el: Element): boolean =>
  el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0 && el.clientWidth !== 1

const own = (el: Element) =>
  [...el.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** Words as they are read, and the element that each of them stands in. */
export const wordsIn = (root: Element): readonly (readonly [words: string, el: HTMLElement])[] =>
  [...drawn(root)]
    .filter((el) => own(el) !== '' && !['STYLE', 'SCRIPT', 'OPTION'].includes(el.tagName) && isSeen(el))
    .map((el) => [own(el), el])

export const textOf = (root: Element): string => [...drawn(root)].map(own).filter(Boolean).join(' ')

/** What it says once nothing more comes. */
export async function rest(el: Element): Promise<string> {
  let words = ''
  await until(async () => {
    const before = words
    await nextFrame()
    await nextFrame()
    return before === (words = textOf(el))
  }, `${el.localName} comes to rest`)
  return words
}

const controls =
  'button, a[href], input, select, textarea, summary, :is([role=row], [role=gridcell], [role=option], [role=tab])[tabindex]'
/** A key may stop at it, a finger means the row. */
const ofRow = '[role=row][tabindex] > [role=gridcell]'

/** What stands over everything else: nobody presses what it covers. */
const isInFront = (el: Element) =>
  el.matches('dialog:modal, :popover-open') ||
  (el.matches('[role=listbox]') && isSeen(el) && getComputedStyle(el).position === 'absolute')

/** What can be pressed. */
export function controlsIn(root: Element): readonly HTMLElement[] {
  const all = [...drawn(root)]
  const front = all.findLast(isInFront)
  return (front ? [...drawn(front)] : all).filter(
    (el) => el.matches(controls) && !el.matches(ofRow) && el.checkVisibility({ visibilityProperty: true }),
  )
}

function hitAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y)
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y)
    if (!inner || inner === hit) break
    hit = inner
  }
  return hit
}

const parentOf = (el: Element): Element | null => {
  const root = el.getRootNode()
  return el.assignedSlot ?? el.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
}

/** How many pixels wide and high this control is for a finger, its label counted with it; not much more than `most` to each side. */
export function reachOf(control: HTMLElement, most: number): readonly [width: number, height: number] {
  const labels = [...((control as HTMLInputElement).labels ?? [])]
  // a control that is not drawn itself is reached by its label
  const face = control.clientWidth > 1 ? control : (labels[0] ?? control)
  face.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  const { left, top, width, height } = face.getClientRects()[0]!
  // Between pixels engines round, each in its own way; on a pixel they agree.
  const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
  const isHit = (right: number, down: number) => {
    for (let el = hitAt(x + right, y + down); el; el = parentOf(el))
      if (el === control || labels.includes(el as HTMLLabelElement)) return true
    return false
  }
  if (!isHit(0, 0)) return [0, 0]
  const far = (right: number, down: number) => {
    let n = 0
    while (n < most && isHit(right * (n + 1), down * (n + 1))) n++
    return n
  }
  return [far(1, 0) + far(-1, 0) + 1, far(0, 1) + far(0, -1) + 1]
}
