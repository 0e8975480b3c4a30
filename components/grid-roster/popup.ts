/** What the dialogs of the roster share: they float, and are gone when they close. */
import { html, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { PeopleFile } from '../../engine/roster/posts.js'
import type { Mapping } from '../../engine/roster/columns.js'
import type { Trouble } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import { dialogStyles } from '../base/dialog.styles.js'
import type { LinliElement } from '../base/element.js'
import { noteStyles } from '../base/note.styles.js'
import { popupStyles } from './popup.styles.js'

export interface Taken {
  readonly roster: RosterFile
  readonly people: PeopleFile
  readonly mapping?: Mapping
  readonly troubles: readonly Trouble[]
}
export interface Ways {
  /** False where the page kept it out. */
  readonly take: (taken: Taken) => Promise<boolean>
  readonly closed: () => void
}

/** What stands above the tree for a while. */
export interface Floating {
  render(): TemplateResult
  show(): void
}

export abstract class Popup implements Floating {
  readonly #box = createRef<HTMLDialogElement>()

  constructor(
    protected readonly host: LinliElement,
    private readonly gone: Pick<Ways, 'closed'>,
  ) {
    adopt(host, dialogStyles, noteStyles, popupStyles)
  }

  protected abstract readonly title: string
  protected abstract body(): TemplateResult

  render(): TemplateResult {
    return html`<dialog aria-labelledby="popup-title" ${ref(this.#box)} @close=${() => this.leave()}>
      <div class="eave"><h2 id="popup-title">${this.title}</h2></div><div class="popup">${this.body()}</div></dialog>`
  }

  show(): void {
    this.#box.value?.showModal()
  }

  close(): void {
    this.#box.value?.close()
  }

  /** Closed by a button, Esc, or after it was done. */
  protected leave(): void {
    this.gone.closed()
  }

  protected readonly draw = (): void => this.host.requestUpdate()
}
