// A photo as a camera takes it, for tests that hand one in.
import { crc32, deflateSync } from 'node:zlib'

/** A PNG of so many pixels, of noise that does not pack well. */
export function photo(width, height) {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  let seed = 7
  for (let i = 0; i < rows.length; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    rows[i] = i % (width * 3 + 1) === 0 ? 0 : seed >> 16
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
