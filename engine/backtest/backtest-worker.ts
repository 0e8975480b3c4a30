/** The script of the worker: a bench that is spoken to by messages. It is handed the lines and has no door to where they are kept. */
import type { Bench } from './bench.js'
import type { Call, FromWorker, Luggage, ToWorker } from './remote.js'

/** What messages call is checked where they are sent. */
type Callable = Readonly<Record<Exclude<Call, 'open'>, (...args: unknown[]) => Promise<unknown>>>

let bench: Bench | undefined
const running = new Map<number, AbortController>()
const tell = (message: FromWorker) => globalThis.postMessage(message)

async function answer({ id, call, args }: Extract<ToWorker, { id: number }>): Promise<unknown> {
  // the same script that a page without workers loads
  if (call === 'open') return void (bench = await import('./bench.js').then((it) => it.openBench(args[0] as Luggage)))
  const stop = new AbortController()
  running.set(id, stop)
  const progress = (done: number, total: number) => tell({ id, progress: [done, total] })
  const more = call === 'ask' ? [{ signal: stop.signal, progress }] : []
  try {
    return await (bench as unknown as Callable)[call](...args, ...more)
  } finally {
    running.delete(id)
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('cancel' in data) {
    running.get(data.cancel)?.abort()
    return
  }
  const { id } = data
  answer(data).then(
    (value) => tell({ id, value }),
    (error: Error) => tell({ id, error }),
  )
})
tell({ ready: true })
