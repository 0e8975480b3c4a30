/** A file for whoever is here to keep: without it each screen would guess for how long the browser still needs it. */
import { systemClock } from '../../engine/time/clock.js'

/** Firefox reads the address in a task of its own behind the click (its bug 1282407), on a busy machine a while later. */
const MINUTE = 60_000

/** @param type of its contents, e.g. `text/csv` */
export function saveFile(name: string, parts: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  systemClock.wake(systemClock.now() + MINUTE, () => URL.revokeObjectURL(url))
}
