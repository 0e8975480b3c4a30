/** Photos in a row, and one of them large in a dialog: by mouse, finger and keys, and back to where one came from. */
import { html, nothing, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { LinliElement } from './element.js'
import * as draw from './drawings.js'
import { icon } from './icon.js'
import { photo } from './photo.js'

const words = {
  zh: {
    photo: (number: number) => `第${number}张照片`,
    of: (number: number, count: number) => (count > 1 ? `照片 ${number} / ${count}` : '照片'),
    previous: '上一张',
    next: '下一张',
    close: '关上',
  },
  en: {
    photo: (number: number) => `Photo ${number}`,
    of: (number: number, count: number) => (count > 1 ? `Photo ${number} of ${count}` : 'Photo'),
    previous: 'Previous',
    next: 'Next',
    close: 'Close',
  },
}

export interface Shot {
  readonly hash: string
  /** Which act brought it, and when. */
  readonly words: string
}

/** Twice the px that a small one takes at most: screens that are worth looking at have two pixels to one. */
const small = 480

export class Album {
  #open?: { readonly shots: readonly Shot[]; readonly at: number }
  readonly #box = createRef<HTMLDialogElement>()

  constructor(private readonly host: LinliElement) {}

  /** Small ones with their words; each opens large. */
  row(shots: readonly Shot[]): TemplateResult {
    const it = this.host.words(words)
    return html`<ul class="photos">${shots.map(
      (shot, at) =>
        html`<li><button type="button" aria-haspopup="dialog" @click=${() => this.open(shots, at)}>${photo(this.host, shot.hash, it.photo(at + 1), small)}<span>${shot.words}</span></button></li>`,
    )}</ul>`
  }

  /** Where the large one is drawn. */
  dialog(): TemplateResult {
    return html`<dialog class="album" aria-labelledby="photo" ${ref(this.#box)} @close=${this.#closed} @keydown=${this.#pressed}>${
      this.#open ? this.#large(this.#open.shots, this.#open.at) : nothing
    }</dialog>`
  }

  open(shots: readonly Shot[], at = 0): void {
    this.#turn(shots, at)
    void this.host.updateComplete.then(() => this.#box.value?.showModal())
  }

  #large(shots: readonly Shot[], at: number): TemplateResult {
    const it = this.host.words(words)
    const { hash, words: said } = shots[at]!
    const step = (by: number, name: string) =>
      html`<button class="btn" type="button" @click=${() => this.#step(by)}>${name}</button>`
    return html`<div class="eave"><h2 id="photo" aria-live="polite">${it.of(at + 1, shots.length)} <small class="quiet">${said}</small></h2><div class="tools">
        ${shots.length > 1 ? [step(-1, it.previous), step(1, it.next)] : nothing}
        <button class="btn bare" type="button" aria-label=${it.close} @click=${() => this.#box.value?.close()}>${icon(draw.no)}</button></div></div>
      ${photo(this.host, hash, it.photo(at + 1))}`
  }

  /** Round and round: a button that goes out at the end would take the focus with it. */
  #step(by: number): void {
    if (this.#open)
      this.#turn(this.#open.shots, (this.#open.at + by + this.#open.shots.length) % this.#open.shots.length)
  }

  #turn(shots: readonly Shot[], at: number): void {
    this.#open = { shots, at }
    this.host.requestUpdate()
  }

  readonly #closed = () => {
    this.#open = undefined
    this.host.requestUpdate()
  }

  // Arrows and letters move and act on a board behind it, too.
  readonly #pressed = (event: KeyboardEvent) => {
    event.stopPropagation()
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by !== undefined) this.#step(by)
  }
}
