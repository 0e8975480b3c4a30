/** The contract on who may read and write what, and on breaking off. */
import type { Case } from './contract.js'
import {
  line,
  must,
  mustBe,
  mustFail,
  never,
  on,
  opening,
  openings,
  pushAll,
  readAll,
  session,
  told,
} from './contract-ground.js'

export const access: readonly Case[] = [
  on('access', 'a place that only begins alike is another', async (ground) => {
    const all = await session(ground)
    const [own, below, beside] = [openings(2), openings(2, 'g7-1'), openings(2, 'g70')]
    await pushAll(all, [...own, ...below, ...beside])
    const far = await session(ground, 'g7')
    mustBe((await readAll(far, { scope: { place: 'g7' } })).entries, [...own, ...below], "g7 has its own and not g70's")
    const [result] = await far.push([opening('case/new', 'g70')], never)
    must(result?.status === 'rejected', `who may write at g7 may not at g70, and got ${told(result)}`)
  }),

  on('access', "a scope that is not one's own is refused", async (ground) => {
    await pushAll(await session(ground), openings(2, 'g70'))
    const far = await session(ground, 'g7')
    for (const place of ['g70', 'town'])
      await mustFail(far.pull({ place }, null, 5, never), `g7 may not read ${place}`, 'forbidden')
    mustBe((await readAll(far, { scope: { place: 'g7-1' } })).entries, [], 'and may read below')
  }),

  on('access', 'rules hold below their place, and are not written from there', async (ground) => {
    const rules = [opening('rules/town', 'town'), opening('rules/g7', 'g7')]
    await pushAll(await session(ground), [...rules, opening('case/t', 'town'), opening('rules/g70', 'g70')])
    const far = await session(ground, 'g7')
    for (const place of ['g7', 'g7-1'])
      mustBe((await readAll(far, { scope: { place } })).entries, rules, `${place} has the rules above it and no more`)
    mustBe(
      (await readAll(far, { scope: { place: 'g7', kinds: ['case'] } })).entries,
      [],
      'not where they are not asked for',
    )
    const [result] = await far.push([line('rules/town', { place: 'town' })], never)
    must(result?.status === 'rejected', `who may write at g7 changes no rules of the town, and got ${told(result)}`)
  }),

  on('access', 'a line does not say itself where its dossier is', async (ground) => {
    const all = await session(ground)
    const foreign = opening('case/1', 'g70')
    await pushAll(all, [foreign])
    const far = await session(ground, 'g7')
    const smuggled = [line('case/1'), line('case/1', { place: 'g7' }), opening('case/1', 'g7-1')]
    const results = await far.push(smuggled, never)
    for (const [index, result] of results.entries())
      must(result.status === 'rejected', `smuggled line ${index + 1} is rejected, not ${told(result)}`)
    mustBe((await readAll(all)).entries, [foreign], 'nothing was smuggled in')
    mustBe((await readAll(far, { scope: { place: 'g7' } })).entries, [], 'nor out')
  }),

  on('access', 'a line before its dossier is to come again', async (ground) => {
    const far = await session(ground, 'g7')
    const [first, second] = [opening('case/1'), line('case/1')]
    const [early] = await far.push([second], never)
    must(early?.status === 'retry', `whose place is unknown is to come later, not ${told(early)}`)
    await pushAll(far, [first, second])
    mustBe((await readAll(far, { scope: { place: 'g7' } })).entries, [first, second], 'behind its opening it is stored')
  }),

  on('access', 'a token that ran out is asked for anew, once', async (ground) => {
    const tokens = [await ground.token('g7'), await ground.token('g7')]
    const asked: string[] = []
    const auth = {
      getToken: (why: 'open' | 'expired') => {
        asked.push(why)
        return Promise.resolve(tokens[asked.length - 1]!)
      },
    }
    const far = await ground.adapter().open(auth, never)
    const entries = openings(2)
    await pushAll(far, entries.slice(0, 1))
    await ground.expire(tokens[0]!)
    await pushAll(far, entries.slice(1))
    mustBe((await readAll(far, { scope: { place: 'g7' } })).entries, entries, 'it goes on with the new token')
    must(String(asked) === 'open,expired', `a token is asked for when it is needed, not ${asked.join(', ')}`)
  }),

  on('access', 'without a good token nothing goes in or out', async (ground) => {
    const token = await ground.token('g7')
    await ground.expire(token)
    const open = () => ground.adapter().open({ getToken: () => Promise.resolve(token) }, never)
    const push = async () => (await open()).push(openings(1), never)
    const pull = async () => (await open()).pull({ place: 'g7' }, null, 5, never)
    await mustFail(push(), 'a token that ran out brings nothing', 'auth')
    await mustFail(pull(), 'a token that ran out fetches nothing', 'auth')
    mustBe((await readAll(await session(ground))).entries, [], 'nothing arrived')
  }),

  on('push', 'what is broken off ends, and says so', async (ground) => {
    const far = await session(ground)
    const end = new AbortController()
    end.abort()
    await mustFail(far.push(openings(2), end.signal), 'a push that was broken off fails')
    await mustFail(far.pull({ place: 'town' }, null, 5, end.signal), 'a pull that was broken off fails')
    await mustFail(
      ground.adapter().open({ getToken: () => ground.token('g7') }, end.signal),
      'an opening that was broken off fails',
    )
  }),
]
