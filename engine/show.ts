/** Dossiers as people read them: titles, names, reasons and next acts put into words; without it every screen would do so for itself. */
import { factAt } from './judge/comparable.js'
import { explainRow, reasonView, type Wording, wordsOf } from './judge/explain.js'
import { listed, say } from './judge/words.js'
import { judge } from './judge/judge.js'
import { gather } from './facts/gather.js'
import { asked, headOf, refsIn } from './facts/refs.js'
import { asAsked } from './act/defaults.js'
import { askName, needsPlace, partiesFor, whoWords } from './act/gate.js'
import { checklistOf, listedItems } from './pack/checklist.js'
import type { ActSpec, ClockSpec } from './pack/format.js'
import { reasonIn } from './pack/reasons.js'
import { rowsThatFit } from './pack/table.js'
import { noteWords, voidWords } from './merge/words.js'
import type { Aside } from './merge/arrive.js'
import { whoTitle } from './pack/who.js'
import { fill } from './pack/words.js'
import { spanWords } from './time/duration.js'
import type {
  Act,
  Data,
  Decision,
  Dossier,
  DossierId,
  Due,
  Effect,
  Entry,
  Facts,
  Line,
  PartyId,
  PlaceId,
  Reason,
  Say,
} from './types.js'
import type {
  AsideView,
  Choice,
  DossierView,
  FieldView,
  HolderView,
  LineView,
  PartyView,
  PlaceView,
  PrintView,
  ReasonView,
  RowView,
} from './view.js'
import { askView, fieldView, valueWords } from './form.js'
import { sightOf, type Sight } from './seen.js'
import { dateIn } from './time/calendar.js'
import { readId, tailOf } from './act/read-id.js'
import { formulas, slotFacts, slotOf } from './act/formula.js'
import { actOf, contextOf, ownerOf, prefixOf, type Owner, type World } from './act/world.js'

const empty = say('', '')

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
  async #meet(answers: readonly Data[], { pack, kind }: Owner, me: PartyId | undefined): Promise<void> {
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
    return this.filled(owner.spec.label, owner, this.#labelFacts(dossier))
  }

  /** What a label may say: the fields, what stands in the id, and when and where it was opened. */
  #labelFacts(dossier: Dossier): Facts {
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

  /** @param seen what `me` is shown of the dossier; `secret` are private answers that may be shown */
  async view(
    dossier: Dossier,
    lines: readonly Line[],
    choices: readonly Choice[],
    { sight, secret, me }: { readonly sight: Sight; readonly secret: Data; readonly me: PartyId | undefined },
  ): Promise<DossierView> {
    const owner = this.#owner(dossier)
    await this.#meet([dossier.fields, ...lines.map(({ entry }) => entry.data)], owner, me)
    const holder = sight === 'all' ? await this.holder(dossier) : undefined
    return {
      dossier,
      ...(sight === 'public' && { limited: true as const }),
      title: this.title(dossier),
      kind: owner.spec.title,
      step: owner.spec.steps[dossier.step] ?? say(dossier.step, dossier.step),
      place: this.place(dossier.place),
      fields: this.#fields(Object.keys(owner.spec.fields), dossier, owner, secret),
      ...(holder && { holder }),
      why:
        sight === 'all'
          ? [
              ...(await this.#whySlot(dossier)),
              ...this.#whyTables(dossier, owner),
              ...(await this.#whyClocks(dossier, owner)),
            ]
          : [],
      lines: (await Promise.all(lines.map((line, index) => this.line(line, index + 1, lines)))).toReversed(),
      choices,
      prints: sight === 'all' ? this.#prints(owner) : [],
      proposals: dossier.proposals.map((it) => ({
        ...it,
        title: this.#proposed(it.act, owner),
        toWords: listed(it.to.map((word) => whoTitle(word, owner.pack.file, owner.spec))),
      })),
    }
  }

  #fields(names: readonly string[], dossier: Dossier, owner: Owner, secret: Data): readonly FieldView[] {
    const { fields } = dossier
    return names.flatMap((name) => fieldView(name, owner, fields, this.world(), this.wording, secret) ?? [])
  }

  /** Private answers that may be shown. */
  answered(dossier: Dossier, secret: Data): readonly FieldView[] {
    return this.#fields(Object.keys(secret), dossier, this.#owner(dossier), secret)
  }

  #prints({ pack, kind }: Owner): DossierView['prints'] {
    const forms = Object.entries(pack.file.print ?? {}).filter(([, form]) => form.on === kind)
    return forms.map(([name, { title }]) => ({ form: name, title }))
  }

  /** A form to be printed: fields in words and the form's own text (SPEC L99). Undefined where the kind has no such form. */
  async printed(dossier: Dossier, name: string, secret: Data, me: PartyId | undefined): Promise<PrintView | undefined> {
    const owner = this.#owner(dossier)
    const world = this.world()
    const form = owner.pack.file.print?.[name]
    if (form?.on !== owner.kind) return undefined
    await this.#meet([dossier.fields], owner, me)
    const facts = await gather(
      refsIn(form.text),
      { owner, act: { type: 'print', by: 'anyone' }, after: dossier },
      world,
    )
    return {
      form: name,
      title: form.title,
      kind: owner.spec.title,
      label: this.title(dossier),
      number: tailOf(dossier.id),
      step: owner.spec.steps[dossier.step] ?? say(dossier.step, dossier.step),
      place: this.place(dossier.place),
      fields: this.#fields(form.fields ?? Object.keys(owner.spec.fields), dossier, owner, secret),
      ...(form.text && { text: this.filled(form.text, owner, { ...this.#labelFacts(dossier), ...facts }) }),
      at: world.now,
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

  async line(line: Line, number: number, all: readonly Line[]): Promise<LineView> {
    const { entry } = line
    const owner = ownerOf(this.world().book, prefixOf(entry.on))
    const photos = photosOf(entry, owner)
    return {
      line,
      number,
      act: this.#actTitle(line, owner, all),
      by: this.party(entry.by),
      words: this.#lineWords(line, owner),
      ...(photos.length > 0 && { photos }),
      ...(line.notes && {
        notes: line.notes.map((note) => ({
          says: noteWords(note),
          call: (note.call ?? []).map((id) => this.party(id)),
        })),
      }),
      why: entry.due || entry.note || entry.sheets ? [] : await this.#whyLine(line, owner),
      ...(line.state === 'void' && { void: this.#voidWords(line, all, owner) }),
    }
  }

  /**
   * The reasons of a line, told again from the facts it kept. Where the rule has changed since and would now say
   * otherwise, what it did then is told without its clauses.
   */
  async #whyLine({ entry }: Line, owner: Owner): Promise<ReasonView[]> {
    const rules = [...(owner.pack.actRules[entry.act] ?? []), ...(owner.pack.kindRules[owner.kind] ?? [])]
    const reasons = await judge(rules, entry.facts, contextOf(this.world()))
    const told = reasons.map((reason) =>
      reason.holds === entry.held.includes(reason.rule) ? reason : { ...reason, holds: !reason.holds, clauses: [] },
    )
    return this.reasons(told, owner, entry.facts)
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

  reasons(why: readonly Reason[], owner: Owner, facts: Facts): ReasonView[] {
    return why.map((reason) =>
      reasonView(
        { ...reason, ...(reason.says && { says: this.filled(reason.says, owner, facts) }) },
        owner.pack,
        owner.kind,
        this.wording,
      ),
    )
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

  #actTitle({ entry }: Line, owner: Owner, all: readonly Line[]): Say {
    const { due } = entry
    if (!due) return owner.pack.file.acts?.[entry.act]?.title ?? WRITTEN[entry.act] ?? say(entry.act, entry.act)
    const started = all
      .flatMap(({ entry: it }) => [...(it.expected?.starts ?? []), ...(it.starts ?? [])])
      .find((it) => it.clock === due.clock)
    const clock = started?.title ?? say(due.clock, due.clock)
    return due.warn ? say(`${clock.zh}将到时限`, `${clock.en}: due soon`) : say(`${clock.zh}超时`, `${clock.en}: late`)
  }

  #lineWords({ entry }: Line, owner: Owner): Say[] {
    // in the order of the kind's fields; a default that nobody chose says nothing
    const values = Object.entries(owner.spec.fields).flatMap(([name, field]) => {
      const value = entry.data[name]
      if (value === undefined || value === null || value === field.default) return []
      const words = field.private ? say('已登记，不公开', 'kept apart') : valueWords(name, value, owner, this.wording)
      return [say(`${field.title.zh}：${words.zh}`, `${field.title.en}: ${words.en}`)]
    })
    const reasons = entry.reason === undefined ? [] : [this.#reasonWords(entry.act, entry.reason, owner)]
    const told = entry.effects.filter((it) => it.type === 'notify').flatMap((it) => this.#told(it, entry, owner))
    const flags = entry.effects.flatMap((it) => (it.type === 'flag' ? [it.params?.['say'] as unknown as Say] : []))
    return [...values, ...this.#sheetWords(entry, owner), ...reasons, ...told, ...flags]
  }

  /** Which private answers were read or erased. */
  #sheetWords({ sheets }: Entry, { spec }: Owner): Say[] {
    if (!sheets) return []
    const fields = listed(sheets.fields.map((name) => spec.fields[name]?.title ?? say(name, name)))
    return [
      sheets.how === 'read'
        ? say(`看了${fields.zh}`, `read: ${fields.en}`)
        : say(`删了${fields.zh}`, `erased: ${fields.en}`),
    ]
  }

  /** What a notice says and to whom; a due's own title has said it already. */
  #told({ params }: Effect, entry: Entry, owner: Owner): Say[] {
    const to = listed((params?.['to'] as string[]).map((word) => whoTitle(word, owner.pack.file, owner.spec)))
    const notice = say(`已通知${to.zh}`, `Told: ${to.en}`)
    const words = params?.['say'] as unknown as Say | undefined
    return words && !entry.due ? [words, notice] : [notice]
  }

  #reasonWords(act: string, reason: string, owner: Owner): Say {
    const list = owner.pack.file.acts?.[act]?.reason
    const chosen = typeof list === 'string' ? owner.pack.file.lists?.[list]?.[reason] : undefined
    const packs = [...this.world().book.packs.values()]
    const words = chosen ?? packs.flatMap(({ file }) => reasonIn(file, reason) ?? [])[0]
    return say(`理由：${words?.zh ?? reason}`, `Reason: ${words?.en ?? reason}`)
  }

  #voidWords(line: Line, all: readonly Line[], owner: Owner) {
    const { says, call } = voidWords(line, all)
    return { says: this.filled(says, owner, line.found?.law?.facts ?? {}), call: call.map((id) => this.party(id)) }
  }

  /** Title of `pack/act`. */
  #actOfPack(name: string): Say | undefined {
    const [pack, act] = name.split('/') as [string, string]
    return this.world().book.packs.get(pack)?.file.acts?.[act]?.title
  }

  #proposed(act: string, owner: Owner): Say {
    return this.#actOfPack(act.includes('/') ? act : `${owner.pack.name}/${act}`) ?? say(act, act)
  }

  /** Which row of a table settles what acts write: why it goes to whom it goes. */
  #whyTables({ fields }: Dossier, owner: Owner): ReasonView[] {
    const { acts, tables } = owner.pack.file
    const sets = Object.values(acts ?? {}).flatMap((act) => (act.on === owner.kind && act.sets ? [act.sets] : []))
    return Object.entries(tables ?? {}).flatMap(([name, table]) => {
      // an act that changes what the table looks at (a step up a ladder) says in its own line what it did
      const settles = sets.some(
        (it) => [...refsIn(it)].some((one) => headOf(one) === name) && !table.inputs.some((input) => input in it),
      )
      const [row] = settles ? rowsThatFit(table, fields, this.world().book.zone) : []
      if (!row) return []
      return [
        {
          rule: name,
          says: explainRow(name, row, owner.pack, owner.kind, this.wording),
          holds: true,
          effect: empty,
          clauses: [],
        },
      ]
    })
  }

  /** Which slot of which schedule it belongs to, and why that is not on its own day. */
  async #whySlot({ id }: Dossier): Promise<ReasonView[]> {
    const { book } = this.world()
    const formula = formulas(book).get(prefixOf(id))
    const slot = slotOf(id, book)
    if (!formula || !slot) return []
    const { explainSlot } = await import('./explain/schedule.js')
    const says = explainSlot(formula, slot, book.lists[formula.schedule!.rotation ?? ''], this.wording)
    return [{ rule: formula.spec.schedule!, says, holds: true, effect: empty, clauses: [] }]
  }

  /** Why the clocks run as they do: each clock that started or might have, with the limit it was given. */
  async #whyClocks(dossier: Dossier, owner: Owner): Promise<ReasonView[]> {
    const world = this.world()
    const clocks = Object.entries(owner.pack.file.clocks ?? {}).filter(
      ([, it]) => it.on === owner.kind && it.runs.includes(dossier.step),
    )
    const told: ReasonView[] = []
    for (const [name, spec] of clocks) {
      const when = owner.pack.clockWhen[name]
      const running = dossier.dues.find((due) => due.clock === name && due.state !== 'stopped')
      const facts = await gather(
        refsIn({ limit: spec.limit }, when && asked(when)),
        { owner, act: newestAct(dossier), after: dossier },
        world,
      )
      const [judged] = when
        ? await judge(
            [{ name, says: spec.title, priority: 1, when, event: { type: 'flag' } }],
            facts,
            contextOf(this.world()),
          )
        : []
      const says = running
        ? this.#clockWords(running, dossier, spec, owner)
        : say(`${spec.title.zh}不计时`, `${spec.title.en}: no clock`)
      told.push({
        rule: name,
        says,
        holds: running !== undefined,
        effect: empty,
        clauses: judged ? reasonView(judged, owner.pack, owner.kind, this.wording).clauses : [],
      })
    }
    return told
  }

  #clockWords(
    { limit, spec: { until }, start, at }: Due,
    dossier: Dossier,
    { title, runs }: ClockSpec,
    owner: Owner,
  ): Say {
    if (until !== undefined) {
      const end = wordsOf(new Date(at).toISOString(), { type: 'moment' }, this.wording)
      return say(`${title.zh}期限是 ${end.zh}`, `${title.en}: due ${end.en}`)
    }
    const span = limit === undefined ? undefined : spanWords(limit)
    const step = owner.spec.steps[runs[0] ?? ''] ?? empty
    // of an expected dossier time began before anybody did anything
    const since =
      dossier.openedBy === 'clock' && start === dossier.opened
        ? say('日程时间', 'its own time')
        : say(step.zh, `"${step.en}"`)
    return say(
      `${title.zh}时限${span ? ` ${span.zh}` : ''}，从${since.zh}起算`,
      `${title.en}${span ? `: ${span.en}` : ''}, counted from ${since.en}`,
    )
  }
}

function photosOf({ data }: Entry, { spec }: Owner): readonly string[] {
  const names = Object.keys(spec.fields).filter((name) => spec.fields[name]!.type === 'photos')
  return names.flatMap((name) => (!spec.fields[name]!.private && (data[name] as readonly string[] | undefined)) || [])
}

/** What was done last: a clock that runs was asked for then. */
function newestAct({ last }: Dossier): { readonly type: string; readonly by: PartyId } {
  const [newest] = Object.entries(last).sort(([, a], [, b]) => (a.line < b.line ? 1 : -1))
  return { type: newest?.[0] ?? '', by: newest?.[1].by ?? 'clock' }
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
