/** Titles in plain Chinese and plain English, so that a word of the other language in a sentence is not the pack's. */
import type { Say } from '../types.js'
import type { Chance } from './sample-chance.js'

const FIRST = [
  ['东边', 'eastern'],
  ['夜间', 'nightly'],
  ['楼道', 'hallway'],
  ['临时', 'passing'],
  ['公共', 'public'],
  ['老旧', 'worn'],
  ['首次', 'first'],
  ['加急', 'urgent'],
  ['备用', 'spare'],
  ['雨季', 'rainy'],
] as const
const SECOND = [
  ['水表', 'meter'],
  ['门牌', 'plate'],
  ['巡查', 'round'],
  ['登记', 'entry'],
  ['灯具', 'lamp'],
  ['物资', 'goods'],
  ['意见', 'opinion'],
  ['车位', 'bay'],
  ['回访', 'call back'],
  ['整改', 'repair'],
  ['台账', 'ledger'],
  ['用户', 'user'],
] as const

/** Titles that differ from one another within one practice. */
export class Titles {
  readonly #given = new Set<string>()

  constructor(private readonly chance: Chance) {}

  next(): Say {
    for (let more = 0; ; more++) {
      const [first, second] = [this.chance.one(FIRST), this.chance.one(SECOND)]
      const zh = first[0] + second[0] + (more > 3 ? ORDINAL[more % 10]! + (more > 9 ? '组' : '号') : '')
      if (this.#given.has(zh) && more < 30) continue
      this.#given.add(zh)
      const en = `${first[1]} ${second[1]}${more > 3 ? ` ${more}` : ''}`
      return { zh, en: en.charAt(0).toUpperCase() + en.slice(1) }
    }
  }
}

const ORDINAL = '零一二三四五六七八九'
