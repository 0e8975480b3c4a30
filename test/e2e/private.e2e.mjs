// A caller's number on the desk: outside one's own grid it is opened with a reason that stays, a consent is taken back, and
// afterwards no byte of it is left in the page's databases. Once by the keyboard alone, once by a finger.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { card, linesOf, openDesk, report, room } from './desk.mjs'
import { assertClean, site } from './harness.mjs'

const caller = '000-7155-9402'
const section = (desk) => card(desk).locator('[part=private]')

/** Everything that the databases of the page hold, as letters. */
const kept = (desk) =>
  desk.evaluate(async () => {
    const asked = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
    const bytes = new TextDecoder('latin1')
    const letters = async (value) => {
      if (value instanceof Blob) return letters(await value.arrayBuffer())
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytes.decode(value)
      if (value === null || typeof value !== 'object') return String(value)
      const parts = value instanceof Map || value instanceof Set ? [...value] : Object.entries(value)
      return (await Promise.all(parts.flat().map(letters))).join('\n')
    }
    let all = ''
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const from = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([asked(from.getAllKeys()), asked(from.getAll())])
        all += await letters([keys, values])
      }
      database.close()
    }
    return all
  })

/** @param hand how buttons are pressed and words are put into the field that has the focus */
async function story(t, options, hand) {
  const host = await site(t)
  const context = await room(t, options)
  const desk = await openDesk(context, host)
  const id = await report(desk, '燃气管道破裂', '示例', caller)
  await section(desk).waitFor()
  assert.ok((await kept(desk)).includes(caller), 'the search finds what is there')
  assert.ok(!(await card(desk).innerHTML()).includes(caller))

  await hand.press(desk, section(desk).getByRole('button', { name: '写明理由，打开看' }))
  await section(desk).getByText('您的名字、时间和理由会写进日志').waitFor()
  await assertClean(desk)
  await hand.write(desk, section(desk).getByRole('textbox', { name: '为什么要看' }), '居民又来电')
  await hand.press(desk, section(desk).getByRole('button', { name: '记下并打开' }))
  await section(desk).getByText(caller).waitFor()
  const read = (await linesOf(desk, id)).at(-1).entry
  assert.deepEqual([read.reason, read.sheets], ['居民又来电', { how: 'read', fields: ['caller'] }])
  await hand.press(desk, section(desk).locator('summary'))
  await section(desk).locator('.reads li').getByText('看了联系电话，理由：居民又来电').waitFor()
  await card(desk).locator('linli-timeline').getByText('网格外查看个人信息').waitFor()
  await assertClean(desk)

  await hand.press(desk, section(desk).getByRole('button', { name: '撤回同意' }))
  const dialog = card(desk).getByRole('dialog', { name: '撤回同意？' })
  await dialog.getByText('删了就找不回来。').waitFor()
  await assertClean(desk)
  await hand.press(desk, dialog.getByRole('button', { name: '撤回并删掉' }))
  await section(desk).getByText('同意已撤回，联系电话已删掉。').waitFor()
  await section(desk)
    .getByText(/由.+删掉/)
    .first()
    .waitFor()
  assert.ok(!(await card(desk).innerHTML()).includes(caller))
  assert.ok(!(await kept(desk)).includes(caller), 'no byte is left')
  const lines = await linesOf(desk, id)
  assert.deepEqual(lines.at(-1).entry.sheets, { how: 'withdrawn', fields: ['caller'] })
  assert.equal(lines.filter(({ entry }) => entry.sheets?.how === 'read').length, 1, 'who read stays')
  await assertClean(desk)
}

const keyboard = {
  /** Tab until it has the focus, as somebody without a mouse goes there. */
  async press(desk, target) {
    const isThere = () => target.evaluate((it) => it.getRootNode().activeElement === it)
    for (let steps = 0; !(await isThere()); steps++) {
      assert.ok(steps < 200, 'it is not reached')
      await desk.keyboard.press('Tab')
    }
    await desk.keyboard.press('Enter')
  },
  async write(desk, target, words) {
    assert.ok(await target.evaluate((it) => it.getRootNode().activeElement === it), 'it has the focus')
    await desk.keyboard.insertText(words)
  },
}
const finger = {
  press: (_, target) => target.tap(),
  write: (_, target, words) => target.fill(words),
}

test('by the keyboard alone', (t) => story(t, {}, keyboard))
test('by a finger on a phone, in the dark', (t) =>
  story(t, { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true, colorScheme: 'dark' }, finger))
