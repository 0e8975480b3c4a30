// One hall of a market as it stood on 2020-02-18: 12 columns by 9 rows, two of them corridors, five stalls empty; all invented.
import { sampleName, samplePhone } from './names.mjs'

export const futian = '330782008'
const hall = `${futian}-3`
const asOf = '2020-02-18'
const since = '2019-01-01'
const [columns, rows] = [12, 9]
const corridors = [5, 10]

const pad = (number) => String(number).padStart(2, '0')

/** What is sold: key → words. */
const goods = {
  trinkets: { zh: '饰品', en: 'Trinkets' },
  hairpieces: { zh: '发饰', en: 'Hairpieces' },
  toys: { zh: '玩具', en: 'Toys' },
  stationery: { zh: '文具', en: 'Stationery' },
  socks: { zh: '袜类', en: 'Socks' },
}

/** Posts of the hall: post → title, and how many hold it. */
const hallPosts = {
  'market-manager': [{ zh: '市场管理员', en: 'Market manager' }, 2],
  'red-desk': [{ zh: '红色服务', en: 'Service desk' }, 1],
  'data-desk': [{ zh: '信息数据', en: 'Data desk' }, 1],
  'emergency-desk': [{ zh: '应急处置', en: 'Emergency desk' }, 1],
  'logistics-desk': [{ zh: '后勤保障', en: 'Logistics desk' }, 1],
}
const unitHead = { zh: '格长', en: 'Unit head' }

/** Twelve units of three by three, by position: those with a corridor in them hold six stalls. */
export function market(chance) {
  const places = {
    [futian]: { kind: 'street', title: { zh: '福田街道', en: 'Futian' } },
    [hall]: { kind: 'hall', title: { zh: '3号厅', en: 'Hall 3' }, in: futian },
  }
  const parties = {}
  const people = {}
  const posts = []
  const post = (name, place) => {
    const count = posts.length
    parties[`p-${pad(count + 1)}`] = { kind: 'person', sheet: `s-${pad(count + 1)}` }
    people[`s-${pad(count + 1)}`] = { name: sampleName(count), phone: samplePhone(count) }
    posts.push({ post: name, place, party: `p-${pad(count + 1)}`, from: since })
  }
  for (const [name, [, count]] of Object.entries(hallPosts)) for (let seat = 0; seat < count; seat++) post(name, hall)

  for (let unit = 0; unit < 12; unit++) {
    const block = `${hall}-u${pad(unit + 1)}`
    places[block] = { kind: 'block', title: { zh: `3-${pad(unit + 1)}格`, en: `Unit 3-${pad(unit + 1)}` }, in: hall }
    post('unit-head', block)
  }
  const cells = Array.from({ length: columns * rows }, (_, at) => [(at % columns) + 1, Math.floor(at / columns) + 1])
  const stalls = cells.filter(([col]) => !corridors.includes(col))
  const vacant = chance.some(5, stalls.length)
  for (const [col, row] of stalls) {
    const unit = Math.floor((row - 1) / 3) * 4 + Math.floor((col - 1) / 3) + 1
    const number = `3-${pad(row)}${pad(col)}`
    places[`${futian}-${number}`] = {
      kind: 'stall',
      title: { zh: number, en: number },
      in: `${hall}-u${pad(unit)}`,
      col,
      row,
      is: vacant.pop() ? { vacant: true } : { goods: chance.pick(Object.keys(goods)) },
    }
  }
  return {
    roster: {
      $schema: '../../../schemas/roster.schema.json',
      roster: 'futian',
      asOf,
      places,
      parties,
      posts,
      titles: {
        ...Object.fromEntries(Object.entries(hallPosts).map(([id, [title]]) => [id, title])),
        'unit-head': unitHead,
      },
      attributes: {
        goods: { title: { zh: '经营', en: 'Goods' }, of: ['stall'], type: 'choice', choices: goods },
        vacant: { title: { zh: '空位', en: 'Empty' }, of: ['stall'], type: 'yes-no' },
      },
    },
    people: {
      $schema: '../../../schemas/people.schema.json',
      purpose: { zh: '让商户和办事的人找得到责任人', en: 'So that merchants and staff can reach whoever answers' },
      basis: 'duty',
      keep: 'P1Y',
      people,
    },
  }
}
