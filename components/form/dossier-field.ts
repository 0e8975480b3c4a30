/** Which dossier: those of the kind that are still open, found by their words, their place or their number. */
import { html, type TemplateResult } from 'lit'
import type { DossierId } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import { fitting, picked, pickMany, pickOne } from './pick-field.js'
import { nativeField } from './plain-fields.js'
import { grouped, type Question } from './question.js'
import { words } from './words.js'

/** As many as are read at once; whoever looks for an older one types its number. */
const most = 500

export function dossierField(question: Question, many: boolean): TemplateResult {
  const { host, ask, value, looking } = question
  const it = host.words(words)
  if (!host.station || !ask.kind)
    return many ? grouped(question, html`<p class="quiet">${it.elsewhere}</p>`) : nativeField(question, 'text')
  const chosen = many ? picked(value) : typeof value === 'string' ? [value] : []
  const free = (looking.rows ?? []).filter(({ id }) => !chosen.includes(id))
  const draw = many ? pickMany : pickOne
  return draw(question, {
    offers: fitting(free, looking.text, wordsOf).map((row) => ({
      id: row.id,
      icon: 'table',
      drawn: drawn(question, row.id, row),
    })),
    drawn: (id) =>
      drawn(
        question,
        id,
        looking.rows?.find((row) => row.id === id),
      ),
    label: host.say(ask.title),
    hint: it.seekDossier,
    none: it.noDossier,
    learn: () => void read(question),
  })
}

async function read(question: Question): Promise<void> {
  const { host, ask, looking } = question
  if (looking.rows) return
  const rows = await host.station!.rows({ kind: ask.kind!, open: true, sort: 'at', limit: most })
  question.look({ rows })
}

const wordsOf = ({ id, title, place }: RowView) => [
  id,
  ...Object.values(title),
  ...place.path.flatMap((part) => Object.values(part)),
]

const numberOf = (id: string) => id.slice(id.indexOf('/') + 1)

function drawn({ host }: Question, id: DossierId | string, row: RowView | undefined): TemplateResult {
  const place = row?.place.path.at(-1)
  return html`<span><b>${row ? host.say(row.title) : numberOf(id)}</b> <span class="quiet">${place ? `${host.say(place)} · ${numberOf(id)}` : ''}</span></span>`
}
