/** Draws a kept photo by its hash, on a canvas: a page that allows images from itself only would block a blob's address. */
import { html, type TemplateResult } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'
import type { Station } from '../../engine/station.js'
import type { LinliElement } from './element.js'
import * as draw from './drawings.js'
import { icon } from './icon.js'

type From = Pick<Station, 'photo' | 'joined'> | undefined

const words = {
  zh: { absent: '照片不在这台设备上', onItsWay: '照片还没到这台设备上，联上网就取来' },
  en: {
    absent: 'This photo is not on this device',
    onItsWay: 'This photo is not on this device yet; it is fetched when the network is there',
  },
}

class PhotoDirective extends AsyncDirective {
  #asked: readonly [from?: From, hash?: string, edge?: number] = []
  #found: HTMLCanvasElement | 'absent' | undefined

  render(host: LinliElement, hash: string, label: string, edge = Infinity, from: From = host.station): unknown {
    const asked = [from, hash, edge] as const
    if (asked.some((value, i) => value !== this.#asked[i])) {
      this.#asked = asked
      this.#found = undefined
      void this.#find(host, hash, label, edge, from)
    } else if (this.#found === 'absent') {
      // its host draws anew when something came
      void this.#find(host, hash, label, edge, from)
    }
    return this.#drawn(host, label)
  }

  async #find(host: LinliElement, hash: string, label: string, edge: number, from: From): Promise<void> {
    const asked = this.#asked
    const picture = await from?.photo?.(hash).catch(() => undefined)
    const found = picture ? await canvasOf(picture, edge).catch(() => 'absent' as const) : 'absent'
    if (asked !== this.#asked) return
    this.#found = found
    this.setValue(this.#drawn(host, label))
  }

  #drawn(host: LinliElement, label: string): HTMLCanvasElement | TemplateResult {
    if (!this.#found) return html`<span class="photo" role="img" aria-label=${label} aria-busy="true"></span>`
    if (this.#found === 'absent') {
      const { absent, onItsWay } = host.words(words)
      return html`<span class="photo absent">${icon(draw.photo, 's')}${this.#asked[0]?.joined ? onItsWay : absent}</span>`
    }
    this.#found.setAttribute('aria-label', label)
    return this.#found
  }
}

/** `photo(this, hash, '第1张照片', 480)`: the picture, its long edge no more than so many pixels; words where the station, or who else keeps it, has it not. */
export const photo = directive(PhotoDirective)

async function canvasOf(picture: Blob, edge: number): Promise<HTMLCanvasElement> {
  const canvas = await drawnAnew(picture, edge)
  canvas.className = 'photo'
  canvas.setAttribute('role', 'img')
  return canvas
}

/**
 * A picture on a canvas of its own, upright, no longer than `edge`. What a camera writes into the file, where it was taken
 * and by which phone, is left behind.
 */
export async function drawnAnew(picture: Blob, edge: number): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(picture)
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  pen.fillStyle = 'white' // what is transparent would turn black in a JPEG
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas
}
