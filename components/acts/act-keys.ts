/** One key for each act, the same on every case of a kind, so that hands learn it. */

/**
 * Act → capital letter: the first letter of its name that is still free, in the order given; acts beyond the alphabet get none.
 * Give all acts of the kind, not those at hand, or a key would move from step to step.
 */
export function actKeys(acts: readonly string[]): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {}
  const taken = new Set<string>()
  for (const act of acts) {
    const key = [...act.toUpperCase(), ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((it) => /[A-Z]/.test(it) && !taken.has(it))
    if (!key) continue
    keys[act] = key
    taken.add(key)
  }
  return keys
}

/** Is this a plain letter meant for the page, and not typed into a field or a dialog? Gives it as a capital. */
export function letterOf(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return undefined
  const typing = event
    .composedPath()
    .some((at) => at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select, dialog')))
  return !typing && /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : undefined
}
