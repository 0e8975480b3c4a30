import { expect } from '@open-wc/testing'
import { behind, brought, NotLoaded } from './brought.js'

describe('what loads late', () => {
  it('comes once, and is asked for again where it did not come', async () => {
    let asked = 0
    const bring = brought(async () => {
      asked++
      if (asked === 1) throw new TypeError('no network')
      return Promise.resolve({ add: (one: number, other: number) => Promise.resolve(one + other) })
    })
    const { add } = behind(bring, 'add')
    const fault = await add(1, 2).catch((error: unknown) => error)
    expect(fault).to.be.instanceOf(NotLoaded)
    expect((fault as Error).cause).to.be.instanceOf(TypeError)
    expect(await Promise.all([add(1, 2), add(3, 4)])).to.deep.equal([3, 7])
    expect(asked).to.equal(2)
  })
})
