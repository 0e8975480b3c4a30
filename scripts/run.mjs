// Runs one command of the project with the tools in node_modules, from the project's root, and keeps what it says.
import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

/** @returns {Promise<{ code: number, output: string }>} both streams in `output`, in the order they came */
export function run(command) {
  const PATH = [`${root}node_modules/.bin`, process.env.PATH].join(delimiter)
  const child = spawn(command, { shell: true, env: { ...process.env, PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((done) => {
    child.on('error', (error) => done({ code: 1, output: output + error.message }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}
