/** Where a drawn thing stands, told to its sheet: a page's Content-Security-Policy may forbid style attributes in templates. */
import { noChange } from 'lit'
import { Directive, directive, type DirectiveResult, type ElementPart } from 'lit/directive.js'

class At extends Directive {
  #was?: number

  render(_name: `--${string}`, _value: number): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [name, value]: [name: `--${string}`, value: number]): unknown {
    if (value !== this.#was) (element as HTMLElement).style.setProperty(name, String(value))
    this.#was = value
    return noChange
  }
}

/** Sets a custom property of the element it stands in. */
export const at: (name: `--${string}`, value: number) => DirectiveResult = directive(At)
