/** What was filled in and not yet sent, so that a reload in the street loses nothing; gone when the tab is closed. */
import type { Data } from '../../engine/types.js'

// A page in a sandbox may forbid storage, and it may be full: then there is simply no draft.
const attempt = <T>(does: () => T): T | undefined => {
  try {
    return does()
  } catch {
    return undefined
  }
}

const name = (key: string) => `linli-draft ${key}`

export const readDraft = (key: string): Data | undefined =>
  attempt(() => {
    const draft: unknown = JSON.parse(sessionStorage.getItem(name(key)) ?? 'null')
    return draft && typeof draft === 'object' ? (draft as Data) : undefined
  })

/** True when it is kept. */
export const keepDraft = (key: string, data: Data): boolean =>
  attempt(() => {
    sessionStorage.setItem(name(key), JSON.stringify(data))
    return true
  }) ?? false

export const dropDraft = (key: string): void => void attempt(() => sessionStorage.removeItem(name(key)))
