/** A pack is named by what it says: without a digest two devices could judge by different rules under one name. */
import type { Json } from '../types.js'

/** JSON with its keys in order, so that the same content has the same letters however it was laid out. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonical(one)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value as Readonly<Record<string, Json>>)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}

/** Do they say the same, however they were laid out? */
export const alike = (a: unknown, b: unknown): boolean => canonical(a as Json) === canonical(b as Json)

/** sha256 of a text, hex. Browsers offer it on https and localhost only. */
export async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
