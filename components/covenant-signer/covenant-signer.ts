/** Read, sign and seal on one screen, and take it back as easily; without it a covenant would be a form. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Act, Data, DossierId, PartyId } from '../../engine/types.js'
import { Doing } from '../base/doing.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { plate } from '../base/plate.js'
import { ReadingAloud } from '../base/reading-aloud.js'
import { covenantAt, signatureNamed, wish } from './at-station.js'
import { type ActName, type Covenant, type Edition, textHash, type WallRow } from './covenant.js'
import { styles } from './covenant-signer.styles.js'
import { type Code, codeOf, codeText, printSheet } from './print-sheet.js'
import { type Answer, checked, claimIn, proof } from './proof.js'
import { reading } from './reading.js'
import { centre, type Press } from './seal.js'
import { type Begun, byWitness, signing, wayOf } from './signing.js'
import { wall, wallTable } from './wall.js'
import { words } from './words.js'

/** What goes with an act; `by`: somebody else than who is here. */
interface Said {
  readonly data?: Data
  readonly by?: PartyId | undefined
  readonly reason?: string
}
const nothingBegun = { stroke: '', typed: '', present: false }

/**
 * A covenant: its words in a double frame, a pad to write a name on, a drawn red seal (never a fingerprint), withdrawing,
 * earlier editions, what a signature shows and what not, the wall, and a sheet to print. At a station it works with the
 * pack `covenant`; who counts as a signer, and every refusal, is the pack's.
 *
 * @summary Reads, signs, seals and withdraws a covenant.
 * @slot - Shown until the covenant is there.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - Somebody signs, declines or withdraws; cancelable. Without a station this is all that happens.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - The act went through and is kept.
 * @csspart text - The words and the rights.
 * @csspart sign - The pad and what is done with it.
 * @csspart wall - The bricks and their numbers.
 * @csspart proof - What a signature shows.
 * @csspart sheet - The sheet of paper.
 */
export class CovenantSigner extends LinliElement {
  static override styles = styles

  /** Which edition, e.g. `pledge/330109001072/parking/1`; otherwise the newest that is published. */
  @property() dossier = ''
  /** For whom: a household or a person of the roster; otherwise the first for whom somebody here may sign. */
  @property() signer = ''
  /** Only the sheet of paper, as on a page that is there to be printed. */
  @property({ type: Boolean, reflect: true }) sheet = false
  /** The covenant itself; for use without a station. */
  @property({ attribute: false }) value?: Covenant
  /** Counts for the wall, where the page knows them: at a station only convenors and witnesses are shown all signatures. */
  @property({ attribute: false }) counts?: readonly WallRow[]

  @state() private chosen?: DossierId
  @state() private chosenSigner?: PartyId
  @state() private begun: Omit<Begun, 'way' | 'witness'> & Partial<Begun> = nothingBegun
  @state() private complaint = ''
  @state() private press: Press = centre
  @state() private fresh = false
  @state() private hashes: readonly (readonly [Edition, string])[] = []
  @state() private answer?: Answer
  @state() private code?: Code
  @state() private asking?: 'withdraw' | 'wall'
  @state() private attempt = 0
  @query('dialog') private dialog?: HTMLDialogElement

  readonly #doing = new Doing(this)
  readonly #aloud = new ReadingAloud(this)
  readonly #live = new Live(
    this,
    (station) =>
      this.value ? undefined : covenantAt(station, this.#which, this.chosenSigner ?? (this.signer || undefined)),
    () => [this.value, this.#which, this.chosenSigner, this.signer, this.attempt],
  )

  /** Clears what was begun and not signed, as when the next person steps up. */
  reset(): void {
    this.#aloud.stop()
    this.begun = nothingBegun
    this.complaint = ''
    this.press = centre
    this.fresh = false
    this.answer = undefined
  }

  get #which(): DossierId | undefined {
    return this.chosen ?? ((this.dossier || undefined) as DossierId | undefined)
  }

  get #covenant(): Covenant | undefined {
    return this.value ?? this.#live.value ?? undefined
  }

  get #hash(): string | undefined {
    const shown = this.#covenant?.edition.dossier
    return this.hashes.find(([{ dossier }]) => dossier === shown)?.[1]
  }

  #hashed?: Covenant
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('dossier')) this.chosen = undefined
    if (changed.has('signer')) this.chosenSigner = undefined
    if (changed.has('dossier') || changed.has('signer')) this.reset()
    const covenant = this.#covenant
    if (covenant && covenant !== this.#hashed) void this.#take(covenant)
  }

  async #take(covenant: Covenant): Promise<void> {
    this.#hashed = covenant
    const hashes = await Promise.all(
      covenant.editions.map(async (edition) => [edition, await textHash(edition)] as const),
    )
    if (this.#hashed !== covenant) return
    this.hashes = hashes
    this.code = undefined
    if (this.sheet) await this.#encode()
  }

  override render(): TemplateResult {
    const covenant = this.#covenant
    if (!covenant) return html`<div class="card">${this.#absent()}</div>`
    const paper = printSheet(this, covenant, this.#hash ?? '', this.code)
    if (this.sheet) return paper
    return html`<div class="card">${this.#card(covenant)}</div>${paper}`
  }

  #absent(): TemplateResult {
    const it = this.words(words)
    if (this.#live.state === 'error') {
      return html`<div class="mid" role="alert">${icon(draw.late, 'mark')}<p>${it.failed}</p><button class="btn" type="button" @click=${() => this.attempt++}>${it.again}</button></div>`
    }
    if (this.#live.state === 'ready') return html`<div class="mid">${icon(draw.unseen, 'mark')}<p>${it.none}</p></div>`
    return html`<div class="mid"><slot><p role="status">${it.loading}</p></slot></div>`
  }

  #card(covenant: Covenant): TemplateResult {
    const it = this.words(words)
    const { edition, signature, by } = covenant
    const rows = this.counts ?? covenant.wall
    return html`<header class="eave"><h2>${this.say(covenant.title)}</h2>${plate(covenant.place.path.map((part) => this.say(part)))}<span class="quiet xs">${it.edition(this.number(edition.edition))} · ${it.from(this.date(edition.published, 'date'))}</span>
        <div class="tools"><button class="btn" type="button" @click=${this.#print}>${icon(draw.print, 's')}${it.print}</button>${ReadingAloud.isThere ? html`<button class="btn" type="button" @click=${() => this.#aloud.toggle([this.say(covenant.title), this.say(edition.body)])}>${icon(draw.speak, 's')}${this.#aloud.speaking ? it.hush : it.speak}</button>` : nothing}</div></header>
      <p class="voiceless" role="status">${this.#aloud.voiceless ? it.voiceless : ''}</p>
      <div class="body">${reading(this, covenant, this.#hash, this.#look)}${signing({
        host: this,
        covenant,
        begun: {
          ...this.begun,
          way: wayOf(covenant, this.begun.way),
          witness: this.begun.witness ?? this.#witness(covenant),
        },
        busy: this.#doing.busy !== '',
        complaint: this.complaint,
        press: this.press,
        fresh: this.fresh,
        change: (more) => {
          this.begun = { ...this.begun, ...more }
          this.complaint = ''
        },
        choose: (signer) => {
          this.reset()
          this.chosenSigner = signer
        },
        does: (act, press) => void (act === 'sign' ? this.#sign(covenant, press) : this.#act('decline', covenant)),
        withdraw: () => this.#ask('withdraw'),
        look: this.#look,
      })}</div>
      ${rows ? wall(this, rows, by, signature?.step === 'signed', () => this.#ask('wall')) : nothing}
      ${proof(this, covenant, this.#hash, this.answer, (text) => void this.#check(covenant, text))}
      <dialog aria-labelledby=${this.asking === 'wall' ? 'counts' : 'sure'} @close=${() => (this.asking = undefined)}>${this.asking === 'wall' && rows ? wallTable(this, rows, () => this.dialog?.close()) : nothing}${this.asking === 'withdraw' ? this.#sure(covenant) : nothing}</dialog>`
  }

  #sure(covenant: Covenant): TemplateResult {
    const it = this.words(words)
    return html`<header class="eave"><h2 id="sure">${it.sure}</h2></header>
      <div class="asked"><p>${it.sureHelp}</p><div class="row"><button class="btn go" type="button" @click=${() => void this.#withdraw(covenant)}>${it.withdraw}</button>
        <button class="btn" type="button" data-first @click=${() => this.dialog?.close()}>${it.keep}</button></div></div>`
  }

  readonly #look = (chosen: DossierId) => {
    this.reset()
    this.chosen = chosen
  }

  async #check({ signature }: Covenant, text: string): Promise<void> {
    const edition = checked(text, this.hashes) ?? 'none'
    if (typeof edition === 'string') return void (this.answer = edition)
    const claim = claimIn(text)
    const found =
      claim &&
      (this.station
        ? await signatureNamed(this.station, claim.on)
        : claim.on === signature?.dossier
          ? signature
          : undefined)
    this.answer = { edition, ...(claim && { claim }), ...(found && { signature: found }) }
  }

  #ask(what: 'withdraw' | 'wall'): void {
    this.asking = what
    void this.updateComplete.then(() => {
      this.dialog?.showModal()
      this.dialog?.querySelector<HTMLElement>('[data-first]')?.focus()
    })
  }

  /** Whoever is here and may be a witness is the witness. */
  #witness({ witnesses }: Covenant): PartyId | undefined {
    return witnesses.find(({ id }) => id === this.station?.me)?.id ?? witnesses[0]?.id
  }

  async #sign(covenant: Covenant, press: Press = centre): Promise<void> {
    const it = this.words(words)
    const { stroke, typed, present, witness = this.#witness(covenant) } = this.begun
    if (wayOf(covenant, this.begun.way) === 'drawn') {
      if (stroke === '') return void (this.complaint = it.needName)
      if (await this.#act('sign', covenant, { data: { stroke } })) this.press = press
      return
    }
    if (typed.trim() === '') return void (this.complaint = it.needTyped)
    if (!present) return void (this.complaint = it.needPresent)
    await this.#act('sign-witnessed', covenant, { data: { 'typed-name': typed.trim() }, by: witness })
  }

  #withdraw(covenant: Covenant): Promise<boolean> {
    return byWitness(covenant)
      ? this.#act('withdraw-witnessed', covenant, { reason: this.words(words).asked })
      : this.#act('withdraw', covenant)
  }

  async #act(type: ActName, covenant: Covenant, { data, by, reason }: Said = {}): Promise<boolean> {
    const { edition, signer, signature } = covenant
    if (signer === undefined) return false
    const { dossier } = edition
    const wished = wish(this.station, type, {
      edition: dossier,
      signer,
      on: signature?.dossier,
      by,
      ...(data && { data }),
    })
    const act: Act = { ...wished, ...(reason && { reason }) }
    const decision = this.emit('linli-act-before', { act }, { cancelable: true }) && (await this.#doing.act(act))
    this.dialog?.close()
    if (!decision) {
      const { refused } = this.#doing
      this.complaint = refused === 'failed' ? this.words(words).unsaved : this.say(refused?.says)
      return false
    }
    this.reset()
    this.fresh = type.startsWith('sign')
    this.#moved = true
    this.emit('linli-act-done', { decision })
    return true
  }

  /** The button that was pressed goes; whoever works by keyboard is told here. */
  #moved = false
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const told = this.#moved && this.renderRoot.querySelector<HTMLElement>('.done')
    if (!told) return
    this.#moved = false
    told.focus({ preventScroll: true })
  }

  async #encode(): Promise<void> {
    const [covenant, hash] = [this.#covenant, this.#hash]
    // A sheet without its code is still a sheet.
    if (covenant && hash) this.code = await codeOf(codeText(covenant, hash)).catch(() => undefined)
  }

  readonly #print = async () => {
    await this.#encode()
    await this.updateComplete
    print()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-covenant-signer': CovenantSigner
  }
}
