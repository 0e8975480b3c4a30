/** What every tag of Linli shares: look, language, 长者 mode, density, formats, and the station around it. */
import { type CSSResultGroup, type CSSResultOrNative, LitElement, type PropertyValues } from 'lit'
import { property } from 'lit/decorators.js'
import { type StaticValue, unsafeStatic } from 'lit/static-html.js'
import type { Station } from '../../engine/station.js'
import type { Moment, Say } from '../../engine/types.js'
import { base } from './base.styles.js'
import { keepQuestions, useStation } from './context.js'
import { date, type DateShape, number, span } from './format.js'
import { inWords, say, type Words } from './language.js'
import { near, watchSurroundings } from './surroundings.js'
import { densityNames, tokens } from './tokens.js'
import { version } from './version.js'

/**
 * Base of every tag.
 *
 * @attr elder - 长者模式: large type, 60 px targets. Also taken from the nearest ancestor that has it.
 * @attr density - `kiosk`, `room`, `wall` or `field`. Also taken from the nearest ancestor that has it.
 * @attr lang - Language of the words. Also taken from the nearest ancestor that has it; Chinese otherwise.
 */
export abstract class LinliElement extends LitElement {
  static readonly version: string = version
  /** First part of the tag's name; another one where `defineAll({ prefix })` gave it. */
  static prefix = 'linli'

  /** The look stands before the component's own sheet, so that `static styles` names only what is its own. */
  static override finalizeStyles(styles?: CSSResultGroup): CSSResultOrNative[] {
    return super.finalizeStyles([tokens, base, ...(styles ? [styles] : [])])
  }

  @property({ type: Boolean, reflect: true }) elder = false
  @property({ reflect: true }) density?: string

  /** Form elements and custom states need it, and it can be asked for only once. */
  protected readonly internals = this.attachInternals()

  /** The station this element looks through: given by hand, else the one around it. */
  @property({ attribute: false })
  get station(): Station | undefined {
    return this.#given ?? this.#around
  }
  set station(station: Station | undefined) {
    this.#given = station
  }
  #given?: Station
  #around?: Station

  /** Language tag in force, e.g. `zh-CN`. */
  get language(): string {
    return this.#language
  }
  #language = 'zh'
  #unwatch?: () => void

  constructor() {
    super()
    useStation(this, (station) => {
      this.#around = station
      this.requestUpdate()
    })
  }

  override connectedCallback(): void {
    keepQuestions()
    super.connectedCallback()
    this.#look()
    this.#unwatch = watchSurroundings(this, () => this.#look())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch?.()
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('elder') || changed.has('density')) this.#look()
  }

  #look(): void {
    const density = near(this, 'density')
    for (const name of densityNames) this.#state(name, density === name)
    this.#state('elder', near(this, 'elder') !== null)
    const language = near(this, 'lang') || 'zh'
    if (language === this.#language) return
    this.#language = language
    this.requestUpdate()
  }

  #state(name: string, on: boolean): void {
    if (on) this.internals.states.add(name)
    else this.internals.states.delete(name)
  }

  /** Words for people, in the language of the page. */
  say(words: Say | undefined): string {
    return say(words, this.#language)
  }

  /** A component's own words, in the language of the page. */
  words<T>(words: Words<T>): T {
    return inWords(words, this.#language)
  }

  /** Zone of the community; without a station, of this device. */
  get zone(): string | undefined {
    return this.station?.book.zone
  }

  number(value: number): string {
    return number(value, this.#language)
  }

  date(at: Moment, shape: DateShape = 'moment'): string {
    return date(at, shape, this.#language, this.zone)
  }

  span(ms: number): string {
    return span(ms, this.#language)
  }

  /** Another tag of Linli under this one's prefix, for templates of `lit/static-html.js`: `<${this.tag('acts')}>`. */
  tag(name: string): StaticValue {
    return unsafeStatic(`${(this.constructor as typeof LinliElement).prefix}-${name}`)
  }

  /** Says that something happened. Does not bubble; false when a listener took the default away. */
  protected emit<N extends keyof GlobalEventHandlersEventMap>(
    name: N,
    detail: GlobalEventHandlersEventMap[N] extends CustomEvent<infer D> ? D : never,
    options: { readonly cancelable?: boolean } = {},
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, ...options }))
  }
}
