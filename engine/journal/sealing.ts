/**
 * Private answers under keys: who has a copy of the rows has nothing without the keys, and an erased key makes every copy
 * unreadable, also one that nobody remembers.
 *
 * Each answer has a key of its own, for the answers of one resident are erased at different times. On the device it lies
 * wrapped under a key that no script can read.
 */
import type { DossierId, Json } from '../types.js'
import type { SealedSheet, Sheet } from './sheets.js'

/** Key of one answer, under the answer's own id; `wrapped` is gone with the answer, so that it does not come back. */
export interface SealKey {
  readonly id: string
  readonly on: DossierId | ''
  readonly wrapped?: ArrayBuffer
  /** Of the device itself: not extractable. */
  readonly own?: CryptoKey
}

export const ownKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])

const aes = { name: 'AES-GCM', length: 256 }
const ivBytes = 12
const text = new TextEncoder()

/** A box is good under its own id only: one row's box in another's place opens nothing. */
const gcm = (iv: Uint8Array<ArrayBuffer>, id: string) => ({ name: 'AES-GCM', iv, additionalData: text.encode(id) })

export async function close(
  { value, salt, seals: _, ...rest }: Sheet,
  own: CryptoKey,
): Promise<{ readonly sheet: SealedSheet; readonly key: SealKey }> {
  const key = await crypto.subtle.generateKey(aes, true, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const sealed = await crypto.subtle.encrypt(gcm(iv, rest.id), key, text.encode(JSON.stringify({ value, salt })))
  const wrapped = await crypto.subtle.wrapKey('raw', key, own, 'AES-KW')
  const box = new Uint8Array(ivBytes + sealed.byteLength)
  box.set(iv)
  box.set(new Uint8Array(sealed), ivBytes)
  return { sheet: { ...rest, box: base64(box) }, key: { id: rest.id, on: rest.on, wrapped } }
}

/** The answer; undefined where its key is not here, or is not its. */
export async function open({ box, ...rest }: SealedSheet, key: SealKey | undefined, own: CryptoKey | undefined) {
  if (!key?.wrapped || !own) return undefined
  try {
    const bare = await crypto.subtle.unwrapKey('raw', key.wrapped, own, 'AES-KW', aes, false, ['decrypt'])
    const bytes = bytesOf(box)
    const plain = await crypto.subtle.decrypt(gcm(bytes.slice(0, ivBytes), rest.id), bare, bytes.slice(ivBytes))
    const { value, salt } = JSON.parse(new TextDecoder().decode(plain)) as { value: Json; salt: string }
    return { ...rest, value, salt } satisfies Sheet
  } catch {
    return undefined
  }
}

/** A key as it travels. */
export async function bare(wrapped: ArrayBuffer, own: CryptoKey): Promise<string> {
  const key = await crypto.subtle.unwrapKey('raw', wrapped, own, 'AES-KW', aes, true, ['decrypt'])
  return base64(new Uint8Array(await crypto.subtle.exportKey('raw', key)))
}

/** A key that came, as it is kept; undefined for what is no key. */
export async function wrap(raw: string, own: CryptoKey): Promise<ArrayBuffer | undefined> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(raw), aes, true, ['decrypt'])
    return await crypto.subtle.wrapKey('raw', key, own, 'AES-KW')
  } catch {
    return undefined
  }
}

export const base64 = (bytes: Uint8Array): string => {
  let letters = ''
  // so many at a time: arguments of a call are bounded
  for (let at = 0; at < bytes.length; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(letters)
}

/** @throws DOMException for letters that are no base64 */
export const bytesOf = (letters: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))
