/** Long work in short pieces, so that the page goes on answering, shows how far it is, and can stop it. */
import { pause } from '../../engine/time/clock.js'
import type { Progress } from '../../engine/roster/progress.js'

/** One piece, in ms: shorter than two frames. */
const piece = 24

/** Runs to the end; rejects with the signal's reason once it is aborted. */
export async function finish<T>(
  steps: Generator<Progress, T>,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < piece) continue
    tell(step.value)
    await pause()
    signal.throwIfAborted()
    since = performance.now()
  }
}
