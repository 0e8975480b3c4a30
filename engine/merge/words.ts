/** What a merge did to a line, in words: why it has no effect, and what is known of it from elsewhere. */
import { say } from '../judge/words.js'
import type { Line, Note, PartyId, Say } from '../types.js'

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
