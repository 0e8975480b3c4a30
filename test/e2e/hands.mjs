// What people work with: the keyboard alone, or a finger on a phone. Tests by keys never put the focus anywhere themselves.
import assert from 'node:assert/strict'

/** A phone held upright, without a mouse. */
export const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }

/** What has the focus, however deep: its role or its name as an element, and what it is called. */
export const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const said = at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? ''
    return `${at?.getAttribute('role') ?? at?.localName} ${said.replace(/\s+/g, ' ').trim()}`
  })

/** Goes on with Tab until something of that name has the focus; `back` the other way round. */
export async function tabTo(page, name, { back = false, most = 80 } = {}) {
  const passed = []
  for (let steps = 0; steps < most; steps++) {
    const at = await focused(page)
    if (name.test(at)) return
    passed.push(at.slice(0, 40))
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  assert.fail(`Tab never came to ${name}: ${passed.join(' · ')}`)
}

/** Tab to it and Enter. */
export async function keyTo(page, name, ways) {
  await tabTo(page, name, ways)
  await page.keyboard.press('Enter')
}

/** Whatever stands open to a finger is large enough for it: each target with its words and its height that is too small. */
export const tooSmall = (inside, least) =>
  inside.locator(':is(button, a, input, select, summary):visible').evaluateAll(
    (all, px) =>
      all.flatMap((each) => {
        const box = (
          each.matches('.vh, [type=checkbox], [type=radio]')
            ? (each.labels?.[0] ?? each)
            : (each.closest('.field') ?? each)
        ).getBoundingClientRect()
        return box.height > 0 && box.height < px - 0.5
          ? [`${each.localName} ${each.textContent.trim() || each.ariaLabel} ${box.height}`]
          : []
      }),
    least,
  )
