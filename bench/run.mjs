// `npm run bench [-- row … --json]`: same-run comparisons; every row has a floor, peers and ours.
import { readdir } from 'node:fs/promises'

const words = process.argv.slice(2)
const wanted = words.filter((word) => !word.startsWith('--'))
const here = new URL('rows/', import.meta.url)
const files = (await readdir(here)).filter((name) => name.endsWith('.mjs')).sort()
const modules = await Promise.all(files.map((name) => import(new URL(name, here).href)))

const known = modules.flatMap((module) => Object.keys(module.rows))
const unknown = wanted.filter((row) => !known.includes(row))
if (unknown.length > 0) {
  console.error(`No row ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}

const results = []
for (const module of modules) {
  const rows = Object.keys(module.rows).filter((row) => wanted.length === 0 || wanted.includes(row))
  if (rows.length === 0) continue
  const measured = await module.measure(rows)
  for (const row of rows) {
    const { unit, says } = module.rows[row]
    const notes = [...(module.rows[row].notes ?? []), ...(measured.notes?.[row] ?? [])]
    const values = Object.entries(measured[row]).map(([who, value]) => ({ row, who, value, unit }))
    results.push(...values)
    if (!words.includes('--json')) print({ row, unit, says, notes, values })
  }
}
if (words.includes('--json')) console.log(JSON.stringify(results, null, 2))

function print({ row, unit, says, notes, values }) {
  const ours = values.find(({ who }) => who === 'linli')?.value
  console.log(`\n${row} · ${says}`)
  for (const { who, value } of values.toSorted((a, b) => a.value - b.value)) {
    const against = who === 'linli' || !ours || unit === '' ? '' : compare(value / ours)
    console.log(`  ${who.padEnd(32)}${round(value).padStart(12)} ${unit.padEnd(6)}${against}`)
  }
  for (const note of notes) console.log(`  ${note}`)
}

function compare(ratio) {
  return ratio >= 1 ? `${round(ratio)} × ours` : `ours is ${round(1 / ratio)} ×`
}

function round(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
