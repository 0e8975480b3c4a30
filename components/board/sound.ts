/** Two soft tones for a room where nobody looks at the wall all the time; silent until somebody at this device asks for them. */

export type Tone = 'new' | 'late'

/** Hz, one after the other: up for what is new, down for what is late. */
const pitches: Record<Tone, readonly [number, number]> = { new: [659, 880], late: [440, 330] }
/** A tone this often at most, in seconds: a room that is late everywhere must not be driven mad. */
export const rest = 10
const loudness = 0.12
const length = 0.35
const name = 'linli-board-sound'

// A page in a sandbox may forbid storage: then the sound is off each time.
function kept(): boolean {
  try {
    return localStorage.getItem(name) === 'on'
  } catch {
    return false
  }
}
function keep(on: boolean): void {
  try {
    localStorage.setItem(name, on ? 'on' : 'off')
  } catch {
    // not remembered
  }
}

export class Sound {
  on = kept()
  #context?: AudioContext
  #last = -Infinity

  constructor(private readonly make: () => AudioContext = () => new AudioContext()) {}

  /** Turned on by a finger or a key, as browsers ask; whoever turns it on hears what it is like. */
  turn(on: boolean): void {
    this.on = on
    keep(on)
    this.#last = -Infinity
    if (on) this.play('new')
  }

  /** Answers whether it is heard: not when it is off, and not before somebody touched the page since it was loaded. */
  play(tone: Tone): boolean {
    if (!this.on) return false
    const context = (this.#context ??= this.make())
    // after a reload a browser keeps it silent until the next touch; then it goes on
    if (context.state === 'suspended') context.resume().catch(() => undefined)
    const now = context.currentTime
    if (now - this.#last < rest) return false
    this.#last = now
    for (const [at, pitch] of pitches[tone].entries()) sing(context, pitch, now + at * length * 0.7)
    return context.state === 'running'
  }

  close(): void {
    void this.#context?.close()
    this.#context = undefined
  }
}

/** A sine that swells and fades: no click, nothing shrill. */
function sing(context: AudioContext, pitch: number, at: number): void {
  const voice = context.createOscillator()
  const volume = context.createGain()
  voice.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loudness, at + 0.04)
  volume.gain.exponentialRampToValueAtTime(0.001, at + length)
  voice.connect(volume).connect(context.destination)
  voice.start(at)
  voice.stop(at + length)
}
