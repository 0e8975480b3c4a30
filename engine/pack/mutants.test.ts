import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import type { Trouble } from '../types.js'
import { checkText, loadBook } from './load.js'
import { mutant } from './sample-mutants.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
const home = '/rules/yucai.community.json'
const { book } = await loadBook(home, fetched)
const texts = book!.texts

/** Why a trouble is not a sentence with its place; an empty text if it is one. */
function faultOf({ says, file, line, column }: Trouble, text: string): string {
  const lines = text.split(/\r\n|\r|\n/)
  const name = file.replace(/^.*\//, '')
  if (line < 1 || line > lines.length || column < 1 || column > lines[line - 1]!.length + 1)
    return `${line}:${column} is not in the file`
  if (!says.zh.startsWith(`${name} 第 ${line} 行第 ${column} 列：`) || !/[。？]$/.test(says.zh)) return says.zh
  if (!says.en.startsWith(`${name}, line ${line}, column ${column}: `) || !/[.?]$/.test(says.en)) return says.en
  for (const word of ['undefined', '[object', 'NaN', 'function', 'Cannot read'])
    if (Object.values(says).some((it) => it.includes(word)) && !text.includes(word)) return `${word}: ${says.en}`
  return ''
}

describe('mutants', () => {
  const addresses = Object.keys(texts)
  const each = Math.ceil((soak ? 10_000 : 400) / addresses.length)

  // one that hangs is stopped by the runner, with its name
  for (const [index, address] of addresses.entries())
    it(`P120 ${each} of ${address.replace(/^.*\//, '')} are taken, or refused in sentences with their place`, async () => {
      let told = 0
      for (let round = 0; round < each; round++) {
        const seed = index * 1_000_000 + round
        const text = mutant(texts[address]!, seed)
        const read = (asked: string) =>
          asked === address
            ? Promise.resolve(text)
            : asked in texts
              ? Promise.resolve(texts[asked]!)
              : Promise.reject(new Error())
        const troubles = await (
          address.endsWith('.pack.json') ? checkText(text, address) : loadBook(home, read).then((it) => it.troubles)
        ).catch((error: Error) => expect.fail(`mutant ${seed} of ${address}: ${error.stack}`))
        for (const trouble of troubles) {
          const of = trouble.file === address ? text : (texts[trouble.file] ?? '')
          expect(faultOf(trouble, of), `mutant ${seed} of ${address}`).to.equal('')
        }
        if (troubles.some(({ level }) => level === 'error')) told++
      }
      expect(told).to.be.greaterThan(each / 2)
    })
})
