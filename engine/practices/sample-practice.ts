/** A practice drawn at random within the rules of the loader: its packs, and the town in which it is put in force. */
import type { CommunityFile, PackFile } from '../pack/format.js'
import type { Say } from '../types.js'
import { drawActs, drawAnswers, drawSeparation } from './sample-acts.js'
import { Chance } from './sample-chance.js'
import { drawClocks } from './sample-clocks.js'
import { look, ref } from './sample-conditions.js'
import { Draft, type Making } from './sample-draft.js'
import { sentence } from './sample-effects.js'
import { drawFacts } from './sample-facts.js'
import { drawFields, drawLists, drawParams } from './sample-fields.js'
import { drawId, drawKind, drawPeople, expect } from './sample-kinds.js'
import { drawConditions, drawRules } from './sample-rules.js'
import { drawTables } from './sample-tables.js'
import { Titles } from './sample-titles.js'
import { drawTown, type Town } from './sample-town.js'

export interface Practice {
  readonly seed: number
  readonly packs: readonly PackFile[]
  readonly community: CommunityFile
  readonly town: Town
}

export function drawPractice(seed: number): Practice {
  const chance = new Chance(seed)
  const titles = new Titles(chance)
  const town = drawTown(chance)
  const other = chance.maybe(0.25) ? drawPack(chance, titles, town, 'b') : undefined
  const pack = drawPack(chance, titles, town, 'a', other)
  const packs = other ? [pack, other] : [pack]
  return { seed, packs, community: drawCommunity(chance, town, packs), town }
}

function drawPack(chance: Chance, titles: Titles, town: Town, pack: string, other?: PackFile): PackFile {
  const making: Making = {
    ...{ pack, version: 1, title: titles.next(), uses: other ? [other.pack] : [], sample: {} },
    ...{ roles: {}, params: {}, lists: {}, checklists: {}, dossiers: {}, acts: {}, clocks: {}, tables: {} },
    ...{ conditions: {}, facts: {}, schedules: {}, measures: {}, print: {}, texts: {} },
  }
  const draft = new Draft(chance, titles, town, new Map(other ? [[other.pack, other]] : []), making)
  if (chance.maybe(0.15)) making.from = '2020-04-09'
  if (chance.maybe(0.15)) making.until = '2020-04-20'
  if (making.until !== undefined && chance.maybe()) making.emergency = true
  for (let count = chance.between(1, 3); count > 0; count--) making.roles[draft.name('role')] = titles.next()
  drawLists(draft)
  drawParams(draft)
  const kinds = chance.times(1, pack === 'a' ? 3 : 1, () => drawKind(draft))
  const foreign = Object.keys(other?.dossiers ?? {}).map((kind) => `${other!.pack}/${kind}`)
  for (const name of kinds) drawFields(draft, making.dossiers[name]!, [...kinds, ...foreign])
  for (const name of kinds) {
    const kind = making.dossiers[name]!
    if (chance.maybe(0.25)) expect(draft, kind)
    drawId(draft, kind)
    drawActs(draft, name)
    drawSeparation(draft, name)
  }
  drawFacts(draft, chance.between(1, 4))
  drawTables(draft, chance.below(3))
  drawFacts(draft, chance.between(0, 3))
  for (const name of kinds) drawPeople(draft, name)
  drawConditions(draft)
  for (const name of kinds) drawClocks(draft, name)
  drawRules(draft)
  drawDefaults(draft)
  drawErrands(draft)
  drawAnswers(draft)
  drawPrint(draft)
  return tidy(making)
}

/** Defaults that are facts. */
function drawDefaults(draft: Draft): void {
  const { chance, file } = draft
  for (const [name, kind] of Object.entries(file.dossiers))
    for (const [field, spec] of Object.entries(kind.fields)) {
      const bare =
        spec.default === undefined && !spec.keep && !spec.private && spec.min === undefined && spec.max === undefined
      if (!bare || !['text', 'number', 'party', 'place', 'date', 'moment'].includes(spec.type) || !chance.maybe(0.06))
        continue
      const found = look(draft, draft.names(name), ({ type, choices }) => type === spec.type && !choices, 'line')
      if (found && found.fact !== field) kind.fields[field] = { ...spec, default: ref(found) }
    }
}

/** Items of checklists from which something can be begun. */
function drawErrands({ chance, file }: Draft): void {
  const opening = Object.entries(file.acts).filter(([, { from }]) => from.includes('new'))
  for (const [name, list] of Object.entries(file.checklists)) {
    const items = Object.entries(list.items).map(([item, spec]) => {
      if (spec.items || opening.length === 0 || !chance.maybe(0.2)) return [item, spec] as const
      const [act, { on }] = chance.one(opening)
      return [item, { ...spec, does: { act, on: `${file.dossiers[on]!.prefix ?? on}/{new}` } }] as const
    })
    file.checklists[name] = { ...list, items: Object.fromEntries(items) }
  }
}

function drawPrint(draft: Draft): void {
  const { chance, file, titles } = draft
  for (const [name, { fields }] of Object.entries(file.dossiers))
    if (chance.maybe(0.3))
      file.print[draft.name('print')] = {
        title: titles.next(),
        on: name,
        ...(chance.maybe(0.6) && { fields: chance.some(Object.keys(fields), 1, 3) }),
        ...(chance.maybe(0.6) && { text: sentence(draft, draft.names(name), true) }),
      }
}

/** Without the groups in which there is nothing. */
function tidy(making: Making): PackFile {
  const filled = Object.entries(making).filter(([, part]: [string, unknown]) => {
    if (Array.isArray(part)) return part.length > 0
    return typeof part !== 'object' || part === null || Object.keys(part).length > 0
  })
  return Object.fromEntries(filled) as unknown as PackFile
}

function drawCommunity(chance: Chance, town: Town, packs: readonly PackFile[]): CommunityFile {
  const why: Say = { zh: '本地如此', en: 'So here' }
  const overrides = packs.flatMap(({ pack, acts = {} }) =>
    chance.maybe(0.3)
      ? [
          {
            pack,
            at: `acts.${chance.one(Object.keys(acts))}.help`,
            value: { zh: '慢慢来', en: 'Take your time' },
            why,
          },
        ]
      : [],
  )
  return {
    community: 'drawn',
    version: 1,
    title: { zh: '城东', en: 'East' },
    place: town.top,
    timezone: town.zone,
    calendars: town.calendars,
    lists: town.lists,
    packs: packs.map(({ pack, version, roles = {}, params = {} }) => {
      const numbers = Object.entries(params).filter(([, { type }]) => type === 'number' || type === 'yes-no')
      return {
        pack,
        version,
        roles: Object.fromEntries(
          Object.keys(roles).map((role, index) => [
            role,
            [...new Set([town.posts[index % 3]!, ...chance.some(town.posts, 0, 1)])],
          ]),
        ),
        ...(numbers.length > 0 &&
          chance.maybe(0.3) && {
            params: Object.fromEntries(
              numbers.map(([name, { type }]) => [name, type === 'number' ? chance.between(0, 9) : chance.maybe()]),
            ),
          }),
      }
    }),
    ...(overrides.length > 0 && { overrides }),
  }
}
