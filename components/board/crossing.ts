/** Says once, politely, that clocks passed 80 % or ran out: the countdowns themselves are no live region. */
import type { LinliElement } from '../base/element.js'
import type { Placed } from './standing.js'
import { words } from './words.js'

export function crossing(host: LinliElement, crossed: readonly Placed[], voided: readonly Placed[] = []): string {
  const { crossed: say, came: cameTo } = host.words(words)
  const what = ({ row }: Placed) => [row.title, ...row.place.path].map((part) => host.say(part)).join(' ')
  const marks = (['late', 'warn'] as const).flatMap((mark) => {
    const some = crossed.filter((each) => each.mark === mark)
    return some[0] ? say[mark](some.length, what(some[0])) : []
  })
  return [...marks, ...(voided[0] ? [cameTo.nothing(what(voided[0]))] : [])].join(' ')
}
