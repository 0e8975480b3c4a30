// Starts a PostgreSQL of its own in a temporary folder: nothing depends on one that runs on the machine, and none is touched.
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const isRoot = process.getuid?.() === 0
const debian = '/usr/lib/postgresql'

/** The folder of initdb and pg_ctl: POSTGRES_BIN, Debian's newest, or the one that is on the path. */
function bin() {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const own = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim()
  const folders = [process.env.POSTGRES_BIN, ...versions.map((one) => join(debian, one, 'bin')), own]
  return folders.find((folder) => folder && existsSync(join(folder, 'initdb')))
}

/** Debian's package, without the cluster that it would start by itself. Once; as root. */
function install() {
  if (!isRoot || !existsSync('/usr/bin/apt-get'))
    throw new Error('No PostgreSQL found: install one (15 or newer), or set POSTGRES_BIN to the folder of its initdb.')
  console.log("Installing PostgreSQL from Debian's packages; once…")
  const config = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(config)) {
    mkdirSync(dirname(config), { recursive: true })
    writeFileSync(config, 'create_main_cluster = false\n')
  }
  const apt = (...args) =>
    must('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update')
  apt('install', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', 'postgresql')
}

function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stdout + stderr}`)
  return stdout
}

/** The same beside whatever else goes on here. */
const run = (command, args, options) =>
  new Promise((go, no) => {
    spawn(command, args, options)
      .on('error', no)
      .on('exit', (status) =>
        status === 0 ? go() : no(new Error(`${command} ${args.join(' ')} ended with ${status}`)),
      )
  })

/** PostgreSQL does not run as root: then as the user `postgres`, which its package brings. */
function person() {
  if (!isRoot) return {}
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
  if (!row) throw new Error('There is no user postgres, and PostgreSQL does not run as root.')
  const [, , uid, gid] = row.split(':').map(Number)
  return { uid, gid }
}

const freePort = () =>
  new Promise((go) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => go(port))
    })
  })

/** Makes sure that there is one to start. */
export function havePostgres() {
  if (!bin()) install()
  return bin()
}

/**
 * A cluster with a database `linli` that belongs to the user `office`, who is no superuser, as an administrator sets it up.
 * @param {{ fsync?: boolean }} [options] without it nothing outlives the machine, and all outlives the process
 */
export async function startPostgres({ fsync = false } = {}) {
  const folder = havePostgres()
  const who = person()
  const home = mkdtempSync(join(tmpdir(), 'linli-postgres-'))
  if (who.uid !== undefined) chownSync(home, who.uid, who.gid)
  const data = join(home, 'data')
  const port = await freePort()
  const at = { cwd: home, ...who }
  const call = (name, ...args) => must(join(folder, name), args, { ...at, stdio: ['ignore', 'ignore', 'pipe'] })
  call('initdb', '--no-sync', '--auth=trust', '--encoding=UTF8', '--locale=C', '--username=postgres', '-D', data)
  const settings = [
    `-p ${port} -k ${home} -h 127.0.0.1 -c max_connections=60 -c fsync=${fsync ? 'on' : 'off'}`,
    '-c shared_buffers=128MB -c max_wal_size=2GB -c log_min_messages=fatal',
  ].join(' ')
  const order = ['-D', data, '-w', '-s', '-l', join(home, 'log'), '-o', settings]
  const control = (...args) => call('pg_ctl', ...order, ...args)
  control('start')
  const url = (user = 'office', database = 'linli') => `postgres://${user}@127.0.0.1:${port}/${database}`
  const sql = (text, { user = 'postgres', database = 'linli' } = {}) =>
    must(
      join(folder, 'psql'),
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', url(user, database), '-c', text],
      at,
    )
  sql('create role office login createrole', { database: 'postgres' })
  sql('create database linli owner office', { database: 'postgres' })
  return {
    url,
    /** Runs one statement through psql; answers its rows, columns with | between. */
    sql,
    /** As if it had been killed: whatever is not on the disk is gone. Whoever asks meanwhile is refused. */
    async restart() {
      await run(join(folder, 'pg_ctl'), [...order, 'restart', '-m', 'immediate'], { ...at, stdio: 'ignore' })
    },
    stop() {
      control('stop', '-m', 'immediate')
      rmSync(home, { recursive: true, force: true })
    },
  }
}
