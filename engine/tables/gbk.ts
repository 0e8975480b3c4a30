/** Text as GBK, for programs of offices that read nothing else; platforms decode it and do not encode it. */

/** GB18030: two bytes for what GBK has, four for the rest. */
let codes: ReadonlyMap<string, readonly number[]> | undefined

/** Without a byte order mark: GBK has none. */
export function encodeGbk(text: string): Uint8Array<ArrayBuffer> {
  const known = (codes ??= made())
  return Uint8Array.from([...text.replace(/^\uFEFF/, '')].flatMap((mark) => known.get(mark) ?? beyond(mark)))
}

/** What each code means is asked of the decoder itself. */
function made(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, readonly number[]>()
  const add = (code: readonly number[]) => {
    const mark = decoder.decode(Uint8Array.from(code))
    // of several codes of one character the shortest is written, and the first of them
    if ([...mark].length === 1 && mark !== '\ufffd' && !found.has(mark)) found.set(mark, code)
  }
  for (let byte = 0; byte < 0x80; byte++) add([byte])
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) if (second !== 0x7f) add([first, second])
  for (let index = 0; index < 39_420; index++) add(four(index))
  return found
}

/** The code of four bytes with this number, counted from 81 30 81 30. */
const four = (index: number): readonly number[] => [
  0x81 + Math.floor(index / 12_600),
  0x30 + (Math.floor(index / 1260) % 10),
  0x81 + (Math.floor(index / 10) % 126),
  0x30 + (index % 10),
]

/** Characters above U+FFFF stand in one row, from 90 30 81 30; half a pair is no character. */
const beyond = (mark: string): readonly number[] => {
  const point = mark.codePointAt(0)!
  return point < 0x10000 ? [0x3f] : four(point - 0x10000 + 189_000)
}
