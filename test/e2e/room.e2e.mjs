// The command room's three jobs, by keys alone and again by touch: accept within ten minutes, assign within five and watch
// the twenty; hand the shift over; know the numbers and open them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewport } from './desk.mjs'
import { keyTo, tabTo } from './hands.mjs'
import { assertClean, device, openPage, site, until } from './harness.mjs'

const words = {
  '/room.html': {
    accept: '受理',
    assign: '指派',
    before: '井盖缺失',
    risk: '高空坠物隐患',
    hole: '路面塌陷',
    gas: '燃气管道破裂',
    later: '\\+10 分',
    late: '超时',
    handOver: '交接班',
    hand: '交班',
    note: '外墙掉砖，夜里留意',
    places: '所有地方',
    show: '看这',
    sound: '声音 关',
    isOn: /十秒里最多响一声/,
  },
  '/en/room.html': {
    accept: 'Accept',
    assign: 'Assign',
    before: 'Manhole cover missing',
    risk: 'Falling-object risk',
    hole: 'Road collapse',
    gas: 'Gas leak',
    later: '\\+10 min',
    late: 'late',
    handOver: 'Hand over',
    hand: 'Hand over',
    note: 'Tiles are falling, watch the wall',
    places: 'Everywhere',
    show: 'Show these',
    sound: 'Sound off',
    isOn: /one in ten seconds at most/,
  },
}

/** Presses the first button of that name inside `within`, as a finger does or as the keyboard does. */
const presser = (page, isTouch) => (name, within, ways) =>
  isTouch
    ? within
        .getByRole('button', { name: new RegExp(name) })
        .first()
        .tap()
    : keyTo(page, new RegExp(`^button .*${name}`), ways)

/** The last two lines, and which of its clocks ran out. */
const dossier = (page, id) =>
  page.evaluate(async (which) => {
    const { station } = document.querySelector('linli-station')
    const lines = (await station.lines(which)).map(({ entry }) => entry)
    const { dues } = await station.dossier(which)
    return {
      lines: lines.slice(-2).map(({ act, by }) => `${act} ${by}`),
      late: dues.filter(({ fired }) => fired).map(({ clock }) => clock),
    }
  }, id)
const comesTo = (page, id, step) =>
  until(
    page,
    async ([which, to]) => (await document.querySelector('linli-station').station.dossier(which)).step === to,
    [id, step],
  )

for (const [path, says] of Object.entries(words))
  for (const isTouch of path.startsWith('/en') ? [false] : [false, true])
    test(`${path}: accepts, assigns, watches, counts and hands over by ${isTouch ? 'touch' : 'keys'}`, async (t) => {
      const host = await site(t)
      const context = await device(t, { viewport, reducedMotion: 'reduce', hasTouch: isTouch })
      const page = await openPage(context, host.url + path)
      // the afternoon and its shifts are played first
      await page.locator('body[data-ready]').waitFor({ timeout: 60_000 })
      const press = presser(page, isTouch)
      const board = page.locator('linli-board')
      const card = page.locator('linli-case-card')
      const sheet = board.getByRole('dialog').first()

      // the sound is off until somebody turns it on, and says what it does
      await press(says.sound, board)
      await board.getByText(says.isOn).first().waitFor()

      // one key an act: accept, then assign to whom the rules propose
      const me = await page.locator('#me').inputValue()
      const risk = board.locator('.strip', { hasText: says.risk })
      const id = await risk.getAttribute('data-id')
      if (isTouch) {
        await risk.tap()
        await card.getByRole('heading', { name: says.risk }).waitFor()
        await press(says.accept, card)
      } else {
        // the one before it is late already
        await tabTo(page, new RegExp(`^button .*${says.before}`))
        await page.keyboard.press('ArrowDown')
        await card.getByRole('heading', { name: says.risk }).waitFor()
        await page.keyboard.press('a')
      }
      await comesTo(page, id, 'accepted')
      // the next key is for what the card offers then
      await card.getByRole('button', { name: says.assign }).first().waitFor()
      if (isTouch) {
        // another button stands in the same spot now, and a double tap means the first one alone
        await risk.tap()
        await press(says.assign, card)
      } else await page.keyboard.press('s')
      await card.locator('linli-form').waitFor()
      await press(says.assign, card.locator('linli-form'))
      await comesTo(page, id, 'assigned')
      const done = await dossier(page, id)
      assert.deepEqual(done.lines, [`accept ${me}`, `assign ${me}`])
      assert.deepEqual(done.late, [])

      // watch the twenty: the sum of the clock, and late where it is
      const gas = board.locator('.strip', { hasText: says.gas })
      if (isTouch) await gas.tap()
      else {
        await tabTo(page, new RegExp(`^button .*${says.hole}`))
        await page.keyboard.press('ArrowDown')
      }
      await card
        .getByText(/17:17:05 \+ 20/)
        .first()
        .waitFor()
      await press(says.later, page, { back: true })
      await gas.getByText(says.late).first().waitFor()
      await card.getByText(says.late).first().waitFor()

      // the numbers: down to a community; what is listed there is what its number said
      await press(says.places, board)
      const first = sheet.locator('button.tally').first()
      const number = Number(await first.locator('span:nth-child(2)').evaluate((each) => each.lastChild.textContent))
      await assertClean(page)
      await press(await first.locator('span').first().innerText(), sheet)
      await press(says.show, sheet)
      assert.equal(await board.evaluate((each) => each.layout.rows.flat().length), number)

      // hand over: the note is a line of the shift
      await press(says.handOver, board.locator('.eave'), { back: true })
      await sheet.locator('.counted').first().waitFor()
      await assertClean(page)
      await press(says.hand, sheet.locator('linli-acts').first())
      const form = sheet.locator('linli-form')
      if (isTouch) await form.getByRole('textbox').fill(says.note)
      else {
        await tabTo(page, /^textarea/)
        await page.keyboard.type(says.note)
      }
      await press(says.hand, form)
      await until(
        page,
        async (note) => {
          const { station } = document.querySelector('linli-station')
          const shift = await station.dossier('shift/330109001/2020-04-10T16:00')
          return shift.step === 'handed-over' && shift.fields.handover === note
        },
        says.note,
      )
    })
