// npm run engines [-- --files components/form/form.test.ts]: the tests in Chromium, Firefox and WebKit, one after the other.
// It fails where anything fails that scripts/beyond-us.mjs does not name with its cause.
import { run } from './run.mjs'
import { closingLine } from './tally.mjs'

const totals = []
for (const engine of process.env.WTR_ENGINES?.split(',') ?? ['chromium', 'firefox', 'webkit']) {
  process.env.WTR_ENGINES = engine
  const { output } = await run(['wtr', ...process.argv.slice(2)].join(' '))
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
  const { passed, failed } = closingLine(plain) ?? { passed: 0, failed: 1 }
  const beyond = plain.match(/^\d+ beyond us: .*$/gm) ?? []
  console.log(`\n── ${engine}\n${plain.trim()}`)
  totals.push({ failed, says: [`${engine}: ${passed} passed, ${failed} failed`, ...beyond].join('\n  ') })
}
console.log(`\n${totals.map(({ says }) => says).join('\n')}`)
process.exitCode = totals.some(({ failed }) => failed > 0) ? 1 : 0
