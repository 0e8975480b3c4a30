/** What lies between a station and its far side, in words: whoever carries the device must see what has not arrived yet. */
import type { Journal } from '../journal/journal.js'
import { byDossier } from '../merge/arrive.js'
import type { Show } from '../show.js'
import { momentOf } from '../time/stamp.js'
import type { PartyId } from '../types.js'
import type { OutgoingView, RefusedView, TrayView } from '../view.js'
import type { Joined } from './sync.js'

/** A screen names dossiers; who was away for a year wants their number and not ten thousand names. */
const LOOKED_AT = 500

/** @param me who looks: what they are not shown goes by its kind */
export async function trayOf(
  joined: Pick<Joined, 'far' | 'rejected'>,
  { outbox }: Pick<Journal, 'outbox'>,
  show: Pick<Show, 'called' | 'done'>,
  me: PartyId | undefined,
): Promise<TrayView> {
  const [{ waiting }, { lines }, refused] = await Promise.all([
    outbox.count(joined.far),
    outbox.next(joined.far, LOOKED_AT),
    joined.rejected(),
  ])
  // lines come in the order of their ids, so the dossier that waits longest stands first
  const outgoing = [...byDossier(lines)].map(async ([on, [first, ...more]]): Promise<OutgoingView> => {
    return { on, ...(await show.called(on, me)), lines: more.length + 1, since: momentOf(first!.id) }
  })
  const turnedDown = refused.map(async ({ entry, code, says, reason, at }): Promise<RefusedView> => {
    const { id, on } = entry
    const { title } = await show.called(on, me)
    const what = { id, on, title, ...show.done(entry), done: momentOf(id) }
    return { ...what, at, code, says, ...(reason !== undefined && { reason }) }
  })
  return {
    outgoing: await Promise.all(outgoing),
    more: Math.max(0, waiting - lines.length),
    refused: await Promise.all(turnedDown),
  }
}
