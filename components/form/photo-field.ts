/** Photos: made small and kept as they are where the question has a sheet for them, else noted by their checksum. */
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { icon } from '../base/icon.js'
import { describedBy, grouped, type Question } from './question.js'
import { words } from './words.js'

/** Long edge in px: a meter number and a face mask are still to be read, in about 150 kB. */
const edge = 1280

// A page that allows images from itself only would not show a data: address; a canvas shows the picture under any policy.
const pictures = new Map<string, ImageBitmap>()

export function photoField(question: Question): TemplateResult {
  const { host, ask, value } = question
  const it = host.words(words)
  // The journal is for ever and holds no picture. Only a private question has a sheet, which is erased after its time.
  if (!ask.private && ask.optional) return grouped(question, html`<p class="quiet">${it.photoLeftOut}</p>`)
  const photos = Array.isArray(value) ? (value as readonly string[]) : []
  const full = ask.max !== undefined && photos.length >= Number(ask.max)
  return grouped(
    question,
    html`<div class="tiles">
        ${photos.map((photo, i) => shot(question, photos, photo, i))}
        ${
          full
            ? nothing
            : html`<label class="tile add">${icon('photo')}<span>${photos.length ? it.morePhoto : it.addPhoto}</span>
              <input class="vh" id=${question.id} type="file" accept="image/*" capture="environment" multiple aria-describedby=${describedBy(question)}
                @change=${(event: Event) => void add(question, photos, event.target as HTMLInputElement)}></label>`
        }
      </div>
      ${ask.private ? nothing : html`<p class="quiet xs">${it.photoHash}</p>`}`,
  )
}

function shot(question: Question, photos: readonly string[], photo: string, i: number): TemplateResult {
  const it = question.host.words(words)
  return html`<div class="tile shot"><canvas role="img" aria-label=${it.photoOf(i + 1)} ${ref((canvas) => void draw(canvas as HTMLCanvasElement | undefined, photo))}></canvas>
    <button class="btn bare" type="button" aria-label=${it.dropPhoto(i + 1)} @click=${() => question.set(photos.filter((each) => each !== photo))}>${icon('no', 's')}</button></div>`
}

async function draw(canvas: HTMLCanvasElement | undefined, photo: string): Promise<void> {
  const picture = pictures.get(photo) ?? (photo.startsWith('data:') ? await fromDataUrl(photo) : undefined)
  if (!canvas || !picture) return
  pictures.set(photo, picture)
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
}

function fromDataUrl(url: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))
  return createImageBitmap(new Blob([bytes]))
}

async function add(question: Question, photos: readonly string[], input: HTMLInputElement): Promise<void> {
  try {
    const added = await Promise.all(
      [...(input.files ?? [])].map((file) => keep(file, question.ask.private !== undefined)),
    )
    question.set([...new Set([...photos, ...added])])
  } catch {
    question.complain(question.host.words(words).photoFailed)
  }
  input.value = ''
}

/** Drawing it anew also leaves behind what a camera writes into the file: where it was taken, and by which phone. */
async function keep(file: File, whole: boolean): Promise<string> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const kept = whole ? canvas.toDataURL('image/jpeg', 0.7) : `sha256:${await checksum(file)}`
  pictures.set(kept, await createImageBitmap(canvas))
  return kept
}

async function checksum(file: File): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
