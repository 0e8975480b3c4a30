/** What a page's own `<form>` expects of a field: a name, a value, validity, reset, restore, disabled. */
import { property, state } from 'lit/decorators.js'
import { LinliElement } from '../base/element.js'

export abstract class FormElement extends LinliElement {
  static readonly formAssociated = true

  /** Name of its value in the `<form>` around it. */
  @property({ reflect: true }) name = ''
  @property({ type: Boolean, reflect: true }) disabled = false
  @state() private fieldsetOff = false

  /** Disabled by itself or by a `<fieldset>` around it. */
  protected get off(): boolean {
    return this.disabled || this.fieldsetOff
  }

  /** The `<form>` around it, if there is one; then that form sends. */
  get form(): HTMLFormElement | null {
    return this.internals.form
  }
  get validity(): ValidityState {
    return this.internals.validity
  }
  get validationMessage(): string {
    return this.internals.validationMessage
  }
  checkValidity(): boolean {
    return this.internals.checkValidity()
  }
  reportValidity(): boolean {
    return this.internals.reportValidity()
  }

  /** Empties it. */
  abstract reset(): void
  /** Fills it with the text that was given to `hand`. */
  protected abstract restore(saved: string): void

  /** Hands its value to the form around it; with a sentence it is not valid, and the browser points at `anchor`. */
  protected hand(
    value: string,
    fault?: { readonly says: string; readonly missing: boolean; readonly anchor: HTMLElement },
  ): void {
    this.internals.setFormValue(value, value)
    if (fault)
      this.internals.setValidity(
        fault.missing ? { valueMissing: true } : { customError: true },
        fault.says,
        fault.anchor,
      )
    else this.internals.setValidity({})
  }

  /** @internal */
  formResetCallback(): void {
    this.reset()
  }
  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.fieldsetOff = disabled
  }
  /** @internal */
  formStateRestoreCallback(saved: string | File | FormData | null): void {
    if (typeof saved === 'string') this.restore(saved)
  }
}
