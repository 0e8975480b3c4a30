// What the tests of the house read: not git's list, for a fresh machine may have the files without git.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The files that people wrote: no dependencies, nothing made by a build.
 * @returns {Record<string, string>} path from the root of the repository → text
 */
export function repository() {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const made = readFileSync(`${root}.gitignore`, 'utf8').split('\n')
  const written = (folder) =>
    readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
      const path = folder + entry.name
      if (path === '.git' || made.includes(path) || made.includes(`${path}/`)) return []
      return entry.isDirectory() ? written(`${path}/`) : [path]
    })
  return Object.fromEntries(written('').map((path) => [path, readFileSync(root + path, 'utf8')]))
}
