/** `linli backtest`: changed files against an exported journal; which decisions would have come out otherwise. */
import { Bench, type Answer as Found } from '../backtest/bench.js'
import type { Count, Difference, Explained, PlaceCount, Question } from '../backtest/result.js'
import { wordsOf } from '../judge/words.js'
import { readExport, type Exported } from '../journal/export.js'
import type { Book } from '../pack/book.js'
import type { RosterFile } from '../pack/format.js'
import { bookFromTexts } from '../pack/load.js'
import { beside } from '../pack/address.js'
import { rollOf, type Roll } from '../roster/roll.js'
import { dateIn, momentIn } from '../time/calendar.js'
import type { Moment, Say, Trouble } from '../types.js'
import { troubleLines } from './check.js'
import type { Disk } from './files.js'
import type { Answer, Lang, No } from './main.js'
import { openAll, type Opened } from './open.js'

export interface BacktestOptions {
  readonly journal?: string
  readonly from?: string
  readonly to?: string
  /** Kind of the places by which differences are counted. */
  readonly by?: string
  readonly quick?: boolean
  readonly all?: boolean
}

const say = (zh: string, en: string): Say => ({ zh, en })
/** Differences that are printed unless all are asked for. */
const MOST = 20

export async function backtest(
  files: readonly string[],
  { journal, from, to, by = 'grid', quick, all }: BacktestOptions,
  disk: Disk,
  lang: Lang,
): Promise<Answer | No> {
  const [file] = files
  if (file === undefined || files.length > 1 || journal === undefined)
    return {
      no: say(
        '写成 linli backtest <改过的文件> --journal <导出的台账.jsonl>。',
        'Write linli backtest <changed file> --journal <exported journal.jsonl>.',
      ),
    }
  if (disk.kind(journal) !== 'file') return { no: say(`找不到文件 ${journal}。`, `There is no file ${journal}.`) }
  const [opened] = await openAll([file], disk)
  if (!opened!.book) return broken([opened!], lang)
  const { exported, troubles } = await readExport(await disk.read(journal), journal)
  if (!exported) return broken([{ file: journal, troubles, packs: [], texts: new Map() }], lang)
  const { head, arrivals } = exported
  const before = await bookFromTexts(head.rules, { at: head.at })
  if (!before.book)
    return broken(
      [{ file: journal, troubles: before.troubles, packs: [], texts: new Map(Object.entries(head.rules)) }],
      lang,
    )
  const zone = before.book.zone
  const moments = [from, to].map((text) => text === undefined || moment(text, zone))
  const wrong = [from, to].find((_, index) => moments[index] === false)
  if (wrong !== undefined)
    return { no: say(`「${wrong}」不是日期，写成 2020-04-10。`, `"${wrong}" is no date; write 2020-04-10.`) }

  const roll = rollFor(exported, before.book)
  const bench = new Bench({ book: before.book, ...roll, now: head.at })
  await bench.take(arrivals)
  const question: Question = quick ? 'quick' : 'thorough'
  const wish = { question, changed: changedTexts(opened!, before.book), ...stretch(from, to, zone) }
  const found = await bench.ask(wish)
  if (found.troubles.some(({ level }) => level === 'error'))
    return broken([{ ...opened!, troubles: found.troubles }], lang)
  const differences = await bench.list(found.id)
  const places = await bench.places(found.id, by)
  const told = await Promise.all(
    (all ? differences : differences.slice(0, MOST)).map(async (one) => ({
      ...one,
      ...(await bench.explain(found.id, one)),
    })),
  )
  const placed = places.map((one) => ({ ...one, title: roll.places.get(one.place)?.title }))
  const { id: _, troubles: __, ...counts } = found
  return {
    ok: true,
    lines: [
      summary(found)[lang],
      '',
      ...countLines(found.counts, lang),
      ...placeLines(placed, lang),
      ...told.flatMap((one) => differenceLines(one, zone, lang)),
      ...(told.length < differences.length ? [more(differences.length - told.length)[lang]] : []),
    ],
    data: { ok: true, ...counts, places: placed, differences: told },
  }
}

function broken(opened: readonly Opened[], lang: Lang): Answer {
  const troubles: readonly Trouble[] = opened.flatMap((one) => one.troubles)
  return { ok: false, lines: troubleLines(opened, lang), data: { ok: false, troubles } }
}

function moment(text: string, zone: string): Moment | false {
  try {
    return momentIn(text, zone)
  } catch {
    return false
  }
}

/** A day that ends the stretch is in it. */
function stretch(from: string | undefined, to: string | undefined, zone: string) {
  const day = 86_400_000
  const last = to === undefined ? undefined : momentIn(to, zone)
  return {
    ...(from !== undefined && { from: momentIn(from, zone) }),
    ...(last !== undefined && { to: /T/.test(to!) ? last : last + day - 1 }),
  }
}

function rollFor({ head }: Exported, book: Book): Roll {
  const alone: RosterFile = {
    roster: 'none',
    asOf: '2000-01-01',
    places: { [book.place]: { kind: 'community', title: book.title } },
    parties: {},
    posts: [],
  }
  return rollOf(head.roster ?? alone, undefined, dateIn(head.at, book.zone))
}

/** The changed files in the place of those of the same name; others come to lie beside the community's. */
function changedTexts({ texts }: Opened, book: Book): Readonly<Record<string, string>> {
  const known = Object.keys(book.texts)
  const nameOf = (address: string) => address.replace(/^.*\//, '')
  return Object.fromEntries(
    [...texts].map(([address, text]) => {
      const name = nameOf(address)
      return [known.find((one) => nameOf(one) === name) ?? beside(known[0]!, name), text]
    }),
  )
}

const summary = ({ lines, differ, untold }: Found): Say =>
  say(
    `看了 ${lines} 件决定：${differ} 处会不同${untold ? `，${untold} 件说不准` : ''}。当时没准办的没有留下记录，不在其内。`,
    `${lines} decisions looked at: ${differ} differences${untold ? `, ${untold} cannot be told` : ''}. What was refused at the time left no line and is not among them.`,
  )
const more = (count: number) => say(`还有 ${count} 处，加 --all 全部列出。`, `${count} more; --all lists them.`)

const OF: Readonly<Record<Count['of'], Say>> = {
  rule: say('规则', 'Rule'),
  clock: say('时限', 'Clock'),
  act: say('办理', 'Act'),
}
const TURNS: readonly (readonly [key: 'more' | 'fewer' | 'other' | 'untold', words: Say])[] = [
  ['more', say('多', 'more')],
  ['fewer', say('少', 'fewer')],
  ['other', say('变', 'other')],
  ['untold', say('说不准', 'untold')],
]

const countLines = (counts: readonly Count[], lang: Lang): readonly string[] =>
  counts.length === 0
    ? []
    : [
        ...counts.map((count) => {
          const turns = TURNS.flatMap(([key, words]) => (count[key] > 0 ? [`${words[lang]} ${count[key]}`] : []))
          const [open, close, stop] = lang === 'zh' ? ['「', '」', '，'] : [' "', '"', ', ']
          return `${OF[count.of][lang]}${open}${count.title[lang]}${close} ${turns.join(stop)}`
        }),
        '',
      ]

type Placed = PlaceCount & { readonly title: Say | undefined }
const placeLines = (places: readonly Placed[], lang: Lang): readonly string[] =>
  places.length === 0 ? [] : [...places.map(({ place, title, differ }) => `${title?.[lang] ?? place} ${differ}`), '']

function differenceLines(
  { at, on, before, after }: Difference & Explained,
  zone: string,
  lang: Lang,
): readonly string[] {
  const when = wordsOf(at, { type: 'moment' }, { zone, now: 0, place: (id) => say(id, id), party: (id) => say(id, id) })
  const side = (which: Say, { says, why }: Explained['before']) => [
    `    ${which[lang]} ${says[lang]}`,
    ...why.flatMap(({ clauses }) => clauses.map(({ words }) => `      · ${words[lang]}`)),
  ]
  return [`${when[lang]} ${on}`, ...side(say('当时', 'then'), before), ...side(say('改后', 'now '), after), '']
}
