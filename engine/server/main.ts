/** The command line of the server without its process: what it is told, and what it says. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nearest } from '../pack/trouble.js'
import { systemClock } from '../time/clock.js'
import { spanMs } from '../time/duration.js'
import { dateIn } from '../time/zone.js'
import type { Say } from '../types.js'
import { alone } from './alone.js'
import type { Programs } from './alone.js'
import { openEmbedded, openPostgres } from './database.js'
import type { Database } from './database.js'
import { eraseAllOver, eraseWhole } from './erase.js'
import { putPlaces, treesIn } from './places.js'
import { prepare, restored } from './schema.js'
import { serverOf } from './server.js'
import { secretKey, settingsFrom } from './settings.js'
import type { Settings } from './settings.js'
import { claimsOf, makeToken, roles } from './tokens.js'
import type { Role, TokenKey } from './tokens.js'
import { Trouble } from './trouble.js'
import { keepTurning } from './turning.js'
import { HELP } from './words.js'

export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Somebody wants it to end. */
  readonly stop: AbortSignal
  readonly programs: Programs
}

interface Run {
  readonly settings: Settings
  readonly key: TokenKey
  readonly terminal: Terminal
  readonly lang: 'zh' | 'en'
  readonly words: readonly string[]
  readonly options: { readonly place?: string; readonly role?: string; readonly for?: string }
}

const commands: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  serve: (run) => withDatabase(run, (database) => serve(run, database)),
  token: (run) => Promise.resolve(token(run)),
  places: (run) =>
    withDatabase(run, async (database) => {
      const { today, later } = treesIn(textOf(wordIn(run, 'places')), dateIn(systemClock.now(), run.settings.zone))
      const count = await putPlaces(database, today, later)
      tell(run, { zh: `${count} 个地点。`, en: `${count} places.` })
      for (const day of [...later.keys()].sort())
        tell(run, {
          zh: `${day} 起有变动，到时自己换。`,
          en: `Some lie otherwise from ${day}, and are moved by themselves then.`,
        })
    }),
  revoke: (run) => withDatabase(run, (database) => revoke(run, database)),
  erase: (run) =>
    withDatabase(run, async (database) => {
      const count = await eraseWhole(database, wordIn(run, 'erase'))
      tell(run, { zh: `删去了 ${count} 行。`, en: `${count} lines erased.` })
    }),
  restored: (run) =>
    withDatabase(run, async (database) => {
      await restored(database)
      const count = await eraseAllOver(database, systemClock.now())
      tell(run, {
        zh: `各台设备将从头再读。${count} 份档案到了保存期限，再次删去。`,
        en: `Every device will read again from the beginning. ${count} dossiers whose time is over were erased again.`,
      })
    }),
}

/** @returns exit code: 0 all is well, 1 it did not work, 2 it was told wrongly */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  const lang = args.includes('--lang=en') || args[args.indexOf('--lang') + 1] === 'en' ? 'en' : 'zh'
  try {
    const { values, positionals } = told(args)
    const [name = 'serve', ...words] = positionals
    if (values.help || name === 'help') {
      terminal.out(HELP[lang])
      return 0
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new Trouble(unknown(name))
    const settings = settingsFrom(env)
    await command({ settings, key: settings.key ?? ownKey(settings.folder), terminal, lang, words, options: values })
    return 0
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    terminal.err(error.says[lang])
    // what the database itself says is for whoever set it up
    if (error.cause instanceof Error) terminal.err(error.cause.message)
    return error.cause ? 1 : 2
  }
}

function told(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { place: text, role: text, for: text, lang: text, help: { type: 'boolean', short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new Trouble(badOptions)
  }
}

const tell = ({ terminal, lang }: Run, says: Say): void => terminal.out(says[lang])

async function withDatabase(run: Run, work: (database: Database) => Promise<void>): Promise<void> {
  const { databaseUrl, folder } = run.settings
  const log = logTo(run)
  const leave = databaseUrl === undefined ? alone(folder, run.terminal.programs) : () => undefined
  const database = await (
    databaseUrl === undefined
      ? openEmbedded(join(folder, 'database'))
      : openPostgres(databaseUrl, (error) => log({ fault: 'connection', message: String((error as Error).name) }))
  ).catch((error: unknown) => {
    leave()
    throw new Trouble(isMissing(error) ? lacking(databaseUrl === undefined) : noDatabase, error)
  })
  try {
    await prepare(database)
    await work(database)
  } finally {
    await database.close()
    leave()
  }
}

const logTo =
  ({ terminal }: Run) =>
  (line: Readonly<Record<string, unknown>>): void =>
    terminal.out(JSON.stringify({ at: new Date(systemClock.now()).toISOString(), ...line }))

async function serve(run: Run, database: Database): Promise<void> {
  const { settings, key, terminal } = run
  const { limits, rate, origins, host, port, zone } = settings
  const log = logTo(run)
  const still = await keepTurning({ database, clock: systemClock, zone, log })
  const { server, stop } = serverOf({ database, key, clock: systemClock, limits, rate, origins, log })
  await new Promise<void>((go, no) => {
    server.once('error', (error) => no(new Trouble(noPort(host, port), error)))
    server.listen(port, host, go)
  })
  log({
    listening: `http://${host}:${(server.address() as AddressInfo).port}`,
    kept: settings.databaseUrl ? 'PostgreSQL' : 'PGlite',
  })
  await new Promise<void>((go) => {
    if (terminal.stop.aborted) go()
    else terminal.stop.addEventListener('abort', () => go(), { once: true })
  })
  log({ stopping: true })
  still()
  await stop()
}

const longest = 31 * 24 * 3_600_000

function token({ key, terminal, options }: Run): void {
  const { place, role, for: span = 'PT12H' } = options
  if (!place) throw new Trouble(noPlace)
  if (!roles.includes(role as Role)) throw new Trouble(noRole)
  const length = lengthOf(span)
  if (key.alg === 'EdDSA' && key.key.type !== 'private') throw new Trouble(onlyChecks)
  terminal.out(makeToken(key, place, role as Role, systemClock.now() + length))
}

function lengthOf(span: string): number {
  try {
    const length = spanMs(span)
    if (length > 0 && length <= longest) return length
  } catch {
    // said below
  }
  throw new Trouble(noSpan)
}

const revoked = {
  name: 'revoke',
  text: `insert into linli.revoked (token, until) values ($1, to_timestamp($2)) on conflict do nothing`,
}
const forgotten = { name: 'forgotten', text: 'delete from linli.revoked where until < now()' }

async function revoke(run: Run, database: Database): Promise<void> {
  const claims = claimsOf(run.key, wordIn(run, 'revoke'), systemClock.now())
  if (claims)
    await database.transaction(async (ask) => {
      await ask(forgotten)
      await ask(revoked, [claims.jti, claims.exp])
    })
  const over: Say = { zh: '这个令牌本来就不再有效。', en: 'This token was no longer good anyway.' }
  tell(run, claims ? { zh: '这个令牌不再有效。', en: 'This token is no longer taken.' } : over)
}

function wordIn({ words: [word] }: Run, command: string): string {
  if (word !== undefined) return word
  throw new Trouble({ zh: `${command} 后面还要写一项，见 --help。`, en: `${command} needs one more word, see --help.` })
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Trouble({ zh: `读不到文件「${path}」。`, en: `The file "${path}" cannot be read.` }, error)
  }
}

/** For a try without settings: a secret of its own beside the data, for nobody else to read. */
function ownKey(folder: string): TokenKey {
  const path = join(folder, 'secret')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return secretKey(readFileSync(path, 'utf8').trim())
}

const isMissing = (error: unknown) => (error as { readonly code?: string }).code === 'ERR_MODULE_NOT_FOUND'
const lacking = (isEmbedded: boolean): Say => {
  const name = isEmbedded ? '@electric-sql/pglite' : 'pg'
  return { zh: `还要装一个包：npm install ${name}`, en: `One more package is needed: npm install ${name}` }
}
const noDatabase: Say = { zh: '数据库打不开。', en: 'The database cannot be opened.' }
const noPort = (host: string, port: number): Say => ({
  zh: `不能在 ${host} 的 ${port} 端口上等候。也许已有程序占用它；用 LINLI_PORT 换一个。`,
  en: `Port ${port} of ${host} cannot be listened on. Perhaps something else has it; choose another by LINLI_PORT.`,
})
function unknown(name: string): Say {
  const meant = nearest(name, Object.keys(commands))
  return {
    zh: `没有命令「${name}」。${meant ? `是不是要写 ${meant}？` : '见 --help。'}`,
    en: `There is no command "${name}". ${meant ? `Was ${meant} meant?` : 'See --help.'}`,
  }
}
const badOptions: Say = { zh: '命令没写对，见 --help。', en: 'The command is not in order, see --help.' }
const noPlace: Say = {
  zh: '还要写 --place：令牌管到哪个地点。',
  en: '--place is missing: for which place the token is.',
}
const noRole: Say = {
  zh: '--role 后面写 read（只读）、write（读写）或 admin（还能提前删除）。',
  en: '--role is followed by read, write or admin (who may also erase what the rules in force keep shorter).',
}
const noSpan: Say = {
  zh: '--for 后面写多久，最长 31 天，例如 PT12H 是十二小时，P7D 是七天。',
  en: '--for is followed by how long, at most 31 days, e.g. PT12H is twelve hours, P7D seven days.',
}
const onlyChecks: Say = {
  zh: 'LINLI_KEY 是公钥，只能核对，不能签发。令牌由持有私钥的一方签发。',
  en: 'LINLI_KEY is a public key, which checks and cannot sign. Whoever has the private key makes tokens.',
}
