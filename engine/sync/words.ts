/** Sync in words: what a screen says of it, and why a line was not taken. */
import type { Say } from '../types.js'
import type { SyncCode } from './adapter.js'

const rejected: Readonly<Record<string, Say>> = {
  forbidden: { zh: '对方不收：您无权写到那个地方。', en: 'Not taken there: you may not write to that place.' },
  invalid: { zh: '对方不收：这一行不合要求。', en: 'Not taken there: this line is not in order.' },
  'too-large': { zh: '对方不收：这一行太大。', en: 'Not taken there: this line is too large.' },
  clock: {
    zh: '对方不收：写这一行时本机的钟快了太多。',
    en: 'Not taken there: the clock was too far ahead when this line was written.',
  },
  closed: { zh: '对方已停止接收。', en: 'Nothing more is taken there.' },
  superseded: {
    zh: '对方已改用新的规则。请刷新后再办一次。',
    en: 'Newer rules are in force there. Reload and do it again.',
  },
  erased: {
    zh: '对方不收：这份档案到了保存期限，那里已经删去。',
    en: 'Not taken there: the time of this dossier was over, and it was erased.',
  },
}

export const rejectedSays = (code: string): Say => rejected[code] ?? rejected['invalid']!

const troubles: Record<SyncCode, Say> = {
  offline: { zh: '连不上，办的事先存在本机。', en: 'Not connected; what is done is kept on this device.' },
  auth: { zh: '对方不认您的登录。请重新登录。', en: 'The sign-in is not accepted there. Sign in again.' },
  forbidden: { zh: '您无权查看这个地方。', en: 'You may not look at this place.' },
  'cursor-gone': {
    zh: '对方的数据换过，正从头再读。',
    en: 'The data there was replaced; reading it again from the beginning.',
  },
  quota: { zh: '对方的存储空间满了。请告诉管理员。', en: 'There is no room left there. Tell the administrator.' },
  protocol: { zh: '对方的回答看不懂。请告诉管理员。', en: 'The answer makes no sense. Tell the administrator.' },
  busy: { zh: '对方正忙，稍后再试。', en: 'The other side is busy; trying again later.' },
}

export const troubleSays = (code: SyncCode): Say => troubles[code]
