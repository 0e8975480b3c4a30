// The test runner's closing line, for scripts/test.mjs to add up: "7 passed, 0 failed". A skipped test is a failed one.
export function tally() {
  let sessions = []
  const tests = (suite) => [...suite.tests, ...suite.suites.flatMap(tests)]
  return {
    onTestRunFinished: (run) => (sessions = run.sessions),
    stop() {
      let passed = 0
      let failed = 0
      for (const session of sessions) {
        const all = session.testResults ? tests(session.testResults) : []
        const good = all.filter((test) => test.passed && !test.skipped).length
        passed += good
        failed += all.length - good
        // a file that did not load, a hook that threw, or a file without a test
        if (all.length === 0 || (!session.passed && good === all.length)) failed++
      }
      console.log(`${passed} passed, ${failed} failed`)
    },
  }
}
