/** `linli table`: a table of a pack out as a spreadsheet, and back in, with what would change told before it is written. */
import { withRows } from '../pack/edit.js'
import { nearest } from '../pack/trouble.js'
import { heading as headingOf, tableAt, type TableAt } from '../tables/columns.js'
import { changesIn, type TableChanges } from '../tables/diff.js'
import { encodeGbk } from '../tables/gbk.js'
import { tableFromFile, type TableTaken } from '../tables/in.js'
import { rowTexts, tableToCsv, tableToXlsx } from '../tables/out.js'
import type { Json, Say, Trouble } from '../types.js'
import { CannotRead } from '../xlsx/cannot-read.js'
import { troubleLines } from './check.js'
import type { Disk } from './files.js'
import type { Answer, Lang, No } from './main.js'
import { openAll, PACK, type Opened } from './open.js'

export interface TableOptions {
  /** Where a table that goes out is written; without it, it is printed as .csv. */
  readonly to?: string
  readonly gbk?: boolean
  /** A table that comes in is written into its pack. */
  readonly write?: boolean
}
const say = (zh: string, en: string): Say => ({ zh, en })

export async function table(
  [way, path, name, file, ...more]: readonly string[],
  options: TableOptions,
  disk: Disk,
  lang: Lang,
): Promise<Answer | No> {
  const wanted = way === 'out' ? file === undefined : file !== undefined && more.length === 0
  if ((way !== 'out' && way !== 'in') || path === undefined || name === undefined || !wanted)
    return {
      no: say(
        '写成 linli table out <规则包> <表> --to <文件>，或 linli table in <规则包> <表> <文件> [--write]。',
        'Write linli table out <pack> <table> --to <file>, or linli table in <pack> <table> <file> [--write].',
      ),
    }
  const no = notThere(path, disk) ?? (way === 'in' ? notThere(file!, disk) : undefined)
  if (no) return { no }
  if (!path.endsWith(PACK)) return { no: say(`${path} 不是规则包（…${PACK}）。`, `${path} is no pack (…${PACK}).`) }
  const [opened] = await openAll([path], disk)
  const pack = opened!.packs[0]
  if (!pack) return broken(opened!, lang)
  const at = tableAt(pack, name)
  if (!at) return { no: unknownTable(name, Object.keys(pack.file.tables ?? {})) }
  return way === 'out' ? goOut(opened!, at, options, disk, lang) : comeIn(opened!, at, file!, options, disk, lang)
}

const notThere = (path: string, disk: Disk): Say | undefined =>
  disk.kind(path) === 'file' ? undefined : say(`找不到文件 ${path}。`, `There is no file ${path}.`)

function unknownTable(name: string, known: readonly string[]): Say {
  const meant = nearest(name, known)
  return say(
    `这份规则包没有「${name}」这张表。${meant ? `您是不是想写 ${meant}？` : ''}有 ${known.join('、') || '零张表'}。`,
    `This pack has no table "${name}".${meant ? ` Did you mean ${meant}?` : ''} There are: ${known.join(', ') || 'none'}.`,
  )
}

const broken = (opened: Opened, lang: Lang): Answer => ({
  ok: false,
  lines: troubleLines([opened], lang),
  data: { ok: false, troubles: opened.troubles },
})

async function goOut(
  { packs }: Opened,
  { name, table }: TableAt,
  { to, gbk }: TableOptions,
  disk: Disk,
  lang: Lang,
): Promise<Answer | No> {
  const pack = packs[0]!
  if (to !== undefined && !/\.(csv|xlsx)$/i.test(to))
    return {
      no: say('--to 后面的文件名要以 .xlsx 或 .csv 结尾。', '--to is followed by a name that ends in .xlsx or .csv.'),
    }
  const csv = () => tableToCsv(pack, name, lang)
  if (to === undefined)
    return {
      ok: true,
      lines: [(await csv()).replace(/^\uFEFF|\r\n$/g, '').replaceAll('\r\n', '\n')],
      data: { ok: true, csv: await csv() },
    }
  await disk.write(
    to,
    /\.xlsx$/i.test(to) ? await tableToXlsx(pack, name, lang) : gbk ? encodeGbk(await csv()) : await csv(),
  )
  const count = table.rows.length
  const line =
    lang === 'zh' ? `${to}：「${table.title.zh}」${count} 行。` : `${to}: "${table.title.en}", ${count} rows.`
  return { ok: true, lines: [line], data: { ok: true, file: to, rows: count } }
}

async function comeIn(
  opened: Opened,
  at: TableAt,
  file: string,
  { write }: TableOptions,
  disk: Disk,
  lang: Lang,
): Promise<Answer | No> {
  const pack = opened.packs[0]!
  const path = opened.file
  let taken: TableTaken
  try {
    taken = await tableFromFile(await disk.bytes(file), pack, at.name, file.replace(/^.*[\\/]/, ''))
  } catch (error) {
    if (error instanceof CannotRead) return { no: say(`${file}：${error.says.zh}`, `${file}: ${error.says.en}`) }
    throw error
  }
  if ('troubles' in taken) return refused(taken.troubles, lang)
  const changes = changesIn(at.table, taken)
  const lines = changeLines(changes, at, taken, lang)
  const text = opened.texts.get(path)!
  const next = withRows(text, at.name, taken)
  if (next === undefined) {
    const from = pack.file.extends?.pack ?? ''
    return {
      no: say(
        `「${at.table.title.zh}」是从规则包 ${from} 来的，要改请改那一份。`,
        `"${at.table.title.en}" comes from the pack ${from}; change it there.`,
      ),
    }
  }
  const data = { ...changes, file: path }
  if (next === text) return { ok: true, lines, data: { ok: true, written: false, ...data } }
  const [then] = await openAll([path], {
    ...disk,
    read: (address) => (address === path ? Promise.resolve(next) : disk.read(address)),
  })
  if (!then!.packs[0]) {
    const bad = troubleLines([then!], lang)
    return {
      ok: false,
      lines: [...lines, '', ...bad, notWritten[lang]],
      data: { ok: false, written: false, ...data, troubles: then!.troubles },
    }
  }
  if (write) await disk.write(path, next)
  const end = write ? (lang === 'zh' ? `已写入 ${path}。` : `Written to ${path}.`) : ask[lang]
  return { ok: true, lines: [...lines, '', end], data: { ok: true, written: write === true, ...data } }
}

const ask: Say = say('还没有写入；写入请加 --write。', 'Nothing is written yet; add --write to write it.')
const notWritten: Say = say('这样改有错误，没有写入。', 'With these rows the pack has errors; nothing was written.')

const refused = (troubles: readonly Trouble[], lang: Lang): Answer => ({
  ok: false,
  lines: [
    ...troubles.map(({ says }) => says[lang]),
    lang === 'zh' ? `${troubles.length} 处要改，没有写入。` : `${troubles.length} to be mended; nothing was written.`,
  ],
  data: { ok: false, written: false, troubles },
})

function changeLines(
  { rows, reordered, otherwise }: TableChanges,
  { table, columns }: TableAt,
  taken: Extract<TableTaken, { rows: unknown }>,
  lang: Lang,
): readonly string[] {
  const zh = lang === 'zh'
  const inputs = columns.filter(({ side }) => side === 'in')
  const any = zh ? '任意' : 'any'
  const named = (row: readonly Json[]) =>
    rowTexts(row, inputs, lang)
      .map((text) => text || any)
      .join(zh ? '，' : ', ')
  const whole = (row: readonly Json[]) =>
    rowTexts(row, columns, lang)
      .map((text) => text || '·')
      .join(' | ')
  const lines = rows.map((change) => {
    const number = zh ? `第${change.row + 1}行` : `row ${change.row + 1}`
    if (change.is !== 'changed') {
      const [sign, row] = change.is === 'added' ? ['＋', taken.rows[change.row]!] : ['－', table.rows[change.row]!]
      return `${sign} ${number} ${whole(row)}`
    }
    const [before, after] = [table.rows[change.before]!, taken.rows[change.row]!].map((row) =>
      rowTexts(row, columns, lang),
    )
    const cells = columns.flatMap((column, at) =>
      before![at] === after![at] ? [] : [`${headingOf(column, lang)} ${before![at] || '·'} → ${after![at] || '·'}`],
    )
    return `～ ${number} ${named(taken.rows[change.row]!)}${zh ? '：' : ': '}${cells.join(zh ? '；' : '; ')}`
  })
  if (reordered) lines.push(zh ? '～ 行的先后变了' : '～ the order of the rows')
  if (otherwise) lines.push(zh ? '～ 都不符合时的结果' : '～ the results for "otherwise"')
  return lines.length ? lines : [zh ? '和规则包里的一样，没有改动。' : 'The same as in the pack; nothing changes.']
}
