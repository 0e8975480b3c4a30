/** The files of a book by their addresses: fetched once, read with their lines, and asked for by name beside one another. */
import { read } from './read.js'
import { checkFor, shapeCheck, trusted, type CheckShape, type Shape } from './shape.js'
import { type Path, ruleTeller, type Teller, trouble } from './trouble.js'
import type { Trouble } from '../types.js'

/** A file that was read and is of the right shape; `teller` tells what is wrong in it. */
export interface Opened<File> {
  readonly address: string
  readonly file: File
  readonly teller: Teller
}
/** Who asked for a file: the place in its own file that names it. */
export interface Asked {
  readonly teller: Teller
  readonly path: Path
  /** Names that could have been meant. */
  readonly known: Iterable<string>
}

export class Library {
  /** Texts as they were read, by address. */
  readonly texts: Record<string, string> = {}
  readonly troubles: Trouble[] = []

  /**
   * @param known addresses that were there before: a misspelt name is likely to mean one of them
   * @param good texts of the last good book, by address: their shape is right
   */
  constructor(
    private readonly fetch: (address: string) => Promise<string>,
    private readonly known: readonly string[] = [],
    private readonly good: Readonly<Record<string, string>> = {},
  ) {}

  /** The check for what the files make together: none is needed where all of them are those of the last good book. */
  whole(): Promise<CheckShape> {
    const same = Object.entries(this.texts).every(([address, text]) => this.good[address] === text)
    return same ? Promise.resolve(trusted) : shapeCheck()
  }

  /** The file, or undefined; what is wrong is told either in it or where it was asked for. */
  async open<File>(address: string, name: string, shape: Shape, asked?: Asked): Promise<Opened<File> | undefined> {
    let text: string
    try {
      text = this.texts[address] = await this.fetch(address)
    } catch {
      this.missing(address, name, asked)
      return undefined
    }
    const reading = read(text, address)
    const teller = ruleTeller((path, key) => ({ file: address, ...reading.at(path, key) }), this.troubles)
    this.troubles.push(...reading.troubles)
    // what was refused while reading would be missed by the schema once more
    if (reading.value === undefined || reading.troubles.length > 0) return undefined
    const check = await checkFor(text, this.good[address])
    if (!check(reading.value, shape, teller)) return undefined
    return { address, file: reading.value as unknown as File, teller }
  }

  private missing(address: string, name: string, asked: Asked | undefined): void {
    const zh = `读不到「${name}」的文件 ${address}：名字打错了，或者文件不在那里。`
    const en = `the file of "${name}", ${address}, cannot be read: the name is wrong, or the file is not there.`
    const suffix = /\.[a-z]+\.json$/.exec(address)?.[0] ?? '.json'
    const before = this.known
      .filter((one) => one.endsWith(suffix))
      .map((one) => one.slice(0, -suffix.length).replace(/^.*\//, ''))
    const fault = { code: 'missing-file', zh, en, found: name, known: [...(asked?.known ?? []), ...before] }
    if (asked) asked.teller.error(asked.path, fault)
    else this.troubles.push(trouble('error', { file: address, line: 1, column: 1 }, fault))
  }
}
