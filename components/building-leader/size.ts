/** The size of the type that somebody chose on this device, so that they choose it once. */

/** In px: what 长者 mode allows. */
export const sizes = [18, 20, 22, 24, 26, 28, 30] as const
export type Size = (typeof sizes)[number]
export const usualSize: Size = 22

const name = 'linli-leader-size'

// A page in a sandbox may forbid storage: then the size is the page's.
export function keptSize(): Size | undefined {
  try {
    return sizes.find((size) => String(size) === localStorage.getItem(name))
  } catch {
    return undefined
  }
}

export function keepSize(size: Size): void {
  try {
    localStorage.setItem(name, String(size))
  } catch {
    // it holds until the page is left
  }
}
