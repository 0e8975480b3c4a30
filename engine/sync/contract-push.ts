/** The contract on bringing lines. */
import type { Entry } from '../types.js'
import type { Case } from './contract.js'
import { idsOf, line, must, mustBe, on, opening, openings, pushAll, readAll, session, told } from './contract-ground.js'

/** Letters and numbers that get lost on the way through careless hands. */
const odd = {
  '键 with spaces': ' leading and trailing ',
  text: '杨家牌楼 🏮 \u0000 \ud800 \u2028 \\ " </script>',
  numbers: [0.1, 1e-7, 1e21, 9007199254740991, -1.5],
  empty: { list: [], object: {}, text: '', none: null, no: false },
  z: 1,
  a: { z: 1, a: 2 },
}

export const pushing: readonly Case[] = [
  on('push', 'a line arrives letter by letter', async (ground) => {
    const far = await session(ground)
    const entry = opening('case/1', 'g7', { data: odd })
    await pushAll(far, [entry])
    mustBe((await readAll(far)).entries, [entry], 'a line comes back as it was brought')
  }),

  on('push', 'of a mixed batch each line has its own answer, in order, and none keeps another out', async (ground) => {
    const far = await session(ground, 'g7')
    const { maxEntryBytes } = ground.adapter().limits
    const [first, foreign, large, last] = [
      opening('case/1'),
      opening('case/2', 'g70'),
      opening('case/3', 'g7', { data: { text: 'x'.repeat(maxEntryBytes) } }),
      line('case/1'),
    ]
    const batch = [first, foreign, large, last] as const
    const results = await far.push(batch, new AbortController().signal)
    must(String(results.map(({ id }) => id)) === String(idsOf(batch)), 'answers stand in the order of their lines')
    const [one, two, three, four] = results
    must(
      one?.status === 'stored' && four?.status === 'stored',
      `the good ones are stored, not ${told(one)}, ${told(four)}`,
    )
    must(two?.status === 'rejected', `the foreign one is rejected, not ${told(two)}`)
    must(three?.status === 'rejected', `the large one is rejected, not ${told(three)}`)
    mustBe((await readAll(far, { scope: { place: 'g7' } })).entries, [first, last], 'what is stored can be read')
  }),

  on('push', 'too large is said of that line, by its name', async (ground) => {
    const far = await session(ground)
    const { maxEntryBytes } = ground.adapter().limits
    // letters of three bytes each: counted as letters they would fit
    const large = opening('case/1', 'g7', { data: { text: '楼'.repeat(Math.ceil(maxEntryBytes / 2.5)) } })
    const [result] = await far.push([large], new AbortController().signal)
    must(result?.status === 'rejected' && result.code === 'too-large', `it is too-large, not ${told(result)}`)
    mustBe((await readAll(far)).entries, [], 'what is rejected is not there')
  }),

  on('push', 'a line that is brought again is stored, and there once', async (ground) => {
    const far = await session(ground)
    const entries = openings(3)
    await pushAll(far, entries)
    await pushAll(far, entries)
    await pushAll(await session(ground), [...entries, entries[0]!])
    mustBe((await readAll(far)).entries, entries, 'lines brought several times are there once')
  }),

  on('push', 'a lost acknowledgement: what was broken off can be brought again', async (ground) => {
    const far = await session(ground)
    const entries = openings(20)
    const end = new AbortController()
    const pushed = far.push(entries, end.signal).catch(() => undefined)
    end.abort()
    await pushed
    const again = await session(ground)
    await pushAll(again, entries)
    mustBe((await readAll(again)).entries, entries, 'lines brought again after a break are there once')
  }),

  on('push', 'of two lines of one id both are kept', async (ground) => {
    const far = await session(ground)
    const first = opening('case/1')
    const made = line('case/1', { by: 'clock', data: { known: 1 } })
    const twin: Entry = { ...made, data: { known: 2 } }
    await pushAll(far, [first, made])
    await pushAll(far, [twin])
    mustBe((await readAll(far)).entries, [first, made, twin], 'what stands of two is for the stations to say')
  }),

  on('push', 'long after: an old line arrives late and comes to those who have read beyond it', async (ground) => {
    const [one, two] = [await session(ground), await session(ground)]
    const early = openings(2)
    const late = openings(2)
    await pushAll(one, late)
    const { cursor } = await readAll(two)
    await pushAll(one, early)
    mustBe((await readAll(two, { cursor })).entries, early, 'a cursor counts arrivals, not stamps')
  }),

  on('push', 'nothing is not too little', async (ground) => {
    const far = await session(ground)
    await pushAll(far, [])
    mustBe((await readAll(far)).entries, [], 'an empty batch brings nothing')
  }),
]
