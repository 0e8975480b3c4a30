/** A name written by hand, kept as strokes: without it a signature would be a picture that nobody can look into. */
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { FormElement } from '../form/form-element.js'
import { inkText, readInk } from './ink.js'
import { type Pen, penOn } from './pen.js'
import { styles } from './signature-pad.styles.js'

const words = {
  zh: {
    label: '请写下名字',
    pad: (label: string, strokes: number) => `${label}，已写 ${strokes} 笔`,
    undo: '退一笔',
    clear: '重写',
    type: '打字代替',
    write: '改用手写',
    typed: '姓名',
    missing: '还没写名字。',
    failed: '写字板没有打开。先打字，或者在纸上签。',
  },
  en: {
    label: 'Write the name',
    pad: (label: string, strokes: number) => `${label}: ${strokes} ${strokes === 1 ? 'stroke' : 'strokes'}`,
    undo: 'Undo a stroke',
    clear: 'Start over',
    type: 'Type it instead',
    write: 'Write by hand',
    typed: 'Name',
    missing: 'No name is written yet.',
    failed: 'The pad could not be opened. Type the name, or sign on paper.',
  },
}

/** Squares of the 米字格 at most; no name that is written on one line is longer. */
const mostSquares = 4
/** Most names have three letters; where these would be smaller than a finger writes, there are fewer. */
const usual = 3
const narrowest = 72
const margin = 10

/**
 * A pad to write a name on, in squares as at school. Its value is one string, see `inkText`; with `typing` a name may be
 * typed instead, and is the value as it stands.
 *
 * @summary A pad for a signature.
 * @slot seal - Beside the squares, e.g. a seal.
 * @event {CustomEvent<{ value: string }>} linli-signature-write - Somebody wrote, took back or cleared.
 * @csspart pad - The ground that is written on.
 */
export class SignaturePad extends FormElement {
  static override styles = styles

  /** What is to be written, for who cannot see the pad. */
  @property() label = ''
  /** A name may be typed instead. */
  @property({ type: Boolean }) typing = false
  @property({ type: Boolean }) required = false
  /** The handwriting, or the typed name; empty when there is none. */
  @property() value = ''

  @state() private typed = false
  @state() private failed = false
  @state() private width = 0
  @state() private height = 0
  @query('canvas') private canvas?: HTMLCanvasElement

  #pen?: Pen
  #drawn?: string
  readonly #sizes = new ResizeObserver(() => this.#measure())

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) void this.#open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#close()
  }

  reset(): void {
    this.value = ''
    this.typed = false
  }

  protected restore(saved: string): void {
    this.value = saved
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(':is(input, button):enabled')?.focus(options)
  }

  get #strokes(): number {
    return readInk(this.value)?.strokes.length ?? 0
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') && this.value && !readInk(this.value)) this.typed = true
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const anchor = this.renderRoot.querySelector<HTMLElement>('input, canvas')
    const missing = this.required && !this.value.trim() && anchor
    this.hand(this.value, missing ? { says: this.words(words).missing, missing: true, anchor } : undefined)
    if (this.canvas && !this.#pen) void this.#open()
    else if (!this.canvas) this.#close()
    else if (this.value !== this.#drawn) this.#draw()
  }

  override render(): TemplateResult {
    const it = this.words(words)
    if (this.typing && this.typed) {
      return html`<label class="typed"><span>${this.label || it.typed}</span><span class="field">${icon(draw.write, 's')}<input type="text" autocomplete="name" ?disabled=${this.off}
          .value=${live(this.value)} @input=${(event: Event) => this.#set((event.target as HTMLInputElement).value)}></span></label>
        <div class="row tools">${this.#turn(false)}</div>`
    }
    const strokes = this.#strokes
    return html`<div class="pad" part="pad">
        <div class="paper">${this.#squares()}<canvas role="img" aria-label=${it.pad(this.label || it.label, strokes)} @contextmenu=${(event: Event) => event.preventDefault()}></canvas></div>
        <slot name="seal"></slot>
      </div>
      <p class="fault" role="alert">${this.failed ? it.failed : nothing}</p>
      ${
        this.off
          ? nothing
          : html`<div class="row tools"><button class="btn" type="button" ?disabled=${strokes === 0} @click=${() => this.#take(-1)}>${icon(draw.sentBack, 's')}${it.undo}</button>
              <button class="btn" type="button" ?disabled=${strokes === 0} @click=${() => this.#take(0)}>${icon(draw.sync, 's')}${it.clear}</button>${this.typing ? this.#turn(true) : nothing}<slot name="tools"></slot></div>`
      }`
  }

  /** Typing is a way of its own: what was written goes. */
  #turn(typed: boolean): TemplateResult {
    const it = this.words(words)
    return html`<button class="btn" type="button" ?disabled=${this.off} @click=${() => {
      this.typed = typed
      this.#set('')
    }}>${icon(draw.write, 's')}${typed ? it.type : it.write}</button>`
  }

  #squares(): TemplateResult | typeof nothing {
    const { width, height } = this
    const widest = (width - margin) / usual - margin
    const side = Math.min(height - 2 * margin, widest < narrowest ? Infinity : widest)
    if (side <= 0) return nothing
    const count = Math.max(1, Math.min(mostSquares, Math.floor((width - margin) / (side + margin))))
    const top = (height - side) / 2
    const gap = (width - count * side) / (count + 1)
    return html`<svg class="guide" viewBox="0 0 ${width} ${height}" aria-hidden="true">${Array.from(
      { length: count },
      (_, i) => {
        const left = gap + i * (side + gap)
        const right = left + side
        const [middle, centre, bottom] = [left + side / 2, top + side / 2, top + side]
        return svg`<rect x=${left} y=${top} width=${side} height=${side}/>
        <path d="M${left} ${top} ${right} ${bottom}M${right} ${top} ${left} ${bottom}M${middle} ${top}V${bottom}M${left} ${centre}H${right}"/>`
      },
    )}</svg>`
  }

  async #open(): Promise<void> {
    const { canvas } = this
    if (!canvas || this.#opening === canvas) return
    this.#opening = canvas
    try {
      const pen = await penOn(canvas, this.#written, () => !this.off)
      if (this.#opening !== canvas || !this.isConnected) return pen.lift()
      this.#pen = pen
      this.#sizes.observe(canvas)
      this.failed = false
      this.#measure()
    } catch {
      this.#opening = undefined
      this.failed = true
    }
  }
  #opening?: HTMLCanvasElement

  #close(): void {
    this.#sizes.disconnect()
    this.#pen?.lift()
    this.#pen = undefined
    this.#opening = undefined
  }

  #measure(): void {
    this.width = this.canvas?.clientWidth ?? 0
    this.height = this.canvas?.clientHeight ?? 0
    this.#draw()
  }

  #draw(): void {
    if (!this.#pen || !this.width) return
    this.#drawn = this.value
    this.#pen.draw(readInk(this.value))
  }

  readonly #written = () => {
    const { width, height } = this
    const strokes = this.#pen?.strokes() ?? []
    // drawn anew from what is kept: what is seen is what will be seen
    this.#set(inkText({ width, height, strokes }))
  }

  /** Keeps the first strokes; a negative number leaves out the last ones. */
  #take(count: number): void {
    const ink = readInk(this.value)
    if (ink) this.#set(inkText({ ...ink, strokes: ink.strokes.slice(0, count) }))
  }

  #set(value: string): void {
    this.value = value
    this.emit('linli-signature-write', { value })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-signature-pad': SignaturePad
  }
  interface GlobalEventHandlersEventMap {
    /** Somebody wrote on a pad, took a stroke back or cleared it. */
    'linli-signature-write': CustomEvent<{ readonly value: string }>
  }
}
