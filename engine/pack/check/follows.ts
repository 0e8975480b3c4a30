/** Acts that follow acts: a circle that nothing breaks would go on until it is cut. */
import type { Effect } from '../../types.js'
import type { Path } from '../trouble.js'
import { entriesOf, type Ground } from './ground.js'

interface Link {
  readonly to: string
  readonly path: Path
}

function follows(effects: readonly Effect[], path: Path): Link[] {
  return effects.flatMap((effect, index): Link[] => {
    const params = effect.params ?? {}
    const at = [...path, index, 'params']
    if (effect.type === 'several') return follows(params['effects'] as unknown as Effect[], [...at, 'effects'])
    const here = params['on'] === undefined && params['each'] === undefined
    return effect.type === 'follow' && here ? [{ to: String(params['act']), path: [...at, 'act'] }] : []
  })
}

/** What always follows is certain and an error; what a rule may let follow is cut five deep, and only warned of. */
export function checkFollows({ file, teller }: Ground): void {
  const certain = new Map<string, Link[]>()
  const possible = new Map<string, Link[]>()
  for (const [name, act] of entriesOf(file.acts)) {
    const always = follows(act.then ?? [], ['acts', name, 'then'])
    const rules = (act.rules ?? []).flatMap((rule, index) =>
      follows([rule.event], []).map((link) => ({
        ...link,
        path: ['acts', name, 'rules', index, 'event', ...link.path.slice(1)],
      })),
    )
    certain.set(name, always)
    possible.set(name, [...always, ...rules])
  }
  const told = new Set<string>()
  const walk = (
    graph: ReadonlyMap<string, Link[]>,
    name: string,
    above: readonly string[],
    level: 'error' | 'warn',
  ): void => {
    for (const { to, path } of graph.get(name) ?? []) {
      const start = [...above, name].indexOf(to)
      if (start < 0) {
        walk(graph, to, [...above, name], level)
        continue
      }
      const circle = [...above, name].slice(start)
      const key = [...circle].sort().join(' ')
      if (told.has(key)) continue
      told.add(key)
      const words = [...circle, to].join(' → ')
      const zh = level === 'error' ? `办理绕成了圈：${words}。` : `办理可能绕成圈：${words}；到第五次会截断。`
      const en =
        level === 'error'
          ? `the acts run in a circle: ${words}.`
          : `the acts may run in a circle: ${words}; it is cut after five.`
      teller[level](path, { code: 'circle', zh, en, found: to })
    }
  }
  for (const name of certain.keys()) walk(certain, name, [], 'error')
  for (const name of possible.keys()) walk(possible, name, [], 'warn')
}
