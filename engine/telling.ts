/** A dossier told in full: its lines, and why each came out as it did. It loads behind what acts (engine/late.ts). */
import { formulas, slotOf } from './act/formula.js'
import { contextOf, ownerOf, prefixOf, type Owner, type World } from './act/world.js'
import { tailOf } from './act/read-id.js'
import { gather } from './facts/gather.js'
import { asked, headOf, refsIn } from './facts/refs.js'
import { fieldView, valueWords } from './form.js'
import { explainRow, reasonView, wordsOf } from './judge/explain.js'
import { judge } from './judge/judge.js'
import { listed, say } from './judge/words.js'
import { noteWords, voidWords } from './merge/words.js'
import type { ClockSpec } from './pack/format.js'
import { reasonIn } from './pack/reasons.js'
import { rowsThatFit } from './pack/table.js'
import { whoTitle } from './pack/who.js'
import type { Sight } from './seen.js'
import type { Show } from './show.js'
import { spanWords } from './time/duration.js'
import type { Data, Dossier, Due, Effect, Entry, Facts, Line, PartyId, Reason, Say } from './types.js'
import type { Choice, DossierView, FieldView, LineView, PrintView, ReasonView } from './view.js'

const empty = say('', '')

export class Telling {
  constructor(
    private readonly world: () => World,
    private readonly show: Show,
  ) {}

  /** @param seen what `me` is shown of the dossier; `secret` are private answers that may be shown */
  async view(
    dossier: Dossier,
    lines: readonly Line[],
    choices: readonly Choice[],
    { sight, secret, me }: { readonly sight: Sight; readonly secret: Data; readonly me: PartyId | undefined },
  ): Promise<DossierView> {
    const owner = ownerOf(this.world().book, prefixOf(dossier.id))
    await this.show.meet([dossier.fields, ...lines.map(({ entry }) => entry.data)], owner, me)
    const holder = sight === 'all' ? await this.show.holder(dossier) : undefined
    return {
      dossier,
      ...(sight === 'public' && { limited: true as const }),
      title: this.show.title(dossier),
      kind: owner.spec.title,
      step: owner.spec.steps[dossier.step] ?? say(dossier.step, dossier.step),
      place: this.show.place(dossier.place),
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
    return names.flatMap((name) => fieldView(name, owner, fields, this.world(), this.show.wording, secret) ?? [])
  }

  /** Private answers that may be shown. */
  answered(dossier: Dossier, secret: Data): readonly FieldView[] {
    return this.#fields(Object.keys(secret), dossier, ownerOf(this.world().book, prefixOf(dossier.id)), secret)
  }

  #prints({ pack, kind }: Owner): DossierView['prints'] {
    const forms = Object.entries(pack.file.print ?? {}).filter(([, form]) => form.on === kind)
    return forms.map(([name, { title }]) => ({ form: name, title }))
  }

  /** A form to be printed: fields in words and the form's own text (SPEC L99). Undefined where the kind has no such form. */
  async printed(dossier: Dossier, name: string, secret: Data, me: PartyId | undefined): Promise<PrintView | undefined> {
    const owner = ownerOf(this.world().book, prefixOf(dossier.id))
    const world = this.world()
    const form = owner.pack.file.print?.[name]
    if (form?.on !== owner.kind) return undefined
    await this.show.meet([dossier.fields], owner, me)
    const facts = await gather(
      refsIn(form.text),
      { owner, act: { type: 'print', by: 'anyone' }, after: dossier },
      world,
    )
    return {
      form: name,
      title: form.title,
      kind: owner.spec.title,
      label: this.show.title(dossier),
      number: tailOf(dossier.id),
      step: owner.spec.steps[dossier.step] ?? say(dossier.step, dossier.step),
      place: this.show.place(dossier.place),
      fields: this.#fields(form.fields ?? Object.keys(owner.spec.fields), dossier, owner, secret),
      ...(form.text && { text: this.show.filled(form.text, owner, { ...this.show.labelFacts(dossier), ...facts }) }),
      at: world.now,
    }
  }

  async line(line: Line, number: number, all: readonly Line[]): Promise<LineView> {
    const { entry } = line
    const owner = ownerOf(this.world().book, prefixOf(entry.on))
    const photos = photosOf(entry, owner)
    return {
      line,
      number,
      act: this.#actTitle(line, all),
      by: this.show.party(entry.by),
      words: this.#lineWords(line, owner),
      ...(photos.length > 0 && { photos }),
      ...(line.notes && {
        notes: line.notes.map((note) => ({
          says: noteWords(note),
          call: (note.call ?? []).map((id) => this.show.party(id)),
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

  reasons(why: readonly Reason[], owner: Owner, facts: Facts): ReasonView[] {
    return why.map((reason) =>
      reasonView(
        { ...reason, ...(reason.says && { says: this.show.filled(reason.says, owner, facts) }) },
        owner.pack,
        owner.kind,
        this.show.wording,
      ),
    )
  }

  #actTitle({ entry }: Line, all: readonly Line[]): Say {
    const { due } = entry
    if (!due) return this.show.done(entry).act
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
      const words = field.private
        ? say('已登记，不公开', 'kept apart')
        : valueWords(name, value, owner, this.show.wording)
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
    return {
      says: this.show.filled(says, owner, line.found?.law?.facts ?? {}),
      call: call.map((id) => this.show.party(id)),
    }
  }

  #proposed(act: string, owner: Owner): Say {
    return this.show.wording.act!(act.includes('/') ? act : `${owner.pack.name}/${act}`) ?? say(act, act)
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
          says: explainRow(name, row, owner.pack, owner.kind, this.show.wording),
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
    const says = explainSlot(formula, slot, book.lists[formula.schedule!.rotation ?? ''], this.show.wording)
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
        clauses: judged ? reasonView(judged, owner.pack, owner.kind, this.show.wording).clauses : [],
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
      const end = wordsOf(new Date(at).toISOString(), { type: 'moment' }, this.show.wording)
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
