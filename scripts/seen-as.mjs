// For tests: `seen-as` has the browser show the page as on paper or in the colours that somebody forces on it.
export function seenAs() {
  return {
    name: 'seen-as',
    async executeCommand({ command, payload, session }) {
      if (command !== 'seen-as') return undefined
      const page = session.browser.getPage(session.id)
      // the later of the two takes back what the other did
      await page.emulateMediaFeatures([{ name: 'forced-colors', value: payload === 'forced' ? 'active' : 'none' }])
      if (payload === 'paper') await page.emulateMediaType('print')
      return true
    },
  }
}
