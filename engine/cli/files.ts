/** The files of a disk: the one place of the engine that reads or writes any. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'

/** What the commands need of a disk; a test or a page may hand them another. */
export interface Disk {
  /** The text behind an address; rejects where there is none, or where it is no UTF-8. */
  read(address: string): Promise<string>
  bytes(address: string): Promise<ArrayBuffer>
  write(address: string, content: string | Uint8Array): Promise<void>
  kind(address: string): 'file' | 'folder' | undefined
  /** Names in a folder, sorted; none where there is no such folder. */
  names(folder: string): readonly string[]
}

export const disk: Disk = {
  // decoded strictly, as pages decode what they fetch: a file in GBK would come out as boxes there
  read: (address) =>
    Promise.resolve().then(() => new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(address))),
  bytes: (address) => Promise.resolve().then(() => new Uint8Array(readFileSync(address)).buffer),
  write: (address, content) => Promise.resolve().then(() => writeFileSync(address, content)),
  kind: (address) => {
    const found = statSync(address, { throwIfNoEntry: false })
    return found && (found.isDirectory() ? 'folder' : 'file')
  },
  names: (folder) => {
    try {
      return readdirSync(folder === '' ? '.' : folder).sort()
    } catch {
      return []
    }
  },
}
