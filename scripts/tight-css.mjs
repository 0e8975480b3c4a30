// Sheets are written for people to read; what is published goes without their line breaks, indents and comments, an eighth
// of them when gzipped.

/** @param css what stands between the marks of css`…`, holes and all: what comes out of a hole is made when the page runs */
const tight = (css) =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    // not of a property that is left empty on purpose
    .replace(/([a-z-]): (?!;)/g, '$1:')
    .replace(/, /g, ',')
    .trim()

/** A module with its css`…` made tight; all that stands behind one stays in its line. */
export const withTightCss = (code) =>
  code.replace(/\bcss`([^`]*)`/g, (_, css) => `css\`${tight(css)}\`${'\n'.repeat(css.split('\n').length - 1)}`)
