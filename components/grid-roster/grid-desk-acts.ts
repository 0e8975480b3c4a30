/** Grids split, merged and left as they were, as acts of the pack that divides them. */
import type { ActSpec } from '../../engine/pack/format.js'
import { successionKinds, successionOf, type SuccessionKind } from '../../engine/roster/successions.js'
import type { Station } from '../../engine/station.js'
import type { Act, Data, DossierId, Effect, Say } from '../../engine/types.js'
import type { GridAnswered, GridDesk, GridWish } from './grid-desk.js'
import type { Seen } from './seen.js'

export function actsGridDesk(station: Station, seen: Seen): GridDesk | undefined {
  const kinds = successionKinds(station.book)
  if (kinds.length === 0) return undefined
  const by = station.me ?? 'anyone'
  const actsOn = ({ prefix }: SuccessionKind): readonly (readonly [string, ActSpec])[] => {
    const { pack, kind } = station.book.kinds.get(prefix)!
    return Object.entries(pack.file.acts ?? {}).filter(([, { on }]) => on === kind)
  }
  const opening = async (kind: SuccessionKind, place: string): Promise<readonly GridWish[]> =>
    Promise.all(
      actsOn(kind)
        .filter(([, { from }]) => from.includes('new'))
        .map(async ([act, { title, help }]) => {
          const on = `${kind.prefix}/new`
          const { because, says } = await station.ask({ type: act, on: on as DossierId, by, place })
          const how = kind.succession.takes === undefined ? ('merge' as const) : ('split' as const)
          return { ...{ how, act, on, place, title }, ...(help && { help }), ...(because && says && { no: says }) }
        }),
    )
  /** What is decided for a later day is offered to be taken back; what is in force is not. */
  const backwards = async (kind: SuccessionKind, place: string): Promise<readonly GridWish[]> => {
    const found = await station.dossiers({ kind: kind.prefix, place })
    const coming = found.flatMap((dossier) => {
      const decided = dossier.place === place ? successionOf(dossier, kind.succession) : undefined
      return decided && decided.since > seen.today ? { dossier, decided } : []
    })
    const wishes = coming.flatMap(({ dossier, decided }) =>
      actsOn(kind)
        .filter(([, { from, to }]) => from.includes(dossier.step) && to !== undefined && to !== dossier.step)
        .map(async ([act, { title, help }]): Promise<GridWish> => {
          const { because, says } = await station.ask({ type: act, on: dossier.id, by })
          const wish = { how: 'take-back' as const, act, on: dossier.id, place, title, decided }
          return { ...wish, ...(help && { help }), ...(because && says && { no: says }) }
        }),
    )
    return Promise.all(wishes)
  }
  const actOf = (wish: GridWish, { then, homes, stay, why }: GridAnswered): Act => {
    const { succession } = kinds.find(({ prefix }) => wish.on.startsWith(`${prefix}/`))!
    const data: Record<string, Data[string]> = {}
    const set = (field: string | undefined, value: Data[string] | undefined) => {
      if (field !== undefined && value !== undefined) data[field] = value
    }
    if (then) {
      set(succession.since, then.since)
      set(succession.heir, then.heir)
      set(succession.name, then.name)
      set(succession.takes, then.takes)
      set(succession.homes, homes)
      set(succession.stay, stay)
    }
    const { act: type, on, place } = wish
    return { type, on: on as DossierId, by, ...(then && { place }), data, reason: why }
  }

  return {
    asksWhy: true,
    async wishes(place) {
      const each = await Promise.all(kinds.map((kind) => Promise.all([opening(kind, place), backwards(kind, place)])))
      return [...each.flatMap(([open]) => open), ...each.flatMap(([, back]) => back)]
    },
    async ask(wish, answered) {
      // why is asked for when it is done
      const { because, says, effects } = await station.ask({ ...actOf(wish, answered), reason: answered.why || '…' })
      return { mind: effects.flatMap(said), ...(because !== undefined && says && { no: says }) }
    },
    async carry(wish, answered) {
      const { allowed, says } = await station.act(actOf(wish, answered))
      return allowed ? undefined : says
    },
  }
}

const said = ({ type, params }: Effect): readonly Say[] =>
  type === 'flag' && params?.['say'] ? [params['say'] as unknown as Say] : []
