/** What the surroundings say of how to run, checked before anything starts, so that a typing error is told and not obeyed. */
import { nearest } from '../pack/trouble.js'
import type { Say } from '../types.js'
import { edKey } from './tokens.js'
import type { TokenKey } from './tokens.js'
import { Trouble } from './trouble.js'

export interface Settings {
  /** Address of a PostgreSQL; without it everything lies in `folder`. */
  readonly databaseUrl: string | undefined
  readonly folder: string
  readonly host: string
  readonly port: number
  /** Absent where none is set: then one is made and kept in `folder`. */
  readonly key: TokenKey | undefined
  /** Origins of pages that may ask from elsewhere; `*` for all. */
  readonly origins: readonly string[]
  /** In which a day begins. */
  readonly zone: string
  /** Requests that one token may make in a minute. */
  readonly rate: number
  readonly limits: Limits
}

export interface Limits {
  readonly maxBatch: number
  readonly maxEntryBytes: number
  readonly maxParcelBytes: number
  /** Of a whole request. */
  readonly maxBodyBytes: number
}

type Surroundings = Readonly<Record<string, string | undefined>>

const numbers = {
  LINLI_PORT: [8420, 0, 65535],
  LINLI_RATE: [1200, 1, 10_000_000],
  LINLI_MAX_BATCH: [500, 1, 10_000],
  LINLI_MAX_ENTRY_BYTES: [64_000, 1000, 10_000_000],
  LINLI_MAX_PARCEL_BYTES: [4_000_000, 1000, 100_000_000],
  LINLI_MAX_BODY_BYTES: [16_000_000, 1000, 200_000_000],
} as const
const words = ['LINLI_DATA', 'LINLI_HOST', 'LINLI_SECRET', 'LINLI_KEY', 'LINLI_ORIGINS', 'LINLI_ZONE']
const known = [...words, ...Object.keys(numbers)]

/** @throws Trouble */
export function settingsFrom(env: Surroundings): Settings {
  for (const name of Object.keys(env))
    if (name.startsWith('LINLI_') && !known.includes(name)) throw new Trouble(unknown(name))
  const number = (name: keyof typeof numbers) => numberIn(env, name)
  const { DATABASE_URL: databaseUrl } = env
  if (number('LINLI_MAX_BODY_BYTES') < 2 * Math.max(number('LINLI_MAX_ENTRY_BYTES'), number('LINLI_MAX_PARCEL_BYTES')))
    throw new Trouble(smallBody)
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Trouble(noDatabase)
  return {
    databaseUrl,
    folder: env['LINLI_DATA'] ?? 'linli-data',
    host: env['LINLI_HOST'] ?? '127.0.0.1',
    port: number('LINLI_PORT'),
    key: keyFrom(env),
    origins: originsFrom(env['LINLI_ORIGINS']),
    zone: zoneFrom(env['LINLI_ZONE'] ?? 'Asia/Shanghai'),
    rate: number('LINLI_RATE'),
    limits: {
      maxBatch: number('LINLI_MAX_BATCH'),
      maxEntryBytes: number('LINLI_MAX_ENTRY_BYTES'),
      maxParcelBytes: number('LINLI_MAX_PARCEL_BYTES'),
      maxBodyBytes: number('LINLI_MAX_BODY_BYTES'),
    },
  }
}

function numberIn(env: Surroundings, name: keyof typeof numbers): number {
  const [usual, least, most] = numbers[name]
  const text = env[name]
  if (text === undefined) return usual
  const found = Number(text)
  if (/^\d+$/.test(text) && found >= least && found <= most) return found
  throw new Trouble({
    zh: `${name} 应是 ${least} 到 ${most} 之间的整数，现在是「${text}」。`,
    en: `${name} should be a whole number from ${least} to ${most}, and is "${text}".`,
  })
}

function keyFrom({ LINLI_SECRET: secret, LINLI_KEY: pem, DATABASE_URL: databaseUrl }: Surroundings) {
  if (secret !== undefined && pem !== undefined) throw new Trouble(bothKeys)
  if (pem !== undefined)
    try {
      // many tools that set surroundings know no line breaks
      return edKey(pem.replaceAll('\\n', '\n'))
    } catch {
      throw new Trouble(badKey)
    }
  if (secret !== undefined) return secretKey(secret)
  if (databaseUrl !== undefined) throw new Trouble(noKey)
  return undefined
}

/** @throws Trouble where it could be guessed */
export function secretKey(secret: string): TokenKey {
  if (secret.length < 32) throw new Trouble(shortSecret)
  return { alg: 'HS256', secret }
}

function originsFrom(text: string | undefined): readonly string[] {
  const origins = (text ?? '').split(',').flatMap((one) => one.trim() || [])
  for (const one of origins)
    if (one !== '*' && (!URL.canParse(one) || new URL(one).origin !== one))
      throw new Trouble({
        zh: `LINLI_ORIGINS 里的「${one}」不是网页的来源。写协议和主机，例如 https://example.org，几个用逗号隔开。`,
        en: `"${one}" in LINLI_ORIGINS is no origin. Write protocol and host, e.g. https://example.org, several with commas between.`,
      })
  return origins
}

function zoneFrom(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw new Trouble({
      zh: `LINLI_ZONE 的「${zone}」不是时区，例如 Asia/Shanghai。`,
      en: `"${zone}" in LINLI_ZONE is no time zone, e.g. Asia/Shanghai.`,
    })
  }
}

function unknown(name: string): Say {
  const meant = nearest(name, known)
  return {
    zh: `不认识设置 ${name}。${meant ? `是不是要写 ${meant}？` : `有这些：${known.join('、')}。`}`,
    en: `There is no setting ${name}. ${meant ? `Was ${meant} meant?` : `There are: ${known.join(', ')}.`}`,
  }
}

const smallBody: Say = {
  zh: 'LINLI_MAX_BODY_BYTES 至少要是一行、一件的两倍。',
  en: 'LINLI_MAX_BODY_BYTES must be at least twice what a line or a parcel may have.',
}
const noDatabase: Say = {
  zh: 'DATABASE_URL 应以 postgres:// 开头，例如 postgres://linli:密码@localhost/linli。',
  en: 'DATABASE_URL should begin with postgres://, e.g. postgres://linli:password@localhost/linli.',
}
const noKey: Say = {
  zh: '还要设 LINLI_SECRET（至少 32 个字符，用来签发和核对令牌）或 LINLI_KEY（Ed25519 密钥，PEM 格式）。',
  en: 'LINLI_SECRET (at least 32 characters, by which tokens are signed and checked) or LINLI_KEY (an Ed25519 key in PEM) must be set as well.',
}
const bothKeys: Say = {
  zh: 'LINLI_SECRET 和 LINLI_KEY 只能设一个。',
  en: 'Of LINLI_SECRET and LINLI_KEY only one may be set.',
}
const badKey: Say = {
  zh: 'LINLI_KEY 不是 PEM 格式的 Ed25519 密钥。',
  en: 'LINLI_KEY is no Ed25519 key in PEM.',
}
const shortSecret: Say = {
  zh: 'LINLI_SECRET 太短，至少要 32 个字符，例如 openssl rand -hex 32 给出的。',
  en: 'LINLI_SECRET is too short: it needs at least 32 characters, as openssl rand -hex 32 gives.',
}
