/** Pictures, kept beside the journal under the hash of their bytes: a line is for ever and small, so it only names them. */
import type { Entry, Moment } from '../types.js'
import { sha256 } from './hash.js'

export interface Photo {
  /** sha256 of the bytes as they are kept, in hex. */
  readonly hash: string
  readonly type: string
  /** Absent while lines from elsewhere name it and it lies on a far side only. */
  // Bytes and not a Blob: Safari keeps no Blob in the database of a private window.
  readonly bytes?: ArrayBuffer
  /** When it came, while no line names it yet; absent from its first line on. */
  readonly loose?: Moment
  /** Dossiers whose lines name it. */
  readonly on?: readonly string[]
}

export async function photoOf(picture: Blob, now: Moment): Promise<Photo & { readonly bytes: ArrayBuffer }> {
  const bytes = await picture.arrayBuffer()
  return { hash: await sha256(bytes), type: picture.type, bytes, loose: now }
}

export const pictureOf = ({ bytes, type }: Photo): Blob | undefined => bytes && new Blob([bytes], { type })

/** A photo that comes, where one of its hash may be known; undefined where nothing of it is new. */
export function taken(photo: Photo, known: Photo | undefined): Photo | undefined {
  if (!known || known.loose !== undefined) return photo
  return known.bytes ? undefined : { ...known, type: photo.type, ...(photo.bytes && { bytes: photo.bytes }) }
}

/** Named by a line of this dossier; the same object where that is known, or was never written down. */
export function held(photo: Photo, on: string): Photo {
  const { loose, on: known, ...rest } = photo
  // what only lies on a far side was written down from its first line on
  const isKnown = known === undefined ? photo.bytes !== undefined : known.includes(on)
  if (loose === undefined && isKnown) return photo
  return { ...rest, on: [...(known ?? []), on] }
}

/** What a line may name as a photo: lists of hashes. That a list of something else looks so keeps nothing but a picture. */
export const photosIn = ({ data }: Entry): readonly string[] =>
  Object.values(data)
    .flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
    .filter((value): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))
