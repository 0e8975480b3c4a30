/** The command line without its process: arguments in, text and exit code out. */
import { parseArgs } from 'node:util'
import { nearest } from '../pack/trouble.js'
import type { Say } from '../types.js'
import { backtest } from './backtest.js'
import { check } from './check.js'
import { diff } from './diff.js'
import { explain } from './explain.js'
import type { Disk } from './files.js'
import { COMMUNITY, isRules, openAll, PACK, type Opened } from './open.js'
import { table } from './table.js'
import { attempt } from './try.js'
import { verify } from './verify.js'
import { HELP } from './words.js'

export type Lang = 'zh' | 'en'
/** What a command found, for people and for machines. */
export interface Answer {
  readonly ok: boolean
  readonly lines: readonly string[]
  readonly data: unknown
}
export interface Outcome {
  /** 0: all is well; 1: something in the files is not; 2: the command itself could not be carried out. */
  readonly code: 0 | 1 | 2
  readonly out: string
  readonly err: string
}

/** The command was not written so that it could be carried out. */
export interface No {
  readonly no: Say
}

/** Commands over rule files, or folders of them. */
const COMMANDS: Readonly<Record<string, (opened: readonly Opened[], lang: Lang) => Answer | Promise<Answer>>> = {
  check,
  explain,
  try: attempt,
  verify,
}
const OPTIONS = {
  lang: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const
/** Commands with files and options of their own. */
interface Own {
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  run(paths: readonly string[], values: object, disk: Disk, lang: Lang): Promise<Answer | No>
}
const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const
const OWN: Readonly<Record<string, Own>> = {
  table: {
    options: { to: text, gbk: flag, write: flag },
    run: (paths, values, disk, lang) => table(paths, values, disk, lang),
  },
  diff: {
    options: {},
    run: async (paths, _, disk, lang) => {
      const found = await files(paths, disk)
      return 'no' in found ? found : diff(found.files, disk, lang)
    },
  },
  backtest: {
    options: { journal: text, from: text, to: text, by: text, quick: flag, all: flag },
    run: async (paths, values, disk, lang) => {
      const found = await files(paths, disk)
      return 'no' in found ? found : backtest(found.files, values, disk, lang)
    },
  },
}
const NAMES = [...Object.keys(COMMANDS), ...Object.keys(OWN), 'help']

export async function main(args: readonly string[], disk: Disk): Promise<Outcome> {
  const named = args.find((word) => !word.startsWith('-')) ?? ''
  const own = Object.hasOwn(OWN, named) ? OWN[named] : undefined
  const accepted = { ...OPTIONS, ...own?.options }
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: accepted,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const lang: Lang = values.lang === 'en' ? 'en' : 'zh'
  const [command, ...paths] = positionals
  const no = (zh: string, en: string): Outcome => ({ code: 2, out: '', err: plain((lang === 'en' ? en : zh) + '\n') })
  const page = (name: string): string => HELP[name]![lang] + '\n'

  const options = Object.keys(accepted).map((name) => `--${name}`)
  for (const token of tokens)
    if (token.kind === 'option' && !(token.name in accepted)) {
      const { zh, en } = unknown(token.rawName, options, { zh: '选项', en: 'option' })
      return no(zh, en)
    }
  if (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en')
    return no('--lang 后面写 zh（中文）或 en（英文）。', '--lang is followed by zh or en.')
  if (command === undefined)
    return values.help ? { code: 0, out: page('linli'), err: '' } : { code: 2, out: '', err: page('linli') }
  if (command === 'help') return { code: 0, out: page('linli'), err: '' }
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (!run && !own) {
    const { zh, en } = unknown(command, NAMES, { zh: '命令', en: 'command' })
    return no(zh, en)
  }
  if (values.help) return { code: 0, out: page(command), err: '' }
  if (command !== 'table' && paths.length === 0)
    return no(
      `${command} 后面要写文件，例如 linli ${command} rules/`,
      `${command} needs a file, e.g. linli ${command} rules/`,
    )

  const answer = await (run ? over(paths, run, disk, lang) : own!.run(paths, values, disk, lang))
  if ('no' in answer) return no(answer.no.zh, answer.no.en)
  const { ok, lines, data } = answer
  const out = values.json ? JSON.stringify(data, null, 2) : plain(lines.join('\n'))
  return { code: ok ? 0 : 1, out: `${out}\n`, err: '' }
}

/** Runs a command over the rule files that were named. */
async function over(
  paths: readonly string[],
  run: (typeof COMMANDS)[string],
  disk: Disk,
  lang: Lang,
): Promise<Answer | No> {
  const found = await files(paths, disk)
  return 'no' in found ? found : run(await openAll(found.files, disk), lang)
}

function unknown(word: string, known: readonly string[], thing: Say): Say {
  const meant = nearest(word, known)
  return {
    zh: `没有「${word}」这个${thing.zh}。${meant ? `您是不是想写 ${meant}？` : ''}可以写 ${known.join('、')}。`,
    en: `There is no ${thing.en} "${word}".${meant ? ` Did you mean ${meant}?` : ''} There are ${known.join(', ')}.`,
  }
}

/** The rule files meant by what was typed, folders opened. */
async function files(paths: readonly string[], disk: Disk): Promise<{ files: readonly string[] } | { no: Say }> {
  const all: string[] = []
  for (const typed of paths) {
    const path = typed.replaceAll('\\', '/')
    const kind = disk.kind(path)
    if (kind === undefined) return { no: missing(path, disk) }
    const folder = path.replace(/\/*$/, '/')
    const names =
      kind === 'folder'
        ? disk
            .names(folder)
            .filter(isRules)
            .map((name) => folder + name)
        : [path]
    if (names.length === 0) return { no: none(path) }
    for (const file of names) {
      if (!isRules(file)) return { no: stranger(file) }
      if (!(await readable(file, disk))) return { no: garbled(file) }
      all.push(file)
    }
  }
  return { files: [...new Set(all)] }
}

const readable = (file: string, disk: Disk) =>
  disk.read(file).then(
    () => true,
    () => false,
  )

function missing(path: string, disk: Disk): Say {
  const [folder, name] = [path.replace(/[^/]*$/, ''), path.replace(/^.*\//, '')]
  const meant = nearest(name, disk.names(folder).filter(isRules))
  return {
    zh: `找不到 ${path}。${meant ? `您是不是想写 ${folder}${meant}？` : ''}`,
    en: `There is no ${path}.${meant ? ` Did you mean ${folder}${meant}?` : ''}`,
  }
}
const none = (folder: string): Say => ({
  zh: `${folder} 里没有规则文件（…${COMMUNITY} 或 …${PACK}）。`,
  en: `There are no rule files in ${folder} (…${COMMUNITY} or …${PACK}).`,
})
const stranger = (file: string): Say => ({
  zh: `${file} 不是规则文件：文件名要以 ${COMMUNITY}（社区文件）或 ${PACK}（规则包）结尾。`,
  en: `${file} is no rule file: its name should end in ${COMMUNITY} or ${PACK}.`,
})
const garbled = (file: string): Say => ({
  zh: `${file} 读不出来。多半不是用 UTF-8 存的，请另存为 UTF-8。`,
  en: `${file} cannot be read. It is probably not saved as UTF-8.`,
})

/** Characters that would steer the terminal are shown as boxes: files come from anywhere. */
const plain = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
