/** What is known of who wrote each line of a dossier, in words for a card. */
import type { Signing } from '../journal/signing.js'
import { say } from '../judge/words.js'
import { isShared } from '../merge/same-id.js'
import { dateIn } from '../time/calendar.js'
import type { Entry, Moment, Say } from '../types.js'
import { gapsIn, isAsWritten } from './chain.js'
import { writerOf } from './key.js'
import { isGenuine } from './proof.js'

/**
 * - `own`: this device wrote it
 * - `proven`: the device that it names has signed it
 * - `open`: it names a device, and nothing that is here proves or denies it
 * - `changed`: it does not say what it said when it was written
 * - `unsigned`: it names no device: from before devices signed, or written where nothing can be signed
 * - `shared`: every device writes it alike, and works it out again
 */
export interface ProofView {
  /** Id of the line. */
  readonly line: string
  readonly state: 'own' | 'proven' | 'open' | 'changed' | 'unsigned' | 'shared'
  readonly says: Say
  /** The device, in eight letters that can be compared on the phone. */
  readonly device?: string
  /** Since when that device is known here. */
  readonly since?: Moment
  /** So many lines of that device, right before this one, are not here; and that in words. */
  readonly missing?: number
  readonly missingSays?: Say
}

/** @param lines of one dossier, in the order of their ids */
export async function proofsOf(lines: readonly Entry[], signing: Signing, zone: string): Promise<readonly ProofView[]> {
  const signed = lines.filter(({ chain }) => chain)
  const names = [...new Set(signed.map(({ chain }) => chain!.writer))]
  const writers = new Map((await signing.writers(names)).map((one) => [one.writer, one]))
  const proven = new Set<string>()
  for (const proof of await signing.proofs(signed.map(({ chain }) => chain!.hash))) {
    if (!(await isGenuine(proof))) continue
    const writer = await writerOf(proof)
    for (const hash of proof.lines) proven.add(`${writer} ${hash}`)
  }
  const gaps = gapsIn(lines)
  return Promise.all(
    lines.map(async (line): Promise<ProofView> => {
      const { id, chain } = line
      if (!chain) return { line: id, ...(isShared(line) ? SHARED : UNSIGNED) }
      const who = writers.get(chain.writer)
      const known = { device: chain.writer.slice(0, 8), ...(who && { since: who.since }) }
      const missing = gaps.get(id)
      const state = !(await isAsWritten(line))
        ? 'changed'
        : who?.secret
          ? 'own'
          : proven.has(`${chain.writer} ${chain.hash}`)
            ? 'proven'
            : 'open'
      return {
        line: id,
        state,
        says: wordsOf(state, known, zone),
        ...known,
        ...(missing !== undefined && { missing, missingSays: missingWords(missing) }),
      }
    }),
  )
}

const SHARED = {
  state: 'shared',
  says: say(
    '系统按规则记的：每台设备都能自己算出这一行，不必签名。',
    'Written by the rules: every device works this line out by itself, so nobody signs it.',
  ),
} as const
const UNSIGNED = {
  state: 'unsigned',
  says: say(
    '没有签名：是启用签名之前记的，或写它的设备不能签名。',
    'Nobody signed this: it is from before devices signed, or its device cannot sign.',
  ),
} as const

function wordsOf(
  state: 'own' | 'proven' | 'open' | 'changed',
  { device, since }: Pick<ProofView, 'device' | 'since'>,
  zone: string,
): Say {
  if (state === 'own') return say('本机所写。', 'Written on this device.')
  if (state === 'changed')
    return say(
      '内容和写下时不一样：本机上的这一行被改过。请告诉管理员。',
      'It does not say what it said when it was written: it was changed on this device. Please tell the administrator.',
    )
  if (state === 'open')
    return say(
      `说是设备 ${device} 所写，它的签名还没传到。`,
      `It names device ${device}; the signature of that device has not arrived.`,
    )
  const day = dateIn(since!, zone)
  return say(
    `设备 ${device} 所写，签名相符；本机从${day}起认得这台设备。签名证明的是设备，不是人。`,
    `Written by device ${device}, and its signature is right; known here since ${day}. A signature proves which device it was, not who held it.`,
  )
}

const missingWords = (count: number): Say =>
  say(
    `这之前，同一台设备在本档里还有${count}行没传到；传到后自动补上。`,
    `${count === 1 ? 'One line' : `${count} lines`} of the same device before this one ${count === 1 ? 'has' : 'have'} not arrived; the gap closes by itself when they do.`,
  )
