// The desk of the demo in the hands of a test: who is here, what is reported, pressed and read, and the clock to turn.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/find-browser.mjs'
import { device, openPage } from './harness.mjs'

export const viewport = { width: 1720, height: 1000 }
export const opens = Date.parse('2020-04-10T17:30:00+08:00')
export const minute = 60_000

/** A desk where the afternoon counts as played: no cases, and the clock stands at half past five. */
export async function room(t, options = {}) {
  const context = await device(t, { viewport, reducedMotion: 'reduce', ...options })
  await emptyDesk(context)
  return context
}

const emptyDesk = (context) =>
  context.addInitScript((at) => {
    if (localStorage.getItem('street-clock')) return
    localStorage.setItem('street-clock', String(at))
    localStorage.setItem('street-played', JSON.stringify({ next: 1000, ids: {} }))
  }, opens)

/** A device that outlives its browser: a folder on disk, opened as often as one likes. */
export async function lasting(t) {
  const folder = mkdtempSync(join(tmpdir(), 'linli-'))
  let context
  const close = async () => {
    await context?.close()
    context = undefined
  }
  t.after(async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    async open() {
      context = await chromium.launchPersistentContext(folder, {
        ...(await launchOptions()),
        viewport,
        locale: 'zh-CN',
      })
      await emptyDesk(context)
      return context
    },
    close,
  }
}

export async function openDesk(context, host, page = '/desk.html') {
  const desk = await openPage(context, host.url + page)
  // an afternoon is played first
  await desk.locator('body[data-ready]').waitFor({ timeout: 60_000 })
  return desk
}

/** Reports a case as a person at the desk does; answers with its id. */
export async function report(desk, type, what = '示例', caller = '') {
  await desk.getByRole('button', { name: '上报' }).first().click()
  const form = desk.getByRole('dialog')
  await form.getByRole('searchbox').fill(type)
  // whoever works at one place finds it filled in
  if (await form.getByRole('combobox').count()) {
    await form.getByRole('combobox').fill('育才东苑 1幢')
    await form.getByRole('option').first().click()
  }
  await form.getByText(type, { exact: true }).click()
  await form.getByRole('textbox', { name: '情况' }).fill(what)
  if (caller) await form.getByRole('textbox', { name: '联系电话' }).fill(caller)
  await form.getByRole('button', { name: '交上去' }).click()
  await form.waitFor({ state: 'hidden' })
  // on a narrow screen cards are behind their rows
  if (!(await card(desk).isVisible()))
    await desk.locator('linli-board').getByText(type, { exact: true }).first().click()
  await card(desk).getByRole('heading', { name: type }).waitFor()
  return desk.locator('linli-board').evaluate((board) => board.selected)
}

export const card = (desk) => desk.locator('linli-case-card')
export const says = (desk, words) => card(desk).getByText(words).first().waitFor()
/** The step that the card names in its head: it is there once the line is written. */
export const stands = (desk, step) => card(desk).getByText(step, { exact: true }).first().waitFor()
export const turn = (desk, at) =>
  desk.evaluate((to) => document.querySelector('linli-station').station.clock.set(to), at)
export const linesOf = (desk, id) =>
  desk.evaluate((which) => document.querySelector('linli-station').station.lines(which), id)

/** Who is at the desk: the first of the cast whose post fits. */
export async function be(desk, post) {
  const chooser = desk.getByLabel('现在我是')
  const labels = await chooser.locator('option').allTextContents()
  await chooser.selectOption(labels.find((label) => post.test(label)))
}
/** An act that may be done now; one that may not stands below, in another list. */
export const press = (desk, name) =>
  card(desk).locator('linli-acts [part=acts]').getByRole('button', { name }).first().click()
export const choose = (desk, id) =>
  desk.locator('linli-board').evaluate((board, dossier) => (board.selected = dossier), id)
export const dossier = (desk, id) =>
  desk.evaluate((which) => document.querySelector('linli-station').station.dossier(which), id)
