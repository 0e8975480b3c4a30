// Registers and rosters that an office already has: good rows go in, bad ones are named, long work can be watched and stopped.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { files } from '../../demo/data/generate.mjs'
import { linesOf, openDesk, room } from './desk.mjs'
import { assertClean, device, openPage, site } from './harness.mjs'

const register = files('demo')['cases.csv'].trim().split('\n')
const [headings, ...cases] = register
const csv = (name, rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from([headings, ...rows].join('\n')) })

const count = (desk, query) =>
  desk.evaluate((which) => document.querySelector('linli-station').station.count({ kind: 'case', ...which }), query)

/** Opens the dialog and gives it a file; answers with the dialog. */
async function bring(desk, file) {
  await desk.getByRole('button', { name: '导入' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('CSV 文件').setInputFiles(file)
  await dialog.getByRole('heading', { name: '栏目对应' }).waitFor()
  return dialog
}

test('of a hundred rows three are bad: ninety-seven go in, the three are named with their rows and what was meant', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  const rows = cases.slice(0, 100)
  rows[9] = rows[9].replace(/2020-\d\d-\d\d/, '2020-02-31')
  rows[29] = rows[29].replace(/^([^,]*,[^,]*),[^,]*/, '$1,楼道灯不凉')
  rows[59] = rows[59].replace(/3301090010\d\d/, '3301090019')

  const dialog = await bring(desk, csv('二月.csv', rows))
  await dialog.getByRole('button', { name: '检查一遍' }).click()
  await dialog.getByText('97 件可以读进来').waitFor()
  const told = await dialog.getByRole('listitem').allInnerTexts()
  assert.equal(told.length, 3, told.join('\n'))
  for (const [at, row] of [
    [0, 11],
    [1, 31],
    [2, 61],
  ])
    assert.match(told[at], new RegExp(`第 ?${row} ?行`))
  assert.match(told[1], /楼道灯不亮/)
  assert.equal((await count(desk)).total, 0)
  await assertClean(desk)

  await dialog.getByRole('button', { name: '读进来' }).click()
  await dialog.getByText('已读进来 97 件').waitFor()
  assert.equal((await count(desk)).total, 97)
  await dialog.getByRole('button', { name: '关上' }).last().click()

  // the same file once more: nothing comes twice, and the columns are known
  const again = await bring(desk, csv('二月.csv', rows))
  assert.equal(await again.getByLabel('到期时间').inputValue(), '处置到期')
  await again.getByRole('button', { name: '检查一遍' }).click()
  await again.getByRole('button', { name: '读进来' }).click()
  await again.getByText('97 件本来就在').waitFor()
  assert.equal((await count(desk)).total, 97)
})

test('the past of the street: 1062 accepted, 1062 closed, and every one opens', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  const dialog = await bring(desk, csv('cases.csv', cases))
  await dialog.getByRole('button', { name: '检查一遍' }).click()
  await dialog.getByText('1,062 件可以读进来').waitFor()
  await dialog.getByRole('button', { name: '读进来' }).click()
  await dialog.getByText('已读进来 1,062 件').waitFor()
  const { total, steps } = await count(desk)
  assert.deepEqual([total, steps.closed], [1062, 1062])
  const [one] = await desk.evaluate(() =>
    document.querySelector('linli-station').station.dossiers({ kind: 'case', limit: 1 }),
  )
  assert.ok((await linesOf(desk, one.id)).length > 0)
  assert.ok(one.source.startsWith('CX2020-'))
})

test(
  '100,000 rows show how far they are, can be stopped, and are taken up again where they stopped',
  { timeout: 300_000 },
  async (t) => {
    const host = await site(t)
    const context = await room(t)
    const desk = await openDesk(context, host)
    const many = Array.from({ length: 100_000 }, (_, at) => cases[at % cases.length].replace(/^[^,]*/, `N${at}`))
    const folder = mkdtempSync(join(tmpdir(), 'linli-'))
    t.after(() => rmSync(folder, { recursive: true }))
    // a name in letters: without a locale Chromium cannot open a path in any others
    const file = join(folder, 'many.csv')
    writeFileSync(file, csv('', many).buffer)
    let dialog = await bring(desk, file)
    await dialog.getByRole('button', { name: '检查一遍' }).click()
    await dialog.getByText(/已读 [\d,]+ 行，共 100,000 行/).waitFor()
    await dialog.getByText('100,000 件可以读进来').waitFor({ timeout: 120_000 })
    await dialog.getByRole('button', { name: '读进来' }).click()
    await dialog.getByText(/已读 [1-9][\d,]* 行/).waitFor({ timeout: 60_000 })
    await dialog.getByRole('button', { name: '停下' }).click()
    await dialog.getByText('中途停下了').waitFor({ timeout: 60_000 })
    const { total: some } = await count(desk)
    assert.ok(some > 0 && some < 100_000, `${some} rows`)
    await dialog.getByRole('button', { name: '关上' }).last().click()

    dialog = await bring(desk, file)
    await dialog.getByRole('button', { name: '检查一遍' }).click()
    await dialog.getByRole('button', { name: '读进来' }).click({ timeout: 120_000 })
    await dialog.getByText('件本来就在，没有动').waitFor({ timeout: 120_000 })
    assert.equal((await count(desk)).total, 100_000)
  },
)

test('a roster from a spreadsheet: of a hundred buildings three are bad, ninety-seven stand in the tree with their leaders', async (t) => {
  const own = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>名册</title><link rel="icon" href="/img/icon.svg">
<script type="module" src="/linli.js"></script></head><body><main><h1>名册</h1>
<linli-grid-roster src="/data/tiny/roster.json" people="/data/tiny/people.json"></linli-grid-roster></main></body></html>`
  const host = await site(t, { files: { '/own.html': own } })
  const page = await openPage(await device(t, { viewport: { width: 1280, height: 900 } }), `${host.url}/own.html`)
  const grid = '330109001072-005'
  const rows = Array.from({ length: 100 }, (_, at) => `${grid}-${101 + at},新${101 + at}幢,${grid},新示例${at}`)
  rows[9] = rows[9].replace(grid, '330109001072-995').replace(`,${grid},`, ',330109001072-995,')
  rows[29] = rows[29].replace(/^[^,]*/, '')
  rows[59] = rows[58]
  const text = ['代码,名称,所在,楼长', ...rows].join('\n')

  await page.getByRole('button', { name: '导入名册' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel('表格文件')
    .setInputFiles({ name: '楼栋.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await dialog.getByRole('button', { name: '检查一遍' }).click()
  await dialog.getByText('97 行可以读进来').waitFor()
  await dialog.getByText('3 行先跳过').waitFor()
  for (const row of [11, 31, 61])
    await dialog
      .getByText(new RegExp(`第 ?${row} ?行`))
      .first()
      .waitFor()
  await assertClean(page)
  await dialog.getByRole('button', { name: '读进来' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('searchbox').fill('新150幢')
  await page.getByRole('treegrid').getByText('新示例49').waitFor()
  assert.deepEqual(page.problems, [])
})
