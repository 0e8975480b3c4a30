/** Dossiers as people read them: titles, names, reasons and next acts put into words; without it every screen would do so for itself. */
import { factAt } from './judge/comparable.js'
import { say, wordsOf, type Wording } from './judge/words.js'

import { gather } from './facts/gather.js'
import { refsIn } from './facts/refs.js'
import { asAsked } from './act/defaults.js'
import { askName, needsPlace, partiesFor, whoWords } from './act/gate.js'
import { checklistOf, listedItems } from './pack/checklist.js'
import type { ActSpec } from './pack/format.js'
import type { Aside } from './merge/arrive.js'
import { fill } from './pack/words.js'
import type { Data, Act, Decision, Dossier, DossierId, Entry, Facts, PartyId, PlaceId, Say } from './types.js'
import type { AsideView, Choice, HolderView, PartyView, PlaceView, RowView } from './view.js'
import { askView } from './form.js'
import { sightOf, type Sight } from './seen.js'
import { dateIn } from './time/calendar.js'
import { readId } from './act/read-id.js'
import { slotFacts } from './act/formula.js'
import { actOf, ownerOf, prefixOf, type Owner, type World } from './act/world.js'

export class Show {
  readonly wording: Wording
  /** What dossiers are called that others name, as they were met last. */
  readonly #met = new Map<DossierId, Say>()

  constructor(private readonly world: () => World) {
    this.wording = {
      get zone() {
        return world().book.zone
      },
      place: (id: PlaceId) => this.placeWords(id),
      party: (id: PartyId) => this.party(id).name,
      act: (name: string) => this.#actOfPack(name),
      dossier: (id: DossierId) => this.#met.get(id),
    }
  }

  /** Looks up what the dossiers are called that are named in these answers, before they are put into words. */
  async meet(answers: readonly Data[], { pack, kind }: Owner, me: PartyId | undefined): Promise<void> {
    const isLink = (name: string) => /^dossiers?$/.test(pack.names[kind]?.get(name)?.type ?? '')
    const ids = answers.flatMap((data) =>
      Object.entries(data).flatMap(([name, value]) => (isLink(name) ? [value].flat() : [])),
    )
    await Promise.all(
      [...new Set(ids.filter((id) => typeof id === 'string'))].map(async (it) => {
        const id = it as DossierId
        const { title, place } = await this.called(id, me)
        // one that is not here, or not for them, goes by its kind and its own number there
        const isKind = !place && this.world().book.kinds.has(prefixOf(id))
        const number = id.slice(id.lastIndexOf('/') + 1)
        this.#met.set(id, isKind ? say(`${title.zh} ${number}`, `${title.en} ${number}`) : title)
      }),
    )
  }

  place(id: PlaceId): PlaceView {
    const { places, book } = this.world()
    const above = places.ancestors(id)
    // what lies above the community's own place is the same for every dossier here
    const own = above.indexOf(book.place)
    const path = [...(own < 0 ? above : above.slice(0, own)).toReversed(), id]
    return { id, path: path.map((it) => places.get(it)?.title ?? say(it, it)) }
  }

  /** Place in one phrase, biggest first. */
  placeWords(id: PlaceId): Say {
    const { path } = this.place(id)
    return say(path.map((it) => it.zh).join(' · '), path.map((it) => it.en).join(' · '))
  }

  party(id: PartyId): PartyView {
    if (id === 'clock') return { id, name: say('时限', 'Clock') }
    if (id === 'anyone') return { id, name: say('居民', 'A resident') }
    const { posts } = this.world()
    const party = posts.party(id)
    const [held] = posts.of(id)
    return {
      id,
      name: party?.name ?? say(id, id),
      // without the people file a person goes by their post, and that is said once
      ...(held && party?.named !== false && { post: posts.title(held.post) }),
      ...(party?.phone !== undefined && { phone: party.phone }),
    }
  }

  /** Fills the placeholders of a sentence of the pack with the words of these facts. */
  filled(words: Say, owner: Owner, facts: Facts): Say {
    return fill(words, (name, path) => {
      const known = owner.pack.names[owner.kind]?.get(name)
      const value = factAt(facts, name, path)
      if (value === undefined || value === null || !known) return undefined
      const at =
        path.reduce<typeof known | undefined>((it, part) => it?.members?.[part] as typeof known | undefined, known) ??
        known
      // a sentence says its units itself
      const { unit: _, ...plain } = at
      return wordsOf(value, plain, this.wording)
    })
  }

  title(dossier: Dossier): Say {
    const owner = this.#owner(dossier)
    if (!owner.spec.label) return owner.spec.title
    return this.filled(owner.spec.label, owner, this.labelFacts(dossier))
  }

  /** What a label may say: the fields, what stands in the id, and when and where it was opened. */
  labelFacts(dossier: Dossier): Facts {
    const { book } = this.world()
    const day = dateIn(dossier.opened, book.zone)
    return {
      year: day.slice(0, 4),
      month: day.slice(0, 7),
      opened: day,
      step: dossier.step,
      ...readId(dossier.id, book),
      ...slotFacts(dossier.id, book),
      ...dossier.fields,
      place: dossier.place,
      id: dossier.id,
    }
  }

  async row(dossier: Dossier, sight: Sight = 'all'): Promise<RowView> {
    const { spec } = this.#owner(dossier)
    const holder = sight === 'all' ? await this.holder(dossier) : undefined
    return {
      id: dossier.id,
      kind: prefixOf(dossier.id),
      title: this.title(dossier),
      step: dossier.step,
      stepTitle: spec.steps[dossier.step] ?? say(dossier.step, dossier.step),
      place: this.place(dossier.place),
      ...(holder && { holder }),
      dues: dossier.dues,
      opened: dossier.opened,
      at: dossier.at,
      ended: dossier.ended,
      void: dossier.void,
      fields: dossier.fields,
      ...(dossier.source !== undefined && { source: dossier.source }),
    }
  }

  /** Who must act next, and who stands in where the post is vacant. */
  async holder(dossier: Dossier): Promise<HolderView | undefined> {
    const owner = this.#owner(dossier)
    const word = owner.spec['held-by']?.[dossier.step]
    if (word === undefined) return undefined
    const world = this.world()
    const parties = (await partiesFor(word, owner, dossier, world)).map((id) => this.party(id))
    const role =
      owner.pack.file.roles?.[word] ?? owner.spec.fields[word]?.title ?? (await whoWords(word, owner, dossier, world))
    return { role, parties }
  }

  /** A line that is kept beside the journal. */
  async aside(aside: Aside, me: PartyId | undefined): Promise<AsideView> {
    const { entry } = aside
    const { asideWords } = await import('./merge/aside-words.js')
    return { ...aside, ...(await this.called(entry.on, me)), ...this.done(entry), ...asideWords(aside) }
  }

  /** What was done and by whom, of a line whose dossier need not be here. */
  done({ on, act, by }: Pick<Entry, 'on' | 'act' | 'by'>): { readonly act: Say; readonly by: PartyView } {
    const { book } = this.world()
    const owner = book.kinds.has(prefixOf(on)) ? ownerOf(book, prefixOf(on)) : undefined
    return { act: owner?.pack.file.acts?.[act]?.title ?? WRITTEN[act] ?? say(act, act), by: this.party(by) }
  }

  /** What a dossier is called before somebody who may not be shown it: then its kind stands for it. */
  async called(id: DossierId, me: PartyId | undefined): Promise<{ readonly title: Say; readonly place?: PlaceView }> {
    const world = this.world()
    if (!world.book.kinds.has(prefixOf(id))) return { title: say(id, id) }
    const dossier = await world.dossier(id)
    if (!dossier || (await sightOf(dossier, me, world)) !== 'all')
      return { title: ownerOf(world.book, prefixOf(id)).spec.title }
    return { title: this.title(dossier), place: this.place(dossier.place) }
  }

  /** What a choice or opening asks, with everything a form needs to draw it. */
  async choice(type: string, owner: Owner, decision: Decision, dossier: Dossier | undefined): Promise<Choice> {
    const spec = actOf(owner, type)
    const { parent } = owner.spec
    const asks = [...(!dossier && parent !== undefined ? [parent] : []), ...(spec.asks ?? [])]
    const filling = { dossier, facts: await this.#asked(asks, owner, dossier, decision.act) }
    const reason =
      spec.reason === true ? true : spec.reason !== undefined ? owner.pack.file.lists?.[spec.reason] : undefined
    return {
      act: type,
      title: spec.title,
      ...(spec.help && { help: spec.help }),
      asks: asks.map((ask) => askView(ask, owner, this.world(), filling)),
      ...(!dossier && needsPlace(owner) && { place: true }),
      ...(reason !== undefined && { reason }),
      ...(spec['cannot-be-undone'] && { final: true }),
      decision,
    }
  }

  #owner(dossier: Dossier): Owner {
    return ownerOf(this.world().book, prefixOf(dossier.id))
  }

  /** The facts that a form names: by its defaults, and by what the items of its checklists do. */
  async #asked(asks: readonly string[], owner: Owner, dossier: Dossier | undefined, act: Act): Promise<Facts> {
    const fields = asks.flatMap((ask) => owner.spec.fields[askName(ask)] ?? [])
    const lists = fields.flatMap((field) => checklistOf(field, owner.pack.file) ?? [])
    const does = lists.flatMap((list) => listedItems(list.items)).flatMap(({ item }) => item.does ?? [])
    const names = refsIn([does, fields.map((field) => field.default)])
    if (names.size === 0) return {}
    const world = this.world()
    return gather(names, await asAsked(act, owner, dossier, world), world)
  }

  /** Title of `pack/act`. */
  #actOfPack(name: string): Say | undefined {
    const [pack, act] = name.split('/') as [string, string]
    return this.world().book.packs.get(pack)?.file.acts?.[act]?.title
  }
}

/** Acts that the engine itself writes. */
const WRITTEN: Readonly<Record<string, Say>> = {
  again: say('合并后复核', 'Asked again'),
  note: say('合并后得知', 'Learnt after a merge'),
  import: say('导入', 'Imported'),
  'answers-read': say('网格外查看个人信息', 'Personal details read from outside the grid'),
  'consent-withdrawn': say('撤回同意，删除个人信息', 'Consent taken back, personal details erased'),
  rename: say('规则包换了叫法', 'The pack changed its words'),
}

/** Acts that people can do on a kind, in file order. */
export function humanActs(owner: Owner): [string, ActSpec][] {
  return Object.entries(owner.pack.file.acts ?? {}).filter(
    ([, it]) => it.on === owner.kind && it.by.some((word) => word !== 'clock' && word !== 'device'),
  )
}
