// The past cases were made without the engine; the engine must count the same due times.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { files } from '../../demo/data/generate.mjs'

const root = new URL('../../', import.meta.url)
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))

test('every due of the 1062 past cases recomputes in the calendar of its type', async () => {
  const { add } = await import(new URL('dist/engine/time/calendar.js', root).href)
  const zone = 'Asia/Shanghai'
  const { work } = read('rules/xiaoshan.community.json').calendars
  const calendars = {
    '24h': { name: '24h', zone },
    natural: { name: 'natural', zone },
    work: { name: 'work', zone, ...work },
  }
  const { inputs, outputs, rows } = read('rules/four-platforms.pack.json').tables.routing
  const names = [...inputs, ...Object.keys(outputs)]
  const cell = (row, name) => row[names.indexOf(name)]
  const types = new Map(rows.map((row) => [cell(row, 'name').zh, row]))

  const [header, ...cases] = files('demo')['cases.csv'].trim().split('\n')
  const columns = header.split(',')
  for (const line of cases) {
    const [type, assigned, due] = ['事项类型', '指派时间', '处置到期'].map(
      (name) => line.split(',')[columns.indexOf(name)],
    )
    const row = types.get(type)
    const moment = (time) => Date.parse(`${time.replace(' ', 'T')}+08:00`)
    assert.equal(add(calendars[cell(row, 'calendar')], moment(assigned), cell(row, 'limit')), moment(due), line)
  }
  assert.equal(cases.length, 1062)
})
