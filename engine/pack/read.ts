/** Without this nobody could be told where in a file a mistake stands: JSON text to a value that knows its lines. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser'
import type { Json, Trouble } from '../types.js'
import { forbidden, longest } from './bounds.js'
import { counter, refusal, strange, type Wrong } from './raw.js'
import { type Fault, type Path, ruleTeller, trouble } from './trouble.js'

export interface Reading {
  /** Undefined when the text is not JSON. */
  readonly value: Json | undefined
  readonly troubles: readonly Trouble[]
  /** Line and column, from 1; of the nearest part that is there when the path leads further. */
  at(path: Path, key?: 'key'): { readonly line: number; readonly column: number }
}

/** Marks that a Chinese keyboard gives instead of those of JSON. */
const wide: Readonly<Record<string, string>> = {
  '，': ',',
  '、': ',',
  '：': ':',
  '“': '"',
  '”': '"',
  '‘': '"',
  '’': '"',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '；': ',',
}

/** What the parser's error numbers mean to somebody who edits the file. */
const broken: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  1: [
    '这里有看不懂的词，多半是前面少了引号。',
    'there is a word here that JSON does not know; a quote before it is probably missing.',
  ],
  2: ['这个数字写得不对。', 'this number is not written as JSON wants it.'],
  3: ['这里应是用双引号括起来的名字。', 'a name in double quotes is expected here.'],
  4: ['这里少了一个值。', 'a value is missing here.'],
  5: ['名字和值之间少了冒号。', 'the colon between name and value is missing.'],
  6: [
    '在这之前少了逗号，多半是上一项的末尾。',
    'a comma is missing before this, probably at the end of what stands before.',
  ],
  7: ['少了右花括号 }。', 'the closing } is missing.'],
  8: ['少了右方括号 ]。', 'the closing ] is missing.'],
  9: ['文件到此应已结束，后面多了内容。', 'the file should end here; something follows.'],
  10: [
    '这里不能写注释，请删去；要说明的写进 about 或 why。',
    'comments are not allowed; say it under about or why instead.',
  ],
  11: ['注释没有写完。', 'a comment does not end.'],
  12: ['文字少了收尾的双引号。', 'the closing quote of this text is missing.'],
  13: ['这个数字写得不对。', 'this number is not written as JSON wants it.'],
  14: ['\\u 后面要有四位十六进制数。', 'four hexadecimal digits must follow \\u.'],
  15: ['反斜杠后面的字符不对。', 'the character after the backslash is not allowed.'],
  16: ['文字里不能直接换行或用制表符，请写 \\n 或 \\t。', 'a text cannot hold a line break or tab; write \\n or \\t.'],
}

function child(node: Node, step: string | number): { key?: Node; value?: Node } | undefined {
  if (node.type === 'array') return { value: node.children?.[Number(step)] }
  if (node.type !== 'object') return undefined
  const [key, value] = node.children?.find((one) => one.children?.[0]?.value === String(step))?.children ?? []
  return { key, value }
}

/** Where the parser stopped, in words. */
function stop(text: string, error: ParseError | undefined): Wrong {
  const offset = Math.min(error?.offset ?? 0, text.length)
  const found = text[offset] ?? ''
  const mark = wide[found]
  const last = /,\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))
  if (last && (found === '}' || found === ']')) {
    const zh = `${found} 前面多了一个逗号，最后一项后面不写逗号。`
    return {
      offset: offset - last[0].length,
      code: 'not-json',
      zh,
      en: `there is a comma before ${found}; none stands after the last.`,
    }
  }
  const [zh, en] = mark
    ? [`「${found}」是中文标点，请改成英文的 ${mark} 。`, `"${found}" is a Chinese mark; write ${mark} instead.`]
    : (broken[error?.error ?? 4] ?? broken[1]!)
  return { offset, code: 'not-json', zh, en }
}

/** Reads one file of at most `most` characters. Never throws: what is wrong is a trouble with its line and column. */
export function read(source: string, file: string, most = longest): Reading {
  const text = source.replace(/^\uFEFF/, ' ')
  const lines = counter(text)
  const errors: ParseError[] = []
  const refused = refusal(text, most)
  const root = refused ? undefined : parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const at: Reading['at'] = (path, key) => {
    let node = root
    for (const [index, step] of path.entries()) {
      const next = node && child(node, step)
      if (key && index === path.length - 1 && next?.key) return lines(next.key.offset)
      if (!next?.value) break
      node = next.value
    }
    return lines(node?.offset ?? 0)
  }
  if (refused || errors.length > 0 || !root) {
    const { offset, ...fault } = refused ?? stop(text, errors[0])
    return { value: undefined, troubles: [trouble('error', { file, ...lines(offset) }, fault)], at }
  }
  const teller = ruleTeller((path, key) => ({ file, ...at(path, key) }))
  const value = valueOf(root, [], (path, fault, key) => teller.error(path, fault, key))
  return { value, troubles: teller.troubles, at }
}

type Refuse = (path: Path, fault: Fault, key?: 'key') => void

function valueOf(node: Node, path: Path, refuse: Refuse): Json {
  if (node.type === 'array') return (node.children ?? []).map((item, index) => valueOf(item, [...path, index], refuse))
  if (node.type !== 'object') {
    const fault = strange(node.value)
    if (fault) refuse(path, fault)
    return node.value as Json
  }
  const members: Record<string, Json> = {}
  for (const { children } of node.children ?? []) {
    const name = String(children?.[0]?.value)
    const fault = misnamed(name, members)
    if (fault) refuse([...path, name], fault, 'key')
    else if (children?.[1]) members[name] = valueOf(children[1], [...path, name], refuse)
  }
  return members
}

function misnamed(found: string, members: Readonly<Record<string, Json>>): Fault | undefined {
  if (forbidden.has(found))
    return {
      code: 'forbidden-name',
      zh: `「${found}」不能用作名字。`,
      en: `"${found}" cannot be used as a name.`,
      found,
    }
  if (Object.hasOwn(members, found))
    return {
      code: 'twice',
      zh: `「${found}」在这里写了两次，请留一个。`,
      en: `"${found}" stands here twice; keep one.`,
      found,
    }
  const fault = strange(found)
  return fault && { ...fault, found: JSON.stringify(found) }
}
