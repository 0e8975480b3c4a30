// Files that somebody broke: one sentence in place that says where and what was probably meant, and nothing else changes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, openDesk, press, report, room, says, stands } from './desk.mjs'
import { assertClean, openPage, site } from './harness.mjs'

const pack = '/rules/four-platforms.pack.json'
const community = '/rules/chengxiang.community.json'
const street = '/rules/xiaoshan.community.json'

/** What is broken, how, and what the sentence must say beside file, line and column. */
const faults = [
  [
    'a misspelt operator',
    pack,
    ['"operator": "greaterThanInclusive"', '"operator": "greaterThanInclusiv"'],
    '您是不是想写 greaterThanInclusive？',
  ],
  [
    'a misspelt fact',
    pack,
    ['{ "fact": "alike-cases", "operator"', '{ "fact": "alike-case", "operator"'],
    '您是不是想写 alike-cases？',
  ],
  ['a misspelt step', pack, ['"to": "accepted"', '"to": "acepted"'], '您是不是想写 accepted？'],
  ['a misspelt role', pack, ['"by": ["duty-officer"]', '"by": ["duty-offcer"]'], '您是不是想写 duty-officer？'],
  [
    'any: []',
    pack,
    ['{ "all": [{ "fact": "upheld", "operator": "equal", "value": true }] }', '{ "any": [] }'],
    '「any」是空的',
  ],
  ['a circle', street, ['"place": "330109",', '"place": "330109", "extends": "chengxiang",'], '绕成了圈'],
  ['broken JSON', pack, ['"uses": ["rectification-notice"],', '"uses": ["rectification-notice"]'], '少了逗号'],
  [
    'a limit beyond what the pack allows',
    community,
    ['"accept-limit": "PT10M"', '"accept-limit": "PT10H"'],
    'accept-limit',
  ],
]

const panel = (page) => page.locator('linli-station').getByRole('alert')
const name = (path) => path.split('/').at(-1)

async function staysAsItWas(t, host, change, file, words) {
  const context = await room(t)
  const desk = await openDesk(context, host)
  const id = await report(desk, '燃气管道破裂')
  const lines = await linesOf(desk, id)

  await change()
  await desk.reload()
  await desk.locator('body[data-ready]').waitFor()
  const says1 = await panel(desk).locator('li').first().innerText()
  assert.match(says1, new RegExp(`${name(file)} 第 \\d+ 行第 \\d+ 列`))
  assert.ok(says1.includes(words), says1)
  await panel(desk).getByText('什么都没有丢').waitFor()
  assert.deepEqual(await linesOf(desk, id), lines)

  // the last good version goes on working
  await desk.locator('linli-board').evaluate((board, which) => (board.selected = which), id)
  await press(desk, '受理')
  await stands(desk, '已受理')
  await assertClean(desk)
}

for (const [title, file, [from, to], words] of faults)
  test(`${title} in ${name(file)} is told in one sentence with its place, and the last good version goes on`, async (t) => {
    const host = await site(t)
    await staysAsItWas(t, host, () => host.edit(file, (text) => text.replace(from, to)), file, words)
  })

test('a missing pack is told where it is named, and the last good version goes on', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  const id = await report(desk, '燃气管道破裂')
  host.remove(pack)
  await desk.reload()
  await desk.locator('body[data-ready]').waitFor()
  await panel(desk).getByText('chengxiang.community.json 第 9 行第 15 列').waitFor()
  assert.equal((await linesOf(desk, id)).length, 1)
  await desk.locator('linli-board').evaluate((board, which) => (board.selected = which), id)
  await press(desk, '受理')
  await stands(desk, '已受理')
})

test('mended, the file is adopted again without reloading the page', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  await host.edit(community, (text) => text.replace('"accept-limit"', '"acept-limit"'))
  await desk.reload()
  await panel(desk).getByText('您是不是想写 accept-limit？').waitFor()
  await host.edit(community, (text) => text.replace('"acept-limit": "PT10M"', '"accept-limit": "PT8M"'))
  await panel(desk).getByRole('button', { name: '再读一次' }).click()
  await panel(desk).waitFor({ state: 'detached' })
  await report(desk, '楼道灯不亮')
  await says(desk, '17:30 + 8分 = 17:38')
})

test('where no version ever worked, the page says so and shows its own words', async (t) => {
  const host = await site(t)
  await host.edit(pack, (text) => text.replace('"to": "accepted"', '"to": "acepted"'))
  const page = await openPage(await room(t), `${host.url}/portal.html`)
  await panel(page).getByText('您是不是想写 accepted？').waitFor()
  await panel(page).getByText('这里还没有能用的上一版').waitFor()
  await page.getByText('网格名册正在打开。打不开时，请致电社区 000-0000-0072。').waitFor()
  await assertClean(page)
})
