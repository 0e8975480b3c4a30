// What an engine other than Chromium cannot pass, each with its cause. Whatever is named here and passes is told as a
// failure, so that the list stays true.
export const beyondUs = [
  {
    browser: 'Firefox',
    test: /^every tag, as it is seen > .*: (forced colours.*|paper)$/,
    cause: 'WebDriver BiDi as Firefox 153 speaks it can neither force colours nor show a page as on paper',
  },
  {
    browser: 'WebKit',
    test: /^every tag, as it is seen > .*: (forced colours.*|paper)$/,
    cause: 'WebKitGTK has no forced colours, and its WebDriver cannot show a page as on paper',
  },
  {
    browser: 'WebKit',
    test: /^every tag, as it is seen > (linli-board: the largest type on a phone|linli-market-board: (the largest type on a phone|a kiosk))$/,
    cause: 'WebKitGTK lays its scrollbar over the lower edge of what scrolls sideways, and it catches the finger there',
  },
]
