#!/usr/bin/env node
/** The command `linli`: hands its arguments on, prints what comes back. */
import { disk } from './files.js'
import { main } from './main.js'

// `linli explain … | head` closes the pipe early, which is no fault
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const { code, out, err } = await main(process.argv.slice(2), disk)
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = code
