/** Handwriting as one string: what an answer of type `signature` is, small enough for a line and exact enough to be drawn again. */

/** Where the pen was, in px of the pad, and when, in ms from the beginning of its stroke. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly time: number
}
export type Stroke = readonly Spot[]
/** Of a pad, px. */
export interface Size {
  readonly width: number
  readonly height: number
}
export interface Ink extends Size {
  readonly strokes: readonly Stroke[]
}

const head = /^ink1:(\d+)x(\d+)\//
/** Tenths of a px: finer than a finger, and a name stays near 3 kB. */
const parts = 10

/**
 * `ink1:<width>x<height>/<stroke>/…`; a stroke is x, y, time of its first spot and then the differences, joined by commas,
 * lengths in tenths of a px. Nothing written is an empty string.
 */
export function inkText({ width, height, strokes }: Ink): string {
  if (strokes.length === 0) return ''
  const written = strokes.map((stroke) => {
    let before = [0, 0, stroke[0]!.time]
    return stroke
      .flatMap(({ x, y, time }) => {
        const now = [Math.round(x * parts), Math.round(y * parts), Math.round(time)]
        const moved = now.map((each, i) => each - before[i]!)
        before = now
        return moved
      })
      .join(',')
  })
  return `ink1:${Math.round(width)}x${Math.round(height)}/${written.join('/')}`
}

/** Undefined for a text that is no handwriting, such as a name that was typed. */
export function readInk(text: string): Ink | undefined {
  const [all, width, height] = head.exec(text) ?? []
  if (all === undefined) return undefined
  const strokes = text.slice(all.length).split('/').map(readStroke)
  return strokes.every((stroke) => stroke.length > 0)
    ? { width: Number(width), height: Number(height), strokes }
    : undefined
}

function readStroke(text: string): Stroke {
  const numbers = text.split(',').map(Number)
  if (numbers.length % 3 > 0 || numbers.some((each) => !Number.isFinite(each))) return []
  let [x, y, time] = [0, 0, 0]
  return Array.from({ length: numbers.length / 3 }, (_, i) => {
    x += numbers[i * 3]!
    y += numbers[i * 3 + 1]!
    time += numbers[i * 3 + 2]!
    return { x: x / parts, y: y / parts, time }
  })
}

/** As large as it can be in another pad, in the middle of it. */
export function fitted({ width, height, strokes }: Ink, into: Size): Ink {
  const scale = Math.min(into.width / width, into.height / height)
  const left = (into.width - width * scale) / 2
  const top = (into.height - height * scale) / 2
  return {
    width: into.width,
    height: into.height,
    strokes: strokes.map((stroke) =>
      stroke.map(({ x, y, time }) => ({ x: left + x * scale, y: top + y * scale, time })),
    ),
  }
}
