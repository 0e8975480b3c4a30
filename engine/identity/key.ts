/** The key by which a device signs what it wrote: without it anybody could write in the name of any device. */
import { canonical, sha256 } from '../pack/digest.js'
import type { Proof } from '../sync/adapter.js'

export interface DeviceKey extends Pick<Proof, 'alg' | 'key'> {
  /** The name under which it writes, made of the public key. */
  readonly writer: string
  /** Never leaves the browser: it signs and cannot be read. */
  readonly secret: CryptoKey
}

/** Undefined where the browser signs nothing: on a page that came by http from another machine. */
export async function makeKey(): Promise<DeviceKey | undefined> {
  if (!(crypto as Partial<Crypto>).subtle) return undefined
  const [alg, { publicKey, privateKey }] = await newPair()
  return keyOf(alg, publicKey, privateKey)
}

export async function keyOf(alg: Proof['alg'], open: CryptoKey, secret: CryptoKey): Promise<DeviceKey> {
  const key = letters(await crypto.subtle.exportKey('raw', open))
  return { alg, key, writer: await writerOf({ alg, key }), secret }
}

/** Ed25519 came to the browsers in 2025; older ones have P-256. */
async function newPair(): Promise<readonly [Proof['alg'], CryptoKeyPair]> {
  const made = (alg: Proof['alg']) =>
    crypto.subtle.generateKey(algorithms[alg].key, false, ['sign', 'verify']) as Promise<CryptoKeyPair>
  try {
    return ['Ed25519', await made('Ed25519')]
  } catch {
    return ['ES256', await made('ES256')]
  }
}

export const algorithms = {
  Ed25519: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
} as const

/** 128 bits of the hash: enough that nobody finds another key of the same name, and short enough for every line. */
export const writerOf = async ({ alg, key }: Pick<Proof, 'alg' | 'key'>): Promise<string> =>
  (await sha256(canonical({ alg, key }))).slice(0, 32)

/** base64url, without padding. */
export const letters = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')

/** @throws DOMException for what is no base64url */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/[-_]/g, (sign) => (sign === '-' ? '+' : '/'))), (char) => char.charCodeAt(0))
