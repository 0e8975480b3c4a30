/** How a stall and a unit stand: which silhouette, and for how long a finding holds. */
import type { Choices } from '../../engine/pack/format.js'
import type { Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import type { StateKind } from '../base/state-mark.js'
import type { NineView } from './nine.js'
import type { Found, StallSquare } from './squares.js'
import { words } from './words.js'

export interface StallState {
  readonly mark: StateKind
  readonly word: string
  /** Worst answer; absent where nothing stands. */
  readonly answer?: string
}

/** Best answer, those between, worst one: how they look. */
export const answerMark = (answer: string, answers: Choices): StateKind => {
  const names = Object.keys(answers)
  const at = names.indexOf(answer)
  return at <= 0 ? 'on-time' : at === names.length - 1 ? 'stop' : 'warn'
}

/** The worst of these answers. */
export const worst = (given: Found['answers'], answers: Choices): string | undefined =>
  Object.keys(answers).findLast((answer) => Object.values(given).includes(answer))

/** Checked on the day of `now`, as the community counts days. */
export const isToday = (host: LinliElement, at: Moment, now: Moment): boolean =>
  host.date(at, 'date') === host.date(now, 'date')

/** What was found stands until somebody looks again; that all was well holds for its day. */
export function stallState(
  host: LinliElement,
  view: Pick<NineView, 'answers'>,
  stall: Pick<StallSquare, 'vacant' | 'found'>,
  now: Moment,
): StallState {
  const it = host.words(words)
  if (stall.vacant) return { mark: 'unseen', word: it.vacant }
  const answer = stall.found && worst(stall.found.answers, view.answers)
  if (answer === undefined) return { mark: 'unseen', word: it.unseen }
  const mark = answerMark(answer, view.answers)
  if (mark === 'on-time' && !isToday(host, stall.found!.at, now)) return { mark: 'unseen', word: it.unseen }
  return { mark, word: host.say(view.answers[answer]), answer }
}

const steps: Readonly<Record<string, StateKind>> = {
  normal: 'on-time',
  watch: 'watch',
  suspended: 'stop',
  'looked-at': 'suspended',
}

export const unitMark = (step: string): StateKind => steps[step] ?? 'unseen'
