// A browser that can be killed as a power cut would: at once, in the middle of whatever it does, also of a record.
import { spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/find-browser.mjs'

/** No record's header is written over the end of one of these, bytes. */
const block = 32_768

/** A profile of its own for a test, which outlives each browser that is started on it. */
export async function mortal(t) {
  const profile = await mkdtemp(join(tmpdir(), 'linli-mortal-'))
  let kill
  const end = async () => {
    await kill?.()
    kill = undefined
  }
  t.after(async () => {
    await end().catch(() => undefined)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    async start() {
      const started = await start(profile)
      kill = started.kill
      return started.browser
    },
    /** @returns the number of logs that were cut off */
    async kill() {
      await end()
      return tear(join(profile, 'Default', 'IndexedDB'))
    },
  }
}

/** What a cut leaves of a record that was being written: LevelDB's header of one, and nothing behind it. */
async function tear(folder) {
  const logs = (await readdir(folder, { recursive: true })).filter((file) => /\d+\.log$/.test(file))
  for (const log of logs) {
    const file = join(folder, log)
    const left = block - ((await stat(file)).size % block)
    const header = Buffer.alloc(7)
    header.writeUInt16LE(Math.min(4000, Math.max(0, left - header.length)), 4)
    header.writeUInt8(1, 6)
    await appendFile(file, left < header.length ? Buffer.concat([Buffer.alloc(left), header]) : header)
  }
  return logs.length
}

/** A browser of our own on this profile: the process and all its children are one group, which can be killed at once. */
async function start(profile) {
  const { executablePath, args, env } = await launchOptions()
  const own = ['--headless', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const child = spawn(executablePath, [...args, ...own, 'about:blank'], {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = new Promise((done) => child.once('exit', done))
  const kill = async () => {
    process.kill(-child.pid, 'SIGKILL')
    await gone
  }
  try {
    let told = ''
    const address = await new Promise((found, fail) => {
      child.stderr.setEncoding('utf8').on('data', (text) => {
        const [, url] = /DevTools listening on (ws:\S+)/.exec((told += text)) ?? []
        if (url) found(url)
      })
      child.once('exit', () => fail(new Error(`The browser did not start: ${told}`)))
    })
    return { browser: await chromium.connectOverCDP(address), kill }
  } catch (error) {
    await kill()
    throw error
  }
}
