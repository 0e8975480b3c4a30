/** Two lines where one device can have written but one: which of them stands, the same for everybody who has both. */
import { isShared } from '../merge/same-id.js'
import { textOf } from '../merge/due-line.js'
import type { Entry } from '../types.js'

/** After the same line of the same writer: a device that was copied or set back has written on in two places. */
export const rivals = (one: Entry, other: Entry): boolean =>
  one.chain !== undefined &&
  one.chain.hash !== other.chain?.hash &&
  one.chain.writer === other.chain?.writer &&
  one.chain.after === other.chain.after

/**
 * Lines of one dossier that do not stand: the later of two of one id or after one line, by the ids and then by the letters,
 * and whatever was written on it. None of them where without them no line would open the dossier.
 */
export function forkedIn(lines: readonly Entry[], opens: (line: Entry) => boolean): ReadonlySet<Entry> {
  const out = new Set<Entry>()
  const ids = new Map<string, Entry>()
  const places = new Map<string, string>()
  const gone = new Set<string>()
  for (const line of lines.filter((one) => !isShared(one)).sort(inOrder)) {
    const { id, chain } = line
    const place = chain && `${chain.writer} ${chain.after ?? ''}`
    const isSecond = !isSame(ids.get(id) ?? line, line)
    const isRival = chain && (places.get(place!) ?? chain.hash) !== chain.hash
    const isOnOne = chain?.after !== undefined && gone.has(chain.after)
    if (isSecond || isRival || isOnOne) {
      out.add(line)
      if (chain) gone.add(chain.hash)
    } else {
      ids.set(id, line)
      if (chain) places.set(place!, chain.hash)
    }
  }
  const isOpened = lines.some((line) => opens(line) && !out.has(line))
  return isOpened || !lines.some(opens) ? out : new Set()
}

const isSame = (one: Entry, other: Entry) => one === other || textOf(one) === textOf(other)

const inOrder = (a: Entry, b: Entry) =>
  // one that names no writer never takes the place of one that does
  (a.chain?.count ?? 2 ** 53) - (b.chain?.count ?? 2 ** 53) ||
  (a.id === b.id ? (a === b ? 0 : textOf(a) < textOf(b) ? -1 : 1) : a.id < b.id ? -1 : 1)
