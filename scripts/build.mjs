// Makes all that is published: the package's modules and types (dist/components, dist/engine), linli.js and its siblings
// (dist/cdn), the demo as a static site (dist/demo), custom-elements.json.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { run } from './run.mjs'
import { withTightCss } from './tight-css.mjs'

const must = async (command) => {
  const { code, output } = await run(command)
  process.stdout.write(output)
  if (code !== 0) process.exit(code)
}

rmSync('dist', { recursive: true, force: true })
await must('npm run --silent generate')
await Promise.all([
  must('vite build --logLevel warn'),
  must('tsc -p tsconfig.build.json'),
  must('npm run --silent manifest'),
])
for (const name of readdirSync('dist/components', { recursive: true }))
  if (name.endsWith('.styles.js')) {
    const file = `dist/components/${name}`
    writeFileSync(file, withTightCss(readFileSync(file, 'utf8')))
  }
await must('node scripts/build-demo.mjs')
// made from the schemas as JavaScript with declarations, so tsc passes them by
cpSync('engine/generated', 'dist/engine/generated', { recursive: true })
cpSync('engine/server/schema', 'dist/engine/server/schema', { recursive: true })
