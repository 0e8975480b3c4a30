/** The files inside a .xlsx, which is a zip: unpacked one by one, and stopped where a small file would grow without end. */
import { Inflate } from 'fflate'
import { CannotRead } from './cannot-read.js'

/** Characters unpacked from one file at most: a district's roster of 165,333 homes takes some 90 million. */
const MOST = 256 * 2 ** 20
const SLICE = 2 ** 16

const END = 0x06054b50
const ENTRY = 0x02014b50
const FILE = 0x04034b50

/** Gives the text of a file inside by its name, whatever its case; undefined where there is none. */
export function unzip(bytes: Uint8Array, most = MOST): (name: string) => string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = most
  const unpacked = ({ method, data }: Packed): string => {
    const decoder = new TextDecoder()
    const parts: string[] = []
    const take = (chunk: Uint8Array) => {
      // counted as it comes: what an archive says of its own size may be a lie
      if ((left -= chunk.length) < 0) throw new CannotRead('too-large')
      parts.push(decoder.decode(chunk, { stream: true }))
    }
    if (method === 0) take(data)
    else if (method === 8) inflate(data, take)
    else throw new CannotRead('broken')
    return parts.join('') + decoder.decode()
  }
  try {
    const packed = packedIn(view, bytes)
    return (name) => {
      const found = packed.get(name.toLowerCase())
      return found && unpacked(found)
    }
  } catch (error) {
    // an offset that leads out of the file
    if (error instanceof RangeError) throw new CannotRead('broken')
    throw error
  }
}

interface Packed {
  readonly method: number
  readonly data: Uint8Array
}

/** By the directory at the end of the file, which is complete also where the files themselves were written as a stream. */
function packedIn(view: DataView, bytes: Uint8Array): ReadonlyMap<string, Packed> {
  const found = new Map<string, Packed>()
  let end = view.byteLength - 22
  // a comment of at most 65,535 bytes may follow
  for (const first = Math.max(0, end - 0xffff); end >= first && view.getUint32(end, true) !== END;) end--
  if (end < 0 || view.getUint32(end, true) !== END) throw new CannotRead('broken')
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(at, true) !== ENTRY) throw new CannotRead('broken')
    const [size, start] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
    const [name, extra, note] = [28, 30, 32].map((part) => view.getUint16(at + part, true)) as [number, number, number]
    if (view.getUint32(start, true) !== FILE) throw new CannotRead('broken')
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    if (from + size > bytes.length) throw new CannotRead('broken')
    const called = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
    found.set(called.toLowerCase(), {
      method: view.getUint16(at + 10, true),
      data: bytes.subarray(from, from + size),
    })
    at += 46 + name + extra + note
  }
  return found
}

function inflate(data: Uint8Array, take: (chunk: Uint8Array) => void): void {
  const stream = new Inflate(take)
  try {
    for (let at = 0; at < data.length; at += SLICE)
      stream.push(data.subarray(at, at + SLICE), at + SLICE >= data.length)
  } catch (error) {
    throw error instanceof CannotRead ? error : new CannotRead('broken')
  }
}
