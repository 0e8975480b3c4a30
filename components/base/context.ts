/** Hands the station down to every element inside it, whatever the order in which the page defined them. */
import { ContextConsumer, ContextProvider, ContextRoot, createContext } from '@lit/context'
import type { ReactiveElement } from 'lit'
import type { Station } from '../../engine/station.js'

// A shared symbol: tags that were loaded as separate bundles still find the station of one another.
export const stationContext = createContext<Station | undefined>(Symbol.for('linli/station/0'))

let root: ContextRoot | undefined
/** An element upgraded before its station asks in vain; the root keeps its question until a station appears. */
export function keepQuestions(): void {
  if (root) return
  root = new ContextRoot()
  root.attach(document.documentElement)
}

export const useStation = (host: ReactiveElement, see: (station: Station | undefined) => void): unknown =>
  new ContextConsumer(host, { context: stationContext, subscribe: true, callback: see })

export const giveStation = (host: ReactiveElement): ContextProvider<typeof stationContext> =>
  new ContextProvider(host, { context: stationContext })
