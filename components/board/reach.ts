/** How far each lane is scrolled and what of it is in view: a lane of ten thousand strips draws a dozen. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { Calls, type Source } from '../base/again.js'

interface Box {
  readonly top: number
  readonly height: number
}

// Strips drawn above and below what is in view, so that a scroll does not outrun the drawing.
const spare = 4
// Height of a strip before the first one was measured.
const guess = 130

/** All strips are of one height, set by the sheet; the lane is as long as all of them, and each stands at its place. */
export class Reach implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }
  readonly #boxes = new Map<string, Box>()
  readonly #seen = new Set<HTMLElement>()
  readonly #moves = new Map<string, Calls>()
  #strip = guess
  #sizes?: ResizeObserver

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host
    host.addController(this)
  }

  /** Indices to draw. */
  slice(lane: string, count: number): readonly number[] {
    const { top, height } = this.#boxes.get(lane) ?? { top: 0, height: 0 }
    const first = Math.max(0, Math.floor(top / this.#strip) - spare)
    const last = Math.min(count, Math.ceil((top + height) / this.#strip) + spare)
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
  }

  /** Tells when other strips of a lane have come into view. */
  moves(lane: string): Source {
    return this.#movesOf(lane)
  }

  /** How many lie below what is in view; one that is cut off counts as seen. */
  below(lane: string, count: number): number {
    const box = this.#boxes.get(lane)
    return box ? Math.max(0, count - Math.ceil((box.top + box.height) / this.#strip)) : 0
  }

  /** Strips that fit at once. */
  page(lane: string): number {
    return Math.max(1, Math.floor((this.#boxes.get(lane)?.height ?? 0) / this.#strip))
  }

  /** Scrolls so that the strip lies in view, and draws it. */
  show(lane: string, index: number): void {
    const element = this.#lane(lane)
    if (!element) return
    const top = index * this.#strip
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + this.#strip > element.scrollTop + element.clientHeight)
      element.scrollTop = top + this.#strip - element.clientHeight
    this.#measure()
  }

  /** One page further down. */
  further(lane: string): void {
    this.#lane(lane)?.scrollBy({ top: this.page(lane) * this.#strip })
  }

  /** Strips that come into view are drawn at once, and nothing else. */
  readonly scrolled = (event: Event): void => {
    const lane = event.currentTarget as HTMLElement
    if (this.#look(lane)) this.#movesOf(nameOf(lane)).tell()
  }

  hostUpdated(): void {
    const lanes = new Set(this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-lane]'))
    // In the next frame: what is drawn then may change sizes again, and an observer must not be told of that while it tells.
    this.#sizes ??= new ResizeObserver(() => requestAnimationFrame(() => this.#measure()))
    for (const gone of this.#seen) if (!lanes.has(gone)) this.#drop(gone)
    let fresh = false
    for (const lane of lanes) {
      if (this.#seen.has(lane)) continue
      this.#sizes.observe(lane)
      this.#seen.add(lane)
      fresh = true
    }
    // Before anything is seen, but after this drawing is over.
    if (fresh) queueMicrotask(() => this.#measure())
  }

  hostDisconnected(): void {
    for (const lane of [...this.#seen]) this.#drop(lane)
  }

  #lane(name: string): HTMLElement | undefined {
    return [...this.#seen].find((lane) => nameOf(lane) === name)
  }

  #movesOf(lane: string): Calls {
    let moves = this.#moves.get(lane)
    if (!moves) this.#moves.set(lane, (moves = new Calls()))
    return moves
  }

  #drop(lane: HTMLElement): void {
    this.#sizes?.unobserve(lane)
    this.#seen.delete(lane)
    this.#boxes.delete(nameOf(lane))
  }

  /** Which strips lie in view: a scroll that brings none in and none out draws nothing. */
  #edges({ top, height }: Box): string {
    return `${Math.floor(top / this.#strip)} ${Math.ceil((top + height) / this.#strip)}`
  }

  /** Have other strips come into view? */
  #look(lane: HTMLElement): boolean {
    const name = nameOf(lane)
    const box = { top: lane.scrollTop, height: lane.clientHeight }
    const was = this.#boxes.get(name)
    this.#boxes.set(name, box)
    return !was || this.#edges(was) !== this.#edges(box)
  }

  #measure(): void {
    let moved = false
    for (const lane of this.#seen) {
      moved = this.#look(lane) || moved
      const first = lane.querySelector<HTMLElement>('[data-index]')
      // offsetHeight is rounded: a quarter of a pixel, ten thousand times, is seventeen strips.
      const strip = first ? parseFloat(getComputedStyle(first).blockSize) : NaN
      if (!(strip > 0) || strip === this.#strip) continue
      this.#strip = strip
      moved = true
    }
    if (moved) this.#host.requestUpdate()
  }
}

const nameOf = (lane: HTMLElement): string => lane.dataset['lane'] ?? ''
