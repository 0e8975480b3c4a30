// A browser that can be killed as a power cut would: at once, in the middle of whatever it does.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/find-browser.mjs'

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
    kill: end,
  }
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
