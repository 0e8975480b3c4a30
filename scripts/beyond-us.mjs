// What an engine other than Chromium cannot pass, each with its cause. Whatever is named here and passes is told as a
// failure, so that the list stays true.
export const beyondUs = [
  {
    browser: 'WebKit',
    test: /^every tag, as it is seen > .*: (forced colours.*|paper)$/,
    cause: 'WebKitGTK has no forced colours, and its WebDriver cannot show a page as on paper',
  },
  {
    browser: 'WebKit',
    test: /^every tag, as it is seen > linli-board, as a command room: the largest type on a phone$/,
    cause: 'WebKitGTK keeps a tile at 60 px where its words at 30 px take two lines: they lie 7 px over the tile above',
  },
]
