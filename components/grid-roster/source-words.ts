/** What is said while a roster file is read, and when it is wrong; loaded with the reading. */
import type { Words } from '../base/language.js'

const zh = {
  reading: '正在读名册',
  read: (done: string, all: string) => `已读 ${done} 行，共 ${all} 行`,
  fetching: '正在取文件',
  left: (seconds: string) => `还要约 ${seconds} 秒`,
  stop: '停下',
  stopHelp: '停下以后可以再读',
  stopped: '停下了，没有读进来',
  again: '再读一次',
  broken: (count: string) => `名册没有读进来，${count} 处错`,
  more: (count: string) => `还有 ${count} 处，改好这些再读一次就会列出来。`,
  keepsOld: '在改好之前，仍用上一次读好的名册，什么都没有丢。',
  noOld: '这里还没有读好过的名册，改好以后再读一次。',
  offline: '没有连上',
  offlineHelp: '连不上网，读不到名册。连上以后再读一次。',
}
const en: typeof zh = {
  reading: 'Reading the roster',
  read: (done, all) => `${done} of ${all} rows read`,
  fetching: 'Fetching the file',
  left: (seconds) => `about ${seconds} s left`,
  stop: 'Stop',
  stopHelp: 'You can read it again afterwards',
  stopped: 'Stopped; nothing was taken in',
  again: 'Read again',
  broken: (count) => `The roster was not taken in: ${count === '1' ? '1 error' : `${count} errors`}`,
  more: (count) => `${count} more. Mend these and read again, then they are listed.`,
  keepsOld: 'Until it is mended, the roster that was read last goes on working. Nothing was lost.',
  noOld: 'No roster has been read here before. Mend it and read again.',
  offline: 'No connection',
  offlineHelp: 'The roster cannot be fetched without a network. Read again when there is one.',
}
export const sourceWords: Words<typeof zh> = { zh, en }
