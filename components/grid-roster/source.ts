/** A roster read from an address: how far it is, what is wrong with it, and the last one that was good. */
import { nothing, type ReactiveController, type TemplateResult } from 'lit'
import type { RosterFile } from '../../engine/pack/format.js'
import type { PeopleFile } from '../../engine/roster/posts.js'
import type { Progress } from '../../engine/roster/progress.js'
import { quickPeople, quickRoster } from '../../engine/roster/quick.js'
import type { Trouble } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import { midStyles } from '../base/mid.styles.js'
import { addressOf, Reader } from '../station/read.js'
import { sourceStyles } from './source.styles.js'
import { finish } from './pace.js'
import { failed, offline, reading, stopped } from './source-states.js'

/** What was made of the files, and what is to be told of them. */
interface Taken {
  readonly roster: RosterFile | undefined
  readonly people: PeopleFile | undefined
  readonly troubles: readonly Trouble[]
}

export class Source implements ReactiveController {
  state: 'none' | 'reading' | 'ready' | 'failed' | 'stopped' | 'offline' = 'none'
  /** The last good one. It stays while another is read, and when that one is wrong. */
  roster?: RosterFile
  people?: PeopleFile
  troubles: readonly Trouble[] = []
  progress: Progress = { done: 0, all: 0 }
  /** Seconds that the rest will take; undefined while that cannot be told. */
  left?: number
  readonly reader = new Reader()
  readonly #host: LinliElement
  readonly #told: (troubles: readonly Trouble[]) => void
  #stop?: AbortController
  #asked = ''

  constructor(host: LinliElement, told: (troubles: readonly Trouble[]) => void) {
    this.#host = host
    this.#told = told
    host.addController(this)
    adopt(host, midStyles, sourceStyles)
  }

  hostDisconnected(): void {
    if (this.state !== 'reading') return
    this.#stop?.abort()
    this.#asked = ''
  }

  /** Reads these files unless they are read already. Addresses as in attributes; empty: none. */
  ask(roster: string, people: string): void {
    const asked = `${roster}\n${people}`
    if (asked === this.#asked || (roster === '' && this.#asked === '')) return
    this.#asked = asked
    this.#stop?.abort()
    if (roster === '') this.#set({ state: 'none', roster: undefined, people: undefined, troubles: [] })
    else void this.#read(roster, people)
  }

  /** What is to be said: how far it is, or what is wrong; nothing once a roster stands there. */
  render(): TemplateResult | typeof nothing {
    if (this.state === 'failed') return failed(this.#host, this)
    if (this.state === 'offline') return offline(this.#host, this)
    if (this.roster) return nothing
    return this.state === 'stopped' ? stopped(this.#host, this) : reading(this.#host, this)
  }

  again(): void {
    const [roster = '', people = ''] = this.#asked.split('\n')
    this.#stop?.abort()
    void this.#read(roster, people)
  }

  stop(): void {
    this.#stop?.abort()
    this.#set({ state: 'stopped' })
  }

  async #read(rosterFile: string, peopleFile: string): Promise<void> {
    const stop = (this.#stop = new AbortController())
    this.#set({ state: 'reading', progress: { done: 0, all: 0 }, left: undefined })
    try {
      const files = [rosterFile, peopleFile].filter(Boolean).map((file) => addressOf(file))
      const texts = await Promise.all(files.map(this.reader.read))
      stop.signal.throwIfAborted()
      const { roster, people, troubles } = await this.#taken(texts, files, stop.signal)
      this.#set(roster ? { state: 'ready', roster, people, troubles } : { state: 'failed', troubles })
      if (troubles.length > 0) this.#told(troubles)
    } catch (error) {
      if (stop.signal.aborted) return
      const troubles = [missing(rosterFile, error)]
      this.#set({ state: navigator.onLine ? 'failed' : 'offline', troubles })
      this.#told(troubles)
    }
  }

  async #taken(
    [text, names]: readonly string[],
    [file, namesFile]: readonly string[],
    signal: AbortSignal,
  ): Promise<Taken> {
    const right = await this.#finish(quickRoster(text!), signal)
    const known = names === undefined ? undefined : quickPeople(names)
    if (right && (known || names === undefined)) return { roster: right, people: known, troubles: [] }
    // what tells what is wrong is as much as all the rest
    const { loadPeople, readingRoster, shapeCheck } = await import('../../engine/roster/roster.js')
    const { roster, troubles } = await this.#finish(readingRoster(text!, file!, await shapeCheck()), signal)
    const read = names === undefined ? undefined : await loadPeople(names, namesFile!)
    return { roster, people: read?.people, troubles: [...troubles, ...(read?.troubles ?? [])] }
  }

  #finish<T>(steps: Generator<Progress, T>, signal: AbortSignal): Promise<T> {
    const began = performance.now()
    return finish(steps, signal, (progress) => {
      const spent = performance.now() - began
      const left = progress.done > 0 ? (spent / progress.done) * (progress.all - progress.done) : undefined
      this.#set({ progress, left: left === undefined ? undefined : Math.ceil(left / 1000) })
    })
  }

  #set(change: Partial<Pick<Source, 'state' | 'roster' | 'people' | 'troubles' | 'progress' | 'left'>>): void {
    Object.assign(this, change)
    this.#host.requestUpdate()
  }
}

const missing = (file: string, error: unknown): Trouble => ({
  level: 'error',
  code: 'missing-file',
  file,
  line: 1,
  column: 1,
  says: {
    zh: `读不到名册 ${file}。检查一下地址写得对不对。`,
    en: `The roster ${file} cannot be read (${error instanceof Error ? error.message : String(error)}). Check its address.`,
  },
  found: file,
})
