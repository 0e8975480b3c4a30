/** What a merge did to a line, in words: why it has no effect, what is known of it from elsewhere, why it is kept aside. */
import { say } from '../judge/words.js'
import type { Line, Note, PartyId, Say } from '../types.js'
import type { Aside } from './arrive.js'

export interface VoidWords {
  readonly says: Say
  readonly call: readonly PartyId[]
}

/** @param all lines of the dossier in their order; a line is called by its number there */
export function voidWords({ entry, found }: Line, all: readonly Line[]): VoidWords {
  const other = all.find((it) => it.entry.id === (found?.cause ?? found?.line))
  const number = other ? all.indexOf(other) + 1 : 0
  return { says: reasonOf(found, number), call: [entry.by, ...(other ? [other.entry.by] : [])] }
}

function reasonOf(found: Line['found'], number: number): Say {
  if (found?.law) {
    const { zh, en } = found.law.says
    return say(
      `传到时，前面的都办在先，再办这一件就不合「${zh}」。这一行留着，不起作用。两位请通个电话。`,
      `When this arrived, others had come first, and with it "${en}" would not hold. It stays here without effect. Please call each other.`,
    )
  }
  if (found?.cause !== undefined)
    return say(
      `起因（第${number}行）已作废，这一行随之作废。`,
      `It followed from line ${number}, which is void, and is void with it.`,
    )
  if (number > 0)
    return say(
      `传到时，第${number}行已先办。这一行留着，不起作用。两位请通个电话。`,
      `When this arrived, line ${number} had been done already. It stays here without effect. Please call each other.`,
    )
  return say(
    '传到时已经不能这样办。这一行留着，不起作用。',
    'When this arrived it could no longer be done. It stays here without effect.',
  )
}

/** What other dossiers tell of a line. */
export function noteWords({ of, says }: Note): Say {
  if (of === 'cause')
    return say(
      '起因已作废：引出这一行的那一步，合并后不算了。请看看要不要撤回。',
      'Its cause is void: the act that brought this about no longer counts since a merge. Please see whether to undo it.',
    )
  return say(
    `合并后复核：${says?.zh ?? ''}。这一行在后，请打电话商量。`,
    `Counted again after a merge: ${says?.en ?? ''}. This was the later one; please call and settle it.`,
  )
}

const ASIDE: Readonly<Record<Aside['why'], Say>> = {
  ahead: say(
    '写它的设备钟快了，等到了时候再算。',
    'The device that wrote it has a clock that is ahead; it counts when its time comes.',
  ),
  waiting: say('它前面的几行还没传到，传到后再算。', 'Lines before it have not arrived yet; it counts when they do.'),
  forked: say(
    '同一台设备在同一处写了两行不同的，这是后一行，或接在后一行之后。可能是设备被整机复制，或从备份恢复过。没有算进去；请那台设备上的人看看，要办的重新办一次。',
    'One device wrote two different lines in one place; this is the later one, or was written on it. The device may have been copied whole or restored from a backup. It does not count; please ask whoever uses that device to do again what is still to be done.',
  ),
  'not-the-clocks': say(
    '说是时限记的，可是和起动时限的那一行对不上。',
    'It claims to be written by a clock, and the line that started the clock says otherwise.',
  ),
  tampered: say(
    '这一行在路上被改过，和写它的设备所写的不一样。没有算进去；请让那台设备再传一次，并告诉管理员。',
    'This line was changed on the way: it is not what its device wrote. It does not count; please have that device send it again, and tell the administrator.',
  ),
  forged: say(
    '签名不对：这一行说是那台设备写的，签名却不是它的。没有算进去；请告诉管理员，查清是谁传来的。',
    'The signature is wrong: the line names a device that has not signed it. It does not count; please tell the administrator, who can find out who sent it.',
  ),
  unproven: say(
    '这一行说是哪台设备写的，却没有带来它的签名。签名传到后再算；久等不到，请让那台设备联网。',
    'The line names the device that wrote it and came without its signature. It counts when that arrives; if that takes long, please connect the device.',
  ),
  unreadable: say('这一行读不懂，没有算进去。', 'It cannot be read, and does not count.'),
}

/** Why a line is kept beside the journal. */
export const asideWords = ({ why }: Pick<Aside, 'why'>): Say => ASIDE[why]
