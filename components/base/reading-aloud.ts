/** Reads words aloud with the voice of the browser, and knows when there is none; a voice that is not there would fail in silence. */
import type { ReactiveController } from 'lit'
import type { LinliElement } from './element.js'

export class ReadingAloud implements ReactiveController {
  speaking = false
  /** Asked to read, and this device has no voice for the language of the page. */
  voiceless = false
  /** What is being said; an end that belongs to something else is none. */
  #said?: SpeechSynthesisUtterance

  constructor(private readonly host: LinliElement) {
    host.addController(this)
  }

  /** Browsers get their voices after they were first asked for them. */
  hostConnected(): void {
    if (ReadingAloud.isThere) speechSynthesis.getVoices()
  }

  hostDisconnected(): void {
    this.stop()
  }

  static get isThere(): boolean {
    return 'speechSynthesis' in window
  }

  /** Begins, or stops what is being read. */
  toggle(sentences: readonly string[]): void {
    if (this.speaking) return this.stop()
    const language = this.host.language
    const [first] = language.split('-')
    const voice =
      ReadingAloud.isThere &&
      speechSynthesis
        .getVoices()
        .filter(({ lang }) => lang.split(/[-_]/)[0] === first)
        .sort((a, b) => Number(b.localService) - Number(a.localService))[0]
    this.voiceless = !voice
    this.host.requestUpdate()
    if (!voice) return
    const said = new SpeechSynthesisUtterance(sentences.join('\n'))
    said.voice = voice
    said.lang = voice.lang
    said.rate = 0.9
    said.onend = said.onerror = () => {
      if (this.#said === said) this.#rest()
    }
    this.#said = said
    this.speaking = true
    speechSynthesis.cancel()
    speechSynthesis.speak(said)
  }

  /** Whoever goes on to something else is not read to any more. */
  stop(): void {
    this.voiceless = false
    if (!this.speaking) return
    speechSynthesis.cancel()
    this.#rest()
  }

  #rest(): void {
    this.#said = undefined
    this.speaking = false
    this.host.requestUpdate()
  }
}
