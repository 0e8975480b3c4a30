/** What a word of `by`, `to` or `held-by` is called: without it a notice would be told to "opener" and to "parent.handler". */
import type { Say } from '../types.js'
import type { Kind, PackFile } from './format.js'
import { say } from './members.js'

const ANYBODY: Readonly<Record<string, Say>> = {
  anyone: say('任何人', 'anyone'),
  opener: say('开立人', 'whoever opened it'),
  device: say('设备', 'a device'),
  clock: say('时限', 'a clock'),
}

/** The role's title, the field's, or that of the field of the dossier above. */
export function whoTitle(word: string, file: PackFile, kind: Kind | undefined): Say {
  const above = word.startsWith('parent.') ? file.dossiers?.[kind?.parent ?? '']?.fields[word.slice(7)] : undefined
  return (
    ANYBODY[word] ??
    file.roles?.[word] ??
    (above ?? kind?.fields[word])?.title ??
    say('上一级档案里的人', 'somebody of the dossier above')
  )
}
