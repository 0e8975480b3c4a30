/** A part of a template that draws itself again when its source says so, and leaves the rest of its element as it is. */
import { noChange } from 'lit'
import { AsyncDirective } from 'lit/async-directive.js'
import { directive, type DirectiveResult } from 'lit/directive.js'

export interface Source {
  /** Calls whenever something has changed, until it is taken back. */
  each(call: () => void): () => void
}

class Again extends AsyncDirective {
  #source?: Source
  #draw: () => unknown = () => noChange
  #stop?: () => void

  render(source: Source, draw: () => unknown): unknown {
    this.#draw = draw
    if (this.#source !== source) this.#follow(source)
    return draw()
  }

  protected override disconnected(): void {
    this.#stop?.()
  }

  protected override reconnected(): void {
    if (this.#source) this.#follow(this.#source)
  }

  #follow(source: Source): void {
    this.#stop?.()
    this.#source = source
    this.#stop = source.each(() => this.setValue(this.#draw()))
  }
}

/** Draws now, and whenever `source` says so; what comes out as before touches nothing. */
export const again: (source: Source, draw: () => unknown) => DirectiveResult = directive(Again)

/** Whoever wants to know of something, and telling them. */
export class Calls implements Source {
  readonly #calls = new Set<() => void>()

  each(call: () => void): () => void {
    this.#calls.add(call)
    return () => void this.#calls.delete(call)
  }

  tell(): void {
    for (const call of [...this.#calls]) call()
  }
}
