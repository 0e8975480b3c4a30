/** The erasing itself: of a dossier nothing is left in any table but a number. */
import { markBeside } from './beside-marks.js'
import { Counting } from './counts.js'
import { tallyKey, unnamed } from './forget.js'
import type { Gone } from './forget.js'
import { photosIn } from './photos.js'
import { without } from './signing.js'
import type { Transaction } from './transaction.js'

export async function erase(tx: Transaction, gone: readonly Gone[]): Promise<void> {
  if (gone.length === 0) return
  const ids = new Set<string>(gone.map(({ on }) => on))
  const photos = new Set<string>()
  // a dossier that came in bulk left its first lines in a segment, also when somebody has acted on it since
  for (const key of await tx.keys('segments')) {
    const { dossiers, ...rest } = (await tx.get('segments', key))!
    const all = Object.entries(dossiers)
    const left = all.filter(([id]) => !ids.has(id))
    if (left.length === all.length) continue
    for (const [id, lines] of all) if (ids.has(id)) for (const hash of lines.flatMap(photosIn)) photos.add(hash)
    if (left.length === 0) tx.drop('segments', key)
    else tx.put('segments', { ...rest, dossiers: Object.fromEntries(left) })
  }
  const counting = new Counting()
  for (const { on, tally, keep, traces = [] } of gone) {
    const own = await tx.get('lines', on)
    for (const hash of own?.lines.flatMap(photosIn) ?? []) photos.add(hash)
    for (const { id } of await tx.all('sheets', 'on', on)) tx.drop('sheets', id)
    for (const { id } of await tx.all('asides', 'on', on)) tx.drop('asides', id)
    for (const store of ['outbox', 'tray', 'keys', 'beside'] as const)
      for (const { id } of await tx.all(store, 'on', on)) tx.drop(store, id)
    for (const proof of await tx.all('proofs', 'on', on)) {
      const left = without(proof, ids)
      if (left) tx.put('proofs', left)
      else tx.drop('proofs', proof.id)
    }
    counting.moved((await tx.get('heads', on))?.keys)
    for (const store of ['heads', 'lines', 'touched'] as const) tx.drop(store, on)
    await markBeside(tx, 'gone', [{ key: on, on, ...(keep !== undefined && { keep }) }])
    // brought back by an old file, and counted when it went first
    const isCounted = (await Promise.all(traces.map((trace) => tx.has('erased', trace)))).includes(true)
    for (const trace of traces) tx.put('erased', { id: trace })
    if (isCounted) continue
    const id = tallyKey(tally)
    tx.put('tallies', { ...tally, id, number: ((await tx.get('tallies', id))?.number ?? 0) + 1 })
  }
  counting.keep(tx)
  for (const hash of photos) {
    const photo = await tx.get('photos', hash)
    const left = photo && unnamed(photo, ids)
    if (!left) tx.drop('photos', hash)
    else if (left !== photo) tx.put('photos', left)
  }
}
