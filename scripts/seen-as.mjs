// For tests: `seen-as` has the browser show the page as on paper (`paper`), in the colours that somebody forces on it
// (`forced`), or as it is (`screen`).
export function seenAs() {
  return {
    name: 'seen-as',
    async executeCommand({ command, payload, session }) {
      if (command !== 'seen-as') return undefined
      const page = session.browser.getPage(session.id)
      if (session.browser.name === 'Firefox') await inFirefox(page, payload)
      else if ('emulateMediaFeatures' in page) await inChromium(page, payload)
      // what it has not done the test sees
      return true
    },
  }
}

async function inChromium(page, seen) {
  // the later of the two takes back what the other did
  await page.emulateMediaFeatures([{ name: 'forced-colors', value: seen === 'forced' ? 'active' : 'none' }])
  if (seen === 'paper') await page.emulateMediaType('print')
}

/** WebDriver BiDi has no word for it yet: the window that holds the page is asked, as the developer tools do. */
async function inFirefox(page, seen) {
  const { connection } = page.browser()
  const ask = async (method, params) => (await connection.send(method, params)).result
  const { contexts } = await ask('browsingContext.getTree', { 'moz:scope': 'chrome' })
  const expression = `{
    const { browser } = [...Services.wm.getEnumerator('navigator:browser')]
      .flatMap(({ gBrowser }) => gBrowser.browsers.map((browser) => ({ browser })))
      .find(({ browser }) => browser.currentURI.spec === ${JSON.stringify(page.url())})
    browser.browsingContext.forcedColorsOverride = '${seen === 'forced' ? 'active' : 'none'}'
    browser.browsingContext.mediumOverride = '${seen === 'paper' ? 'print' : ''}'
  }`
  const target = { context: contexts[0].context }
  const { type, exceptionDetails } = await ask('script.evaluate', { expression, target, awaitPromise: false })
  if (type === 'exception') throw new Error(exceptionDetails.text)
}
