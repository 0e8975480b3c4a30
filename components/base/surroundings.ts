/** Tells an element what it inherits from around it: language, 长者 mode, density, also through shadow roots. */

const attributes = ['lang', 'elder', 'density']
const watched = new WeakSet<Node>()
const calls = new Set<() => void>()
let observer: MutationObserver | undefined

const parent = (element: Element): Element | null => {
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** The attribute's value on the element itself or on the nearest ancestor that has it. */
export function near(element: Element, attribute: string): string | null {
  for (let at: Element | null = element; at; at = parent(at)) {
    const value = at.getAttribute(attribute)
    if (value !== null) return value
  }
  return null
}

/** Calls after any of these attributes changed anywhere around the element; returns how to stop. */
export function watchSurroundings(element: Element, call: () => void): () => void {
  // One observer for the page. It does not look into shadow roots, so each root above the element is added to it once.
  observer ??= new MutationObserver(() => calls.forEach((each) => each()))
  for (let at: Element | null = element; at;) {
    const root: Node = at.getRootNode()
    if (!watched.has(root)) {
      watched.add(root)
      observer.observe(root, { subtree: true, attributes: true, attributeFilter: attributes })
    }
    at = root instanceof ShadowRoot ? root.host : null
  }
  calls.add(call)
  return () => calls.delete(call)
}
