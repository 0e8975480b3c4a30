/** Who may do what, where, and until when: signed by whoever may give rights, so that the server keeps no list of people. */
import { createHmac, createPrivateKey, createPublicKey, randomUUID, sign, timingSafeEqual, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Moment, PlaceId } from '../types.js'

export type Role = 'read' | 'write' | 'admin'
export const roles: readonly Role[] = ['read', 'write', 'admin']

/** A secret signs and checks; of a pair of Ed25519 keys the private one signs and the public one is enough to check. */
export type TokenKey =
  { readonly alg: 'HS256'; readonly secret: string } | { readonly alg: 'EdDSA'; readonly key: KeyObject }

/** A JSON Web Token (RFC 7519) with these claims; others are passed over. */
export interface Claims {
  readonly place: PlaceId
  readonly role: Role
  /** Seconds since 1970. */
  readonly exp: number
  readonly nbf?: number
  /** Its own name, by which it can be taken back. */
  readonly jti: string
}

/** @throws TypeError where it is no Ed25519 key in PEM */
export function edKey(pem: string): TokenKey {
  const key = pem.includes('PRIVATE') ? createPrivateKey(pem) : createPublicKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`Not an Ed25519 key: ${key.asymmetricKeyType}`)
  return { alg: 'EdDSA', key }
}

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** @throws TypeError with a public key, which cannot sign */
export function makeToken(key: TokenKey, place: PlaceId, role: Role, until: Moment): string {
  const claims: Claims = { place, role, exp: Math.floor(until / 1000), jti: randomUUID() }
  const body = `${coded({ alg: key.alg, typ: 'JWT' })}.${coded(claims)}`
  return `${body}.${signature(key, body).toString('base64url')}`
}

function signature(key: TokenKey, body: string): Buffer {
  if (key.alg === 'HS256') return createHmac('sha256', key.secret).update(body).digest()
  return sign(null, Buffer.from(body), key.key)
}

/** What a token says, if it is signed with this key and its time has not run out. */
export function claimsOf(key: TokenKey, token: string, now: Moment): Claims | undefined {
  const [head, payload, mark, ...more] = token.split('.')
  if (!head || !payload || !mark || more.length > 0) return undefined
  // the algorithm is that of the key: a token that chose its own would choose none
  if (parsed(head)?.['alg'] !== key.alg) return undefined
  if (!isSigned(key, `${head}.${payload}`, Buffer.from(mark, 'base64url'))) return undefined
  const claims = parsed(payload)
  return claims && isClaims(claims) && isTime(claims, now) ? claims : undefined
}

function isSigned(key: TokenKey, body: string, mark: Buffer): boolean {
  if (key.alg === 'EdDSA') return verify(null, Buffer.from(body), publicOf(key.key), mark)
  const own = signature(key, body)
  return own.length === mark.length && timingSafeEqual(own, mark)
}

const publicOf = (key: KeyObject) => (key.type === 'private' ? createPublicKey(key) : key)
const isTime = ({ exp, nbf = 0 }: Claims, now: Moment) => nbf * 1000 <= now && now < exp * 1000

const isClaims = (it: Readonly<Record<string, unknown>>): it is Readonly<Record<string, unknown>> & Claims =>
  typeof it['place'] === 'string' &&
  roles.includes(it['role'] as Role) &&
  typeof it['exp'] === 'number' &&
  ['number', 'undefined'].includes(typeof it['nbf']) &&
  typeof it['jti'] === 'string'

function parsed(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
