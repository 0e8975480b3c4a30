// Long simulations share their test file with the short ones. A test that has a long form says
//   import { soak } from '../../test/soak.js'
//   const rounds = soak ? 1_000_000 : 20_000
// and `npm run soak` (SOAK=1) runs just those files, with `soak` true and no time limit.
import { readFileSync, readdirSync } from 'node:fs'

export const soakSwitch = (on) => ({
  name: 'soak',
  serve: ({ path }) => (path === '/test/soak.js' ? `export const soak = ${on}` : undefined),
})

export const soakTests = () =>
  ['components', 'engine']
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('/test/soak.js'))
