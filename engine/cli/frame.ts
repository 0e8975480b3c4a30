/** The line of a file with the place marked under it; without this file people would count columns. */

/** So many columns of a terminal are shown of a long line. */
const widest = 100

/** Columns that a text takes up: Chinese characters take two. */
const width = (text: string): number => [...text].reduce((sum, mark) => sum + (isWide(mark) ? 2 : 1), 0)
const isWide = (mark: string) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(mark)

/**
 * `  12 │ "to": "acepted"` with `~~~~` under what is meant; empty where the file has no such line.
 * @param line and `column` from 1, in UTF-16 units
 */
export function frame(text: string, line: number, column: number): readonly string[] {
  const source = text.split(/\r\n|\r|\n/)[line - 1]?.replace(/\t/g, ' ')
  if (!source?.trim()) return []
  const at = Math.min(column - 1, source.length)
  // a name, a text or a number is marked whole, of anything else its first character
  const marked = /^(?:"(?:\\.|[^"\\])*"|[\w.+-]+|.)/su.exec(source.slice(at))?.[0] ?? ''
  const before = clippedLeft(source.slice(0, at), widest / 2)
  const after = clippedRight(source.slice(at), widest - width(before))
  const number = String(line).padStart(4)
  return [
    `${number} │ ${before}${after}`.trimEnd(),
    `${' '.repeat(number.length)} │ ${' '.repeat(width(before))}${'~'.repeat(Math.max(1, Math.min(width(marked), width(after))))}`,
  ]
}

function clippedLeft(text: string, most: number): string {
  const bare = text.trimStart()
  const marks = [...bare]
  let from = marks.length
  for (let taken = 0; from > 0 && (taken += width(marks[from - 1]!)) <= most;) from--
  return (from > 0 ? '…' : '') + marks.slice(from).join('')
}

function clippedRight(text: string, most: number): string {
  const marks = [...text]
  let to = 0
  for (let taken = 0; to < marks.length && (taken += width(marks[to]!)) <= most;) to++
  return marks.slice(0, to).join('') + (to < marks.length ? '…' : '')
}
