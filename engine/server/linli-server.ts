#!/usr/bin/env node
/** The command `linli-server`: hands the process on, and lets it end in order. */
import { main } from './main.js'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

process.exitCode = await main(process.argv.slice(2), process.env, {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  stop: stop.signal,
  programs: { own: process.pid, isRunning },
})

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // somebody else's program is one as well
    return (error as { readonly code?: string }).code === 'EPERM'
  }
}
