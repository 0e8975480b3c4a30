/** Photos: drawn anew and small, kept by the station, and answered with their hashes; previews, and away again. */
import { html, nothing, type TemplateResult } from 'lit'
import { sha256 } from '../../engine/journal/hash.js'
import { JournalTrouble } from '../../engine/journal/journal.js'
import type { Station } from '../../engine/station.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { drawnAnew, photo } from '../base/photo.js'
import { describedBy, grouped, type Question } from './question.js'
import { words } from './words.js'

/** Long edge in px: a meter number and a face mask are still to be read, in about 150 kB. */
const edge = 1280
const quality = 0.7
/** Twice the px of a preview. */
const preview = 320

/** What no station keeps: a private photo is its own answer, and of another only the checksum goes into the line. */
const unkept = new Map<string, Blob>()
const here: Pick<Station, 'photo'> = {
  photo: (answer) => Promise.resolve(unkept.get(answer) ?? (answer.startsWith('data:') ? blobOf(answer) : undefined)),
}

export function photoField(question: Question): TemplateResult {
  const { host, ask, value, looking } = question
  const it = host.words(words)
  const station = keeper(question)
  if (!station && !ask.private && ask.optional) return grouped(question, html`<p class="quiet">${it.photoLeftOut}</p>`)
  const photos = photosIn(value)
  return grouped(
    question,
    html`<div class="tiles">
        ${photos.map((each, i) => shot(question, photos, each, i))}
        ${looking.busy ? html`<p class="tile" role="status">${icon(draw.photo)}<span>${it.photoBusy}</span></p>` : nothing}
        ${
          photos.length >= most(question)
            ? nothing
            : html`<label class="tile add" ?hidden=${looking.busy}>${icon(draw.photo)}<span>${photos.length ? it.morePhoto : it.addPhoto}</span>
              <input class="vh" id=${question.id} type="file" accept="image/*" capture="environment" multiple aria-describedby=${describedBy(question)}
                @change=${(event: Event) => void add(question, photos, event.target as HTMLInputElement)}></label>`
        }
      </div>
      ${station || ask.private ? nothing : html`<p class="quiet xs">${it.photoHash}</p>`}`,
  )
}

export const photosIn = (value: Question['value']): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : []

/** The station, where it keeps pictures and this one is not private: those go to their sheet, which is erased after its time. */
const keeper = ({ host, ask }: Question) => (!ask.private && host.station?.keepPhoto ? host.station : undefined)

const most = ({ ask }: Question) => (ask.max === undefined ? Infinity : Number(ask.max))

function shot(question: Question, photos: readonly string[], each: string, i: number): TemplateResult {
  const { host, looking } = question
  const it = host.words(words)
  const from = keeper(question) ?? here
  return html`<div class="tile shot">${photo(host, each, it.photoOf(i + 1), preview, from)}
    <button class="btn bare" type="button" aria-label=${it.dropPhoto(i + 1)} ?disabled=${looking.busy} @click=${() => question.set(photos.filter((other) => other !== each))}>${icon(draw.bin, 's')}${it.drop}</button></div>`
}

/** One after the other, so that a phone has one big picture in its memory; the good ones stay when another fails. */
async function add(question: Question, photos: readonly string[], input: HTMLInputElement): Promise<void> {
  const it = question.host.words(words)
  const files = [...(input.files ?? [])]
  const room = most(question) - photos.length
  const kept: string[] = []
  let complaint = files.length > room ? it.photoMost(String(question.ask.max)) : ''
  question.look({ busy: true })
  for (const file of files.slice(0, room)) {
    try {
      kept.push(await keep(question, file))
    } catch (error) {
      complaint = error instanceof JournalTrouble ? question.host.say(error.says) : it.photoFailed
    }
  }
  input.value = ''
  question.look({ busy: false })
  if (kept.length > 0) question.set([...new Set([...photos, ...kept])])
  if (complaint) question.complain(complaint)
}

async function keep(question: Question, file: File): Promise<string> {
  const canvas = await drawnAnew(file, edge)
  if (question.ask.private) return canvas.toDataURL('image/jpeg', quality)
  const small = await new Promise<Blob>((go, fail) => {
    const done = (blob: Blob | null) => (blob ? go(blob) : fail(new Error('The browser wrote no picture.')))
    canvas.toBlob(done, 'image/jpeg', quality)
  })
  const station = keeper(question)
  if (station) return station.keepPhoto!(small)
  const checksum = `sha256:${await sha256(await file.arrayBuffer())}`
  unkept.set(checksum, small)
  return checksum
}

/** Answers whose picture is not kept any more: a draft that waited longer than the station keeps what no line names. */
export async function gone(question: Question): Promise<readonly string[]> {
  const station = keeper(question)
  if (question.ask.type !== 'photos' || !station) return []
  const hashes = photosIn(question.value)
  const found = await Promise.all(hashes.map(async (hash) => station.photo?.(hash).catch(() => 'unread')))
  return hashes.filter((_, i) => !found[i])
}

const blobOf = (url: string) =>
  new Blob([Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))])
