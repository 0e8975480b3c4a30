/** What stands around the cells of a workbook: which sheet is the first, its shared texts, and which numbers are dates. */
import { CannotRead } from './cannot-read.js'
import { unescaped, walk } from './walk.js'

type Read = (name: string) => string | undefined

export interface Workbook {
  /** Text of the first sheet that is not hidden. */
  readonly sheet: string
  readonly texts: readonly string[]
  /** By the number of a cell's style: what its numbers count, where that is time. */
  readonly times: readonly (Time | undefined)[]
  /** Days are counted from 1904, as old Macs did. */
  readonly from1904: boolean
}
/** A day on the calendar, or hours and minutes alone. */
export type Time = 'date' | 'hours'

export function openWorkbook(read: Read): Workbook {
  const sheets: string[] = []
  let from1904 = false
  const workbook = read('xl/workbook.xml')
  if (workbook === undefined) throw new CannotRead('broken')
  walk(workbook, {
    open(tag, attribute) {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attribute('date1904') ?? '')
      if (tag === 'sheet' && attribute('state') === undefined) sheets.push(attribute('id') ?? '')
    },
  })
  const targets = targetsOf(read('xl/_rels/workbook.xml.rels') ?? '')
  const file = (type: string, otherwise: string) => read(targets.byType.get(type) ?? otherwise)
  const sheet = read(targets.byId.get(sheets[0] ?? '') ?? 'xl/worksheets/sheet1.xml')
  if (sheet === undefined) throw new CannotRead('broken')
  return {
    sheet,
    from1904,
    texts: textsOf(file('sharedStrings', 'xl/sharedStrings.xml') ?? '<sst/>'),
    times: timesOf(file('styles', 'xl/styles.xml') ?? '<styleSheet/>'),
  }
}

function targetsOf(xml: string) {
  const byId = new Map<string, string>()
  const byType = new Map<string, string>()
  if (xml === '') return { byId, byType }
  walk(xml, {
    open(tag, attribute) {
      const target = attribute('Target')
      if (tag !== 'Relationship' || target === undefined) return
      // relative to the workbook's folder, or from the root
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      byId.set(attribute('Id') ?? '', path)
      byType.set((attribute('Type') ?? '').replace(/^.*\//, ''), path)
    },
  })
  return { byId, byType }
}

/** A shared text may come in pieces of several looks, and with its reading above it, which is not part of it. */
function textsOf(xml: string): readonly string[] {
  const texts: string[] = []
  let text = ''
  let inText = false
  let reading = 0
  walk(xml, {
    open(tag) {
      if (tag === 'si') text = ''
      if (tag === 'rPh') reading++
      inText = tag === 't' && reading === 0
    },
    close(tag) {
      if (tag === 'si') texts.push(unescaped(text))
      if (tag === 'rPh') reading--
      inText = false
    },
    text(more) {
      if (inText) text += more
    },
  })
  return texts
}

/** Formats that Excel has built in; 27–36 and 50–58 are those of Chinese, Japanese and Korean. */
const builtIn = (id: number): Time | undefined =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  id === 36 ||
  (id >= 50 && id <= 54) ||
  (id >= 57 && id <= 58)
    ? 'date'
    : (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || (id >= 55 && id <= 56)
      ? 'hours'
      : undefined

function timesOf(xml: string): readonly (Time | undefined)[] {
  const own = new Map<number, Time | undefined>()
  const times: (Time | undefined)[] = []
  let inCells = false
  walk(xml, {
    open(tag, attribute) {
      const id = Number(attribute('numFmtId'))
      if (tag === 'numFmt') own.set(id, timeOf(attribute('formatCode') ?? ''))
      if (tag === 'cellXfs') inCells = true
      if (tag === 'xf' && inCells) times.push(own.has(id) ? own.get(id) : builtIn(id))
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return times
}

/** `yyyy"年"m"月"d"日"` is a date, `[h]:mm` hours, `0.00" m"` neither: texts, colours and escaped marks do not count. */
function timeOf(format: string): Time | undefined {
  const bare = format.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_./gi, '').split(';')[0]!
  if (/[yd]/i.test(bare)) return 'date'
  return /[hs]/i.test(bare) ? 'hours' : /^m+$/i.test(bare) ? 'date' : undefined
}
