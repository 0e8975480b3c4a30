/** What the line says: how the station stands, and how many lines it is about. The panel has words of its own. */
import type { Words } from '../base/language.js'
import type { Standing } from './standing.js'

const zh = {
  label: '本机与同步',
  standing: {
    alone: '只存在本机',
    opening: '正在连接',
    here: '在线',
    elsewhere: '由另一个窗口同步',
    away: '离线',
    barred: '没有连上',
  } satisfies Record<Standing, string>,
  inStep: '全部同步',
  sending: (lines: number) => `正在发 ${lines} 条`,
  waiting: (lines: number) => `${lines} 条待发`,
  rejected: (lines: number) => `${lines} 条对方没收`,
  asides: (lines: number) => `${lines} 条另存待查`,
  clock: '本机的钟不准',
  low: '存储快满了',
  trouble: { full: '现在存不下东西', newer: '要刷新这一页才能办', lost: '本机的数据库没有打开' },
  lost: '原来存的不见了',
  unplaced: '对方还不认识新的地点',
  setBack: '对方换回了旧备份',
  joined: (parts: readonly string[]) => parts.join('，'),
  loading: '正在打开…',
  failed: '没有打开。再按一次试试。',
}

export const words: Words<typeof zh> = {
  zh,
  en: {
    label: 'This device and sync',
    standing: {
      alone: 'Kept on this device only',
      opening: 'Connecting',
      here: 'Online',
      elsewhere: 'Another window syncs',
      away: 'Offline',
      barred: 'Not connected',
    },
    inStep: 'all in step',
    sending: (lines) => (lines === 1 ? 'sending 1 line' : `sending ${lines} lines`),
    waiting: (lines) => (lines === 1 ? '1 line to go' : `${lines} lines to go`),
    rejected: (lines) => (lines === 1 ? '1 line not taken' : `${lines} lines not taken`),
    asides: (lines) => (lines === 1 ? '1 line kept aside' : `${lines} lines kept aside`),
    clock: 'this clock is wrong',
    low: 'storage nearly full',
    trouble: {
      full: 'Nothing can be kept now',
      newer: 'Reload this page to go on',
      lost: 'The database here did not open',
    },
    lost: 'What was kept here is gone',
    unplaced: 'the other side does not know a new place yet',
    setBack: 'the other side went back to an older copy',
    joined: ([first = '', ...rest]) => [first, ...rest.map((it) => it[0]!.toLowerCase() + it.slice(1))].join(', '),
    loading: 'Opening…',
    failed: 'It did not open. Press once more.',
  },
}
