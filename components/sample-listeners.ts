/** Who listens to what outlives every tag: a listener left there keeps a tag that is gone alive and at work. For tests. */

const around: readonly EventTarget[] = [window, document, document.documentElement, document.body]
const outlives = (target: EventTarget) => around.includes(target) || target instanceof MediaQueryList

/** From now on; `left` names what was added and not taken away. */
export function watchListeners(): { readonly left: readonly string[]; stop(): void } {
  const held: { target: EventTarget; type: string; listener: unknown }[] = []
  const { prototype } = EventTarget
  const { addEventListener: add, removeEventListener: remove } = Object.getOwnPropertyDescriptors(prototype)
  prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window
    if (listener && outlives(target)) held.push({ target, type, listener })
    add.value!.call(target, type, listener, options)
  }
  prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window
    const at = held.findIndex((one) => one.target === target && one.type === type && one.listener === listener)
    if (at >= 0) held.splice(at, 1)
    remove.value!.call(target, type, listener, options)
  }
  return {
    get left() {
      return held.map(({ target, type }) => `${type} on ${target.constructor.name}`)
    },
    stop: () => void Object.defineProperties(prototype, { addEventListener: add, removeEventListener: remove }),
  }
}
