/** The one door to signature_pad: a canvas that is written on, and one that handwriting is drawn on again. */
import type { default as SignaturePad, PointGroup } from 'signature_pad'
import { fitted, type Ink, type Size, type Stroke } from './ink.js'

/** Half the width of a line, px, of a fast and of a slow pen. */
const thin = 0.9
const thick = 2.8
/** Bitmaps are drawn so much finer than a screen shows them, so that paper shows no steps. */
const fineness = 3

export interface Pen {
  /** What stands on the pad. */
  strokes(): readonly Stroke[]
  /** Puts this there instead, fitted into the pad as it is now. */
  draw(ink: Ink | undefined): void
  lift(): void
}

/**
 * @param changed after every stroke
 * @param begins before a stroke; false keeps the pen off the pad
 * @throws if the library cannot be loaded, as when there is no signal and it was never here
 */
export async function penOn(canvas: HTMLCanvasElement, changed: () => void, begins: () => boolean): Promise<Pen> {
  const { default: Pad } = await import('signature_pad')
  const pad = new Pad(canvas, { minWidth: thin, maxWidth: thick, minDistance: 2 })
  pad.addEventListener('beginStroke', (event) => {
    if (begins()) pad.penColor = getComputedStyle(canvas).color
    else event.preventDefault()
  })
  pad.addEventListener('endStroke', changed)
  canvas.addEventListener('touchstart', holdStill, { passive: false })
  return {
    strokes: () =>
      pad.toData().map(({ points }) => {
        const start = points[0]!.time
        return points.map(({ x, y, time }) => ({ x, y, time: time - start }))
      }),
    draw: (ink) => drawOn(pad, canvas, ink, { width: canvas.clientWidth, height: canvas.clientHeight }),
    lift: () => {
      pad.off()
      canvas.removeEventListener('touchstart', holdStill)
    },
  }
}

/**
 * A finger that leaves the pad fast is a fling to Chromium even where nothing may scroll, and it takes the next tap, on
 * whatever button, for the hand that stops the fling: no click comes of it. Without a gesture there is no fling.
 */
function holdStill(event: TouchEvent): void {
  if (event.cancelable) event.preventDefault()
}

/** Draws handwriting to be looked at, on a bitmap of its own size; how large it shows is the sheet's matter. */
export async function drawnInk(canvas: HTMLCanvasElement, ink: Ink): Promise<void> {
  const { default: Pad } = await import('signature_pad')
  const pad = new Pad(canvas, { minWidth: thin, maxWidth: thick })
  pad.off()
  drawOn(pad, canvas, ink, ink)
}

function drawOn(pad: SignaturePad, canvas: HTMLCanvasElement, ink: Ink | undefined, { width, height }: Size): void {
  const dense = Math.max(fineness, devicePixelRatio)
  canvas.width = width * dense
  canvas.height = height * dense
  canvas.getContext('2d')?.scale(dense, dense)
  pad.penColor = getComputedStyle(canvas).color
  pad.clear()
  if (ink) pad.fromData(fitted(ink, { width, height }).strokes.map((stroke) => group(stroke, pad.penColor)))
}

const group = (stroke: Stroke, penColor: string): PointGroup => ({
  penColor,
  dotSize: 0,
  minWidth: thin,
  maxWidth: thick,
  velocityFilterWeight: 0.7,
  compositeOperation: 'source-over',
  points: stroke.map((spot) => ({ ...spot, pressure: 0.5 })),
})
