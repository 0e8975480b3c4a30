/** A world that answers each question once: rules, sets and clocks of one judgement may ask for the same dossiers. */
import type { World } from '../act/world.js'

export function remembering(world: World): World {
  const answers = new Map<string, Promise<unknown>>()
  const once = <Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    let answer = answers.get(key)
    if (!answer) answers.set(key, (answer = ask()))
    return answer as Promise<Answer>
  }
  const asked: Pick<World, 'dossier' | 'find' | 'lines' | 'count' | 'unexpected'> = {
    dossier: (id) => once(`dossier ${id}`, () => world.dossier(id)),
    find: (query) => once(`find ${JSON.stringify(query)}`, () => world.find(query)),
    lines: (id) => once(`lines ${id}`, () => world.lines(id)),
    ...(world.count && { count: (query) => once(`count ${JSON.stringify(query)}`, () => world.count!(query)) }),
    ...(world.unexpected && { unexpected: (id) => once(`unexpected ${id}`, () => world.unexpected!(id)) }),
  }
  // a world may be an object with getters and methods: what is not asked here is inherited
  return Object.assign(Object.create(world) as World, asked)
}
