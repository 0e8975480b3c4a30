// Node does not read TypeScript: what is measured is bundled first, as a page that uses the library would have it.
import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} entry path from the root of the repository; @returns {Promise<string>} the bundle's text, an ES module */
export async function bundleForBrowser(entry) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [join(root, entry)],
    platform: 'browser',
    write: false,
  })
  return outputFiles[0].text
}

/** @param {string} entry path from the root of the repository; @returns its exports, running in this process */
export const importBundled = async (entry) => import(pathToFileURL(await bundled(entry)).href)

/** @param {string} entry path from the root of the repository; @returns {Promise<string>} path of a script for Node */
export async function bundled(entry) {
  const outfile = join(root, 'node_modules/.cache/bench', entry.replaceAll('/', '-').replace(/\.\w+$/, '.mjs'))
  // packages stay out, so that the engine and its peers share one copy of json-rules-engine
  await build({ ...common, entryPoints: [join(root, entry)], platform: 'node', packages: 'external', outfile })
  return outfile
}

const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  absWorkingDir: root,
  define: { 'define.amd': 'false', 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
}
