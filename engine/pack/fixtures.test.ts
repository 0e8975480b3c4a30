import { expect } from '@open-wc/testing'
import { checkText, loadBook } from './load.js'

const folder = '/schemas/fixtures'
const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
/** Packs and files above lie among the good ones, unless there is a bad one of that name. */
const lenient = (address: string) => fetched(address).catch(() => fetched(address.replace('/bad/', '/good/')))

async function sentences(name: string): Promise<string> {
  const address = `${folder}/bad/${name}`
  const troubles = name.endsWith('.pack.json')
    ? await checkText(await fetched(address), address)
    : (await loadBook(address, lenient)).troubles
  return troubles
    .map(({ level, says }) => `- ${level === 'warning' ? '(warning) ' : ''}${says.zh}\n- ${says.en}\n`)
    .join('')
}

const page = await fetched(`${folder}/bad/README.md`)

describe('P120 every fault is one sentence in zh and en with file, line and column', () => {
  for (const entry of page.split(/^## /m).slice(1)) {
    const [name, ...rest] = entry.split('\n')
    it(name!, async () => {
      expect(await sentences(name!)).to.equal(`${rest.join('\n').trim()}\n`)
    })
  }
})
