/** One question as its drawings see it: what is asked, what stands there, and how to change it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Json } from '../../engine/types.js'
import type { AskView, RowView } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import { words } from './words.js'

/** What a drawing remembers while somebody looks for an answer. */
export interface Looking {
  readonly text: string
  readonly open: boolean
  /** Row of the list that the arrow keys stand on. */
  readonly at: number
  /** An answer is still being made of what was given. */
  readonly busy?: boolean
  /** What the station has found to choose from. */
  readonly rows?: readonly RowView[]
}

export interface Question {
  readonly host: LinliElement
  readonly ask: AskView
  readonly id: string
  readonly value: Json | undefined
  readonly fault: string
  readonly disabled: boolean
  readonly looking: Looking
  set(value: Json | undefined): void
  look(looking: Partial<Looking>): void
  /** Says in place that an answer could not be taken. */
  complain(sentence: string): void
}

/** Ids of the words that describe the input. */
export const describedBy = ({ id, ask, fault }: Question) =>
  [ask.help && `${id}-help`, ask.private && `${id}-private`, fault && `${id}-fault`].filter(Boolean).join(' ') ||
  nothing

const title = ({ host, ask }: Question) =>
  html`${host.say(ask.title)}${ask.optional ? html` <small class="quiet">${host.words(words).optional}</small>` : nothing}`

const around = (question: Question, input: unknown) => {
  const { host, ask, id, fault } = question
  return html`${ask.help ? html`<p class="help quiet xs" id="${id}-help">${host.say(ask.help)}</p>` : nothing}${input}
    ${
      ask.private
        ? html`<p class="help quiet xs" id="${id}-private">${host.words(words).private(host.say(ask.private.purpose), host.say(ask.private.keep))}</p>`
        : nothing
    }
    ${fault ? html`<p class="fault" id="${id}-fault">${fault}</p>` : nothing}`
}

/** A question with one input: a label. */
export const labelled = (question: Question, input: unknown): TemplateResult =>
  html`<div class="q" data-name=${question.ask.name}><label for=${question.id}>${title(question)}</label>${around(question, input)}</div>`

/** A question with several inputs: a legend. */
export const grouped = (question: Question, inputs: unknown): TemplateResult =>
  html`<fieldset class="q" data-name=${question.ask.name} aria-describedby=${describedBy(question)} ?disabled=${question.disabled}>
    <legend>${title(question)}</legend>${around(question, inputs)}</fieldset>`
