// npm test: every check and every test, two at a time, all of them even if one fails, and one total as the last line.
import { spawnSync } from 'node:child_process'
import { run } from './run.mjs'
import { closingLine } from './tally.mjs'

/** End to end takes longest: in parts, so that nobody waits at the end for one who does all of it. */
const parts = 4
const endToEnd = Array.from({ length: parts }, (_, part) => ({
  name: `end to end, ${part + 1} of ${parts}`,
  command: `node --test --test-reporter=spec --test-shard=${part + 1}/${parts} test/e2e/*.e2e.mjs`,
  count: nodeSummary,
  after: 'build',
}))

/** `count` reads passed and failed from a runner's output; a stage without it is one check, passed by exit code 0. */
const stages = [
  { name: 'tests', command: 'wtr', count: closingLine },
  { name: 'build', command: 'node scripts/build.mjs' },
  { name: 'types', command: 'tsc --noEmit' },
  ...endToEnd,
  { name: 'layout', command: 'node --test --test-reporter=spec test/*.test.mjs', count: nodeSummary },
  { name: 'lint', command: 'eslint . --max-warnings 0' },
  { name: 'format', command: 'prettier --check --log-level warn .' },
  { name: 'unused', command: 'knip --no-progress' },
  { name: 'package', command: 'npm run --silent check:package', after: 'build' },
  { name: 'size', command: 'node scripts/size.mjs', after: 'build' },
]

/** The summary of node --test. A test skipped, put off or cut short has failed. */
function nodeSummary(output) {
  const number = (word) => Number(new RegExp(`^[ℹ#] ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? NaN)
  const failed = number('fail') + number('cancelled') + number('skipped') + number('todo')
  return Number.isNaN(failed) ? null : { passed: number('pass'), failed }
}

async function tally({ name, command, count, after }) {
  const began = performance.now()
  const needed = after && (await results[after])
  const { code, output } = needed?.failed > 0 ? { code: 1, output: `not run: ${after} failed\n` } : await run(command)
  const counted = count?.(output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')) ?? { passed: 0, failed: 0 }
  if (!count && code === 0) counted.passed = 1
  // what no test is to blame for: a crash, a check, a threshold, a runner that found nothing to run
  if (counted.failed === 0 && (code !== 0 || counted.passed === 0)) counted.failed = 1
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`\n── ${name}: ${counted.passed} passed, ${counted.failed} failed (${seconds} s)\n${output.trim()}`)
  return counted
}

const { status } = spawnSync('npm run --silent generate', { shell: true, stdio: 'inherit' })
if (status !== 0) {
  console.log('\n0 passed, 1 failed')
  process.exit(1)
}
const results = {}
const waiting = [...stages]
const worker = async () => {
  for (let stage = waiting.shift(); stage; stage = waiting.shift()) await (results[stage.name] = tally(stage))
}
await Promise.all([worker(), worker()])

const all = await Promise.all(Object.values(results))
const sum = (which) => all.reduce((total, one) => total + one[which], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') > 0 ? 1 : 0
