// Writes engine/time/holidays.ts: the public holidays and make-up working days of chinese-days, small enough to be read and
// checked against the State Council's notice of each year. Run by hand after an update of chinese-days.
import { readFileSync, writeFileSync } from 'node:fs'
import prettier from 'prettier'

const root = new URL('..', import.meta.url)
const read = (path) => JSON.parse(readFileSync(new URL(`node_modules/chinese-days/${path}`, root), 'utf8'))
const { version } = read('package.json')
const { holidays, workdays } = read('dist/chinese-days.json')
const short = (date) => date.slice(5, 7) + date.slice(8)
const next = (date) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

/** year → name → its days off as ranges, its make-up days with a plus */
const years = {}
const put = (date, text) => {
  const name = text.split(',')[1]
  const year = (years[date.slice(0, 4)] ??= {})
  return (year[name] ??= { off: [], on: [] })
}
for (const date of Object.keys(holidays).sort()) {
  const { off } = put(date, holidays[date])
  if (off.at(-1)?.[1] && next(off.at(-1)[1]) === date) off.at(-1)[1] = date
  else off.push([date, date])
}
for (const date of Object.keys(workdays).sort()) put(date, workdays[date]).on.push(date)

const line = (names) =>
  Object.entries(names)
    .map(([name, { off, on }]) =>
      [
        name,
        ...off.map(([from, to]) => (from === to ? short(from) : `${short(from)}-${short(to)}`)),
        ...on.map((date) => `+${short(date)}`),
      ].join(' '),
    )
    .join(', ')

const source = `/** Chinese public holidays and make-up working days; without them four working hours before a festival are wrong.
 * Written by scripts/generate-holidays.mjs from chinese-days ${version}: name, days off (MMDD or a range), make-up days after a plus. */
export const holidayYears: Readonly<Record<number, string>> = {
${Object.keys(years)
  .sort()
  .map((year) => `  ${year}: '${line(years[year])}',`)
  .join('\n')}
}
`
const options = await prettier.resolveConfig(new URL('package.json', root))
writeFileSync(
  new URL('engine/time/holidays.ts', root),
  await prettier.format(source, { ...options, parser: 'typescript' }),
)
