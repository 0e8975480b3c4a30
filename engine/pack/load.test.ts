import { expect } from '@open-wc/testing'
import { loadBook, bookFromTexts } from './load.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
const home = '/rules/chengxiang.community.json'

describe('opening a book', () => {
  it('opens the street with its district and its packs', async () => {
    const { book, troubles } = await loadBook(home, fetched)
    expect(troubles.map(({ says }) => says.en)).to.deep.equal([])
    expect([...book!.packs.keys()]).to.deep.equal(['four-platforms', 'rectification-notice'])
  })
})
