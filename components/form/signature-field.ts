/** A name written by hand, or typed by who cannot: on the pad that a covenant is signed on. */
import { html } from 'lit/static-html.js'
import type { TemplateResult } from 'lit'
import { brought } from '../../engine/brought.js'
import { grouped, type Question } from './question.js'

/** Few forms ask for a signature: the pad comes when one does. Under another prefix it is there with all tags. */
const fetchPad = brought(async (): Promise<unknown> => await import('../signature-pad/define.js'))

export function signatureField(question: Question): TemplateResult {
  const { host, ask, value } = question
  fetchPad().catch(() => undefined)
  const pad = host.tag('signature-pad')
  return grouped(
    question,
    html`<${pad} data-input typing label=${host.say(ask.title)} .value=${typeof value === 'string' ? value : ''} ?disabled=${question.disabled}
      @linli-signature-write=${({ detail }: GlobalEventHandlersEventMap['linli-signature-write']) => question.set(detail.value || undefined)}></${pad}>`,
  )
}
