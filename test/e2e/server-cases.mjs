// What a server refuses beyond the published contract, as cases of the same form.
import assert from 'node:assert/strict'
import { key, tokenFor } from './server-ground.mjs'
import { built } from './server-ground.mjs'

const tree = { town: undefined, g7: 'town', g70: 'town', 'g7-1': 'g7' }
const never = new AbortController().signal
let made = 0

/** A line that opens a dossier. */
export const opening = (place = 'g7', more = {}) => {
  const at = 1_586_480_400_000 + ++made
  return {
    ...{ id: `${at.toString(36)}.001.refused`, act: 'report', on: `case/refused-${made}`, by: 'wang', at, data: {} },
    ...{ kind: 'case', place, from: 'new', to: 'open', pack: 'case@1+00000000', facts: {}, held: [], effects: [] },
    ...more,
  }
}

const on = (name, work) => ({
  name: `refused: ${name}`,
  async run(grounds) {
    const ground = await grounds(tree)
    try {
      await work(ground)
    } finally {
      await ground.close()
    }
  },
})

const sessionWith = (ground, token) => ground.adapter().open({ getToken: () => Promise.resolve(token) }, never)
const fails = (work, code) =>
  assert.rejects(work, (error) => error.code === code || assert.fail(`Not as promised: ${error}`))

export const refused = [
  on('a token that has run out, or was not made here', async (ground) => {
    const good = tokenFor('g7')
    const [head, body, mark] = good.split('.')
    const wider = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"g7"', '"town"')).toString('base64url')
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const bad = {
      'run out a second ago': tokenFor('g7', 'write', Date.now() - 1000),
      'of another secret': built.makeToken({ ...key, secret: 'x'.repeat(32) }, 'g7', 'write', Date.now() + 60_000),
      'made wider': `${head}.${wider}.${mark}`,
      'signed by nobody': `${none}.${body}.`,
      'signed by nobody, with its mark': `${none}.${body}.${mark}`,
      'without a mark': `${head}.${body}`,
      empty: '',
    }
    await (await sessionWith(ground, good)).push([opening()], never)
    for (const [name, token] of Object.entries(bad))
      await assert.rejects(
        sessionWith(ground, token),
        ({ code }) => code === 'auth',
        `Not as promised: a token ${name} is refused`,
      )
  }),

  on('a token that reads, when it writes', async (ground) => {
    const reader = await sessionWith(ground, tokenFor('g7', 'read'))
    const [result] = await reader.push([opening()], never)
    assert.deepEqual([result.status, result.code], ['rejected', 'forbidden'], 'Not as promised')
    const page = await reader.pull({ place: 'g7' }, null, 5, never)
    assert.deepEqual(page.entries, [], 'Not as promised: nothing was written')
  }),

  on('to write the same lines again, or for whoever kept them', async (ground) => {
    const token = tokenFor('g7', 'write', Date.now() + 30_000)
    const batch = [opening(), opening()]
    const session = await sessionWith(ground, token)
    const answers = async (far, lines = batch) =>
      (await far.push(lines, never)).map((result) => result.code ?? result.status).join()
    const mustBe = async (far, wanted, who) => assert.equal(await answers(await far), wanted, `Not as promised: ${who}`)
    const mustBeThere = async (lines, when) => {
      const { entries } = await (await sessionWith(ground, tokenFor('town'))).pull({ place: 'town' }, null, 50, never)
      assert.deepEqual(entries, lines, `Not as promised: ${when}`)
    }
    await mustBe(session, 'stored,stored', 'a batch is stored')
    await mustBe(session, 'stored,stored', 'and is, when it comes again')
    await mustBe(sessionWith(ground, tokenFor('town')), 'stored,stored', 'also when who may write there brings it')
    await mustBe(sessionWith(ground, tokenFor('g70')), 'forbidden,forbidden', 'not with a token of another place')
    await mustBe(sessionWith(ground, tokenFor('g7-1')), 'forbidden,forbidden', 'nor of a place below')
    await mustBe(sessionWith(ground, tokenFor('g7', 'read')), 'forbidden,forbidden', 'nor with one that reads')
    const elsewhere = batch.map((line) => ({ ...line, place: 'g70' }))
    assert.equal(await answers(session, elsewhere), 'invalid,invalid', 'Not as promised: nor into another place')
    await mustBeThere(batch, 'each line is there once, where it was')
    await ground.erase(batch[0].on)
    await mustBe(session, 'erased,stored', 'what was erased is refused')
    await ground.expire(token)
    await fails(session.push(batch, never), 'auth')
    await mustBeThere(batch.slice(1), 'and does not come back')
  }),

  on('to pass over a line that is still being written', async (ground) => {
    const far = await sessionWith(ground, tokenFor('town'))
    const [slow, quick, later] = [opening(), opening('g70'), opening()]
    const commit = await ground.hold(slow)
    await far.push([quick], never)
    const came = []
    let cursor = null
    const read = async () => {
      for (let more = true; more;) {
        const page = await far.pull({ place: 'town' }, cursor, 1, never)
        came.push(...page.entries)
        ;({ cursor, more } = page)
      }
    }
    await read()
    await commit()
    await far.push([later], never)
    await read()
    const ids = (lines) => lines.map(({ id }) => id).sort()
    assert.deepEqual(ids(came), ids([slow, quick, later]), 'Not as promised: every line comes, and once')
  }),

  on('what is no line', async (ground) => {
    const far = await sessionWith(ground, tokenFor('g7'))
    const bad = [
      ...[null, 7, 'line', [], {}],
      ...[opening('g7', { id: '' }), opening('g7', { on: 'case' }), opening('g7', { on: 'case/a\nb' })],
      ...[opening('g7', { place: 7 }), opening('g7', { id: 'a\u0000b' }), opening('g7', { id: '\ud800' })],
    ]
    const good = opening()
    const results = await far.push([...bad.map((line) => line ?? { id: '' }), good], never)
    for (const { status, code } of results.slice(0, -1))
      assert.deepEqual([status, code], ['rejected', 'invalid'], 'Not as promised')
    assert.equal(results.at(-1).status, 'stored', 'Not as promised: the good one is taken')
    const { entries } = await far.pull({ place: 'g7' }, null, 50, never)
    assert.deepEqual(entries, [good], 'Not as promised')
  }),
]
