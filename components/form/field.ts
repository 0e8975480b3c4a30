/** Chooses the drawing for a question by its type. */
import { html, type TemplateResult } from 'lit'
import { choiceField } from './choice-field.js'
import { checksField } from './checks-field.js'
import { dossierField } from './dossier-field.js'
import { partyField } from './party-field.js'
import { photoField } from './photo-field.js'
import { placeField, placesField } from './place-field.js'
import { durationField, nativeField, textField, yesNoField } from './plain-fields.js'
import { grouped, type Question } from './question.js'
import { signatureField } from './signature-field.js'
import { words } from './words.js'

export function field(question: Question): TemplateResult {
  switch (question.ask.type) {
    case 'text':
    case 'words':
      // what has a sheet of its own is a number or a name, not a story
      return question.ask.private ? nativeField(question, 'text') : textField(question)
    case 'number':
      return nativeField(question, 'number')
    case 'date':
    case 'time':
      return nativeField(question, question.ask.type)
    case 'moment':
      return nativeField(question, 'datetime-local')
    case 'checks':
      return checksField(question)
    case 'dossier':
      return dossierField(question, false)
    case 'dossiers':
      return dossierField(question, true)
    case 'duration':
      return durationField(question)
    case 'yes-no':
      return yesNoField(question)
    case 'choice':
      return choiceField(question, false)
    case 'choices':
      return choiceField(question, true)
    case 'place':
      return placeField(question)
    case 'places':
      return placesField(question)
    case 'party':
      return partyField(question, false)
    case 'parties':
      return partyField(question, true)
    case 'photos':
      return photoField(question)
    case 'signature':
      return signatureField(question)
    default:
      return grouped(question, html`<p class="quiet">${question.host.words(words).elsewhere}</p>`)
  }
}
