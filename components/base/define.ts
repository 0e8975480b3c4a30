/** Registers a tag, and keeps two copies of Linli on one page from breaking each other. */
import type { LinliElement } from './element.js'

export type LinliClass = (new () => LinliElement) & { readonly version: string; readonly prefix: string }

const warned = new Set<string>()

/**
 * Silent when the same version is there already; one warning, and no change, when it is another.
 * `prefix` names the tags that this one draws inside itself; a prefix of its own makes a class of its own.
 */
export function define(tag: string, element: LinliClass, prefix = 'linli'): void {
  const there = customElements.get(tag) as Partial<LinliClass> | undefined
  if (!there) {
    // A class can be registered once only, so a second name gets a subclass.
    customElements.define(
      tag,
      prefix === 'linli'
        ? element
        : class extends element {
            static override readonly prefix = prefix
          },
    )
  } else if (there.version !== element.version && !warned.has(tag)) {
    warned.add(tag)
    console.warn(
      `<${tag}> is here already as version ${there.version ?? 'unknown'}; version ${element.version} is left out.`,
    )
  }
}
