// What an engine other than Chromium cannot pass, each with its cause. Whatever is named here and passes is told as a
// failure, so that the list stays true.
export const beyondUs = [
  {
    browser: 'WebKit',
    test: /^every tag, as it is seen > .*: (forced colours.*|paper)$/,
    cause: 'WebKitGTK has no forced colours, and its WebDriver cannot show a page as on paper',
  },
]
