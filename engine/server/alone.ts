/** One program at a time in the folder of the built-in database: two would each write its files as if it were alone. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Say } from '../types.js'
import { Trouble } from './trouble.js'

/** Programs of this machine, by their numbers. */
export interface Programs {
  readonly own: number
  readonly isRunning: (id: number) => boolean
}

/**
 * @returns how to leave
 * @throws Trouble where another program is in there
 */
export function alone(folder: string, { own, isRunning }: Programs): () => void {
  const path = join(folder, 'in-use')
  // one that was killed left its number, which is ours where every program is the first, as in a container
  const other = Number(textOf(path) || own)
  if (other !== own && isRunning(other)) throw new Trouble(inUse(folder, other, path))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(path, String(own))
  return () => rmSync(path, { force: true })
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const inUse = (folder: string, id: number, path: string): Say => ({
  zh: `「${folder}」里的内置数据库正由另一个程序（进程 ${id}）使用，同时只能有一个。先停下 linli-server；如果那不是它，删去「${path}」。`,
  en: `The built-in database in "${folder}" is in use by another program (process ${id}), and only one may. Stop linli-server first; if that is not it, delete "${path}".`,
})
