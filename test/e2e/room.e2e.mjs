// The command room's three jobs, by keys alone and again by touch: accept in time, hand the shift over, know the numbers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewport } from './desk.mjs'
import { assertClean, device, openPage, site } from './harness.mjs'

const words = {
  '/room.html': {
    accept: '受理',
    handOver: '交接班',
    hand: '交班',
    note: '外墙掉砖，夜里留意',
    left: '办理',
    places: /所有地方/,
    sum: /合计/,
    show: /^看这/,
    sound: /声音 关/,
    isOn: /十秒里最多响一声/,
    me: '现在我是',
  },
  '/en/room.html': {
    accept: 'Accept',
    handOver: 'Hand over',
    hand: 'Hand over',
    note: 'Tiles are falling, watch the wall',
    places: /Everywhere/,
    sum: /Together/,
    show: /^Show these/,
    sound: /Sound off/,
    isOn: /one in ten seconds at most/,
    me: 'I am',
  },
}

/** Presses what a finger or the keyboard presses. */
const presser = (page, isTouch) => async (found) => {
  if (isTouch) return found.tap()
  await found.focus()
  await page.keyboard.press('Enter')
}
const stepOf = (page, id) =>
  page.evaluate(async (which) => (await document.querySelector('linli-station').station.dossier(which)).step, id)

for (const [path, says] of Object.entries(words))
  for (const isTouch of path.startsWith('/en') ? [false] : [false, true])
    test(`${path}: accepts, hands over and counts by ${isTouch ? 'touch' : 'keys'}`, async (t) => {
      const host = await site(t)
      const context = await device(t, { viewport, reducedMotion: 'reduce', hasTouch: isTouch })
      const page = await openPage(context, host.url + path)
      // the afternoon and its shifts are played first
      await page.locator('body[data-ready]').waitFor({ timeout: 60_000 })
      const press = presser(page, isTouch)
      const board = page.locator('linli-board')
      const sheet = board.getByRole('dialog')

      // the sound is off until somebody turns it on, and says what it does
      await press(board.getByRole('button', { name: says.sound }))
      await board.getByText(says.isOn).first().waitFor()

      // accept: one key for the act
      const id = await board.evaluate((each) => each.selected)
      assert.equal(await stepOf(page, id), 'reported')
      await board.locator(`.strip[data-id="${id}"]`).focus()
      if (isTouch) await press(page.locator('linli-case-card').getByRole('button', { name: says.accept }).first())
      else await page.keyboard.press('a')
      await page.waitForFunction(
        async (which) => (await document.querySelector('linli-station').station.dossier(which)).step === 'accepted',
        id,
      )

      // the numbers: down to a community; what is listed there is what its number said
      await press(board.getByRole('button', { name: says.places }))
      const first = sheet.locator('button.tally').first()
      const number = Number(await first.locator('span:nth-child(2)').evaluate((each) => each.lastChild.textContent))
      await assertClean(page)
      await press(first)
      await press(sheet.getByRole('button', { name: says.show }))
      assert.equal(await board.evaluate((each) => each.layout.rows.flat().length), number)

      // hand over: the note is a line of the shift
      await press(board.getByRole('button', { name: says.handOver }))
      await sheet.locator('.counted').first().waitFor()
      await assertClean(page)
      await press(sheet.locator('linli-acts').first().getByRole('button', { name: says.hand }).first())
      await page.locator('linli-form').getByRole('textbox').fill(says.note)
      await press(page.locator('linli-form').getByRole('button', { name: says.hand }))
      await page.waitForFunction(async (note) => {
        const { station } = document.querySelector('linli-station')
        const shift = await station.dossier('shift/330109001/2020-04-10T16:00')
        return shift.step === 'handed-over' && shift.fields.handover === note
      }, says.note)
    })
