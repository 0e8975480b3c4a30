// Makes the demo's data: `node demo/data/generate.mjs [tiny|demo|full|market|two|inside|room …]` writes one folder a size, the same bytes every time.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pastCases, register } from './cases.mjs'
import { market } from './market.mjs'
import { seeded } from './random.mjs'
import { roomDay } from './room.mjs'
import { roster } from './roster.mjs'
import { today } from './today.mjs'
import { ruleFiles, twoDevices } from './two-devices.mjs'
import { yucaiInside } from './yucai.mjs'

const seed = 20200410
/** `demo` is what the pages show, so it bears the street's name. */
const folders = {
  tiny: 'tiny',
  demo: 'chengxiang',
  full: 'full',
  market: 'futian',
  two: 'two-devices',
  inside: 'yucai',
  room: 'room',
}

/** Everything of one size: file name → content. */
export function files(size) {
  const chance = seeded(seed)
  if (size === 'market') {
    const { roster, people } = market(chance)
    return { 'roster.json': lines(roster), 'people.json': lines(people) }
  }
  if (size === 'two') {
    const { roster: rosterFile, people } = twoDevices(roster(chance, 'tiny'))
    return {
      'roster.json': lines(rosterFile),
      'people.json': lines(people),
      ...ruleFiles('two-devices.community.json'),
    }
  }
  if (size === 'inside') {
    const { roster: rosterFile, people, past } = yucaiInside(chance, roster(chance, 'tiny'))
    return {
      'roster.json': lines(rosterFile),
      'people.json': lines(people),
      'past.json': lines(past),
      ...ruleFiles('yucai.community.json'),
    }
  }
  if (size === 'room') {
    const { roster: rosterFile } = roster(chance, 'demo')
    return { 'today.json': lines(roomDay(rosterFile, today(rosterFile))), ...ruleFiles('room.community.json') }
  }
  const { roster: rosterFile, people } = roster(chance, size)
  const cases = pastCases(chance, routing(), rosterFile.places)
  return {
    'roster.json': lines(rosterFile),
    'people.json': lines(people),
    'cases.csv': register(cases, rosterFile.places),
    'today.json': lines(today(rosterFile)),
  }
}

/** The routing table of the pack, a row as `{ type, name, platform, … }`: what is past was handled by the same rules. */
function routing() {
  const pack = JSON.parse(readFileSync(new URL('../../rules/four-platforms.pack.json', import.meta.url), 'utf8'))
  const { inputs, outputs, rows } = pack.tables.routing
  const columns = [...inputs, ...Object.keys(outputs)]
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])))
}

/** JSON with one place, party, post or person a line: a person can read it, and it stays half as large as indented. */
function lines(file) {
  const rows = Object.entries(file).map(([key, value]) => {
    if (typeof value !== 'object' || Object.keys(value).length < 9)
      return `${JSON.stringify(key)}: ${JSON.stringify(value)}`
    const items = Array.isArray(value)
      ? value.map((item) => JSON.stringify(item))
      : Object.entries(value).map(([id, item]) => `${JSON.stringify(id)}: ${JSON.stringify(item)}`)
    const [open, close] = Array.isArray(value) ? '[]' : '{}'
    return `${JSON.stringify(key)}: ${open}\n${items.join(',\n')}\n${close}`
  })
  return `{\n${rows.join(',\n')}\n}\n`
}

function write(size) {
  const folder = new URL(`${folders[size]}/`, import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files(size))) writeFileSync(new URL(name, folder), text)
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  const sizes = process.argv.slice(2)
  for (const size of sizes.length > 0 ? sizes : ['tiny', 'demo', 'market', 'two', 'inside', 'room']) write(size)
}
