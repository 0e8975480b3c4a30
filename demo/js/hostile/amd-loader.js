// What an AMD loader does to a page: a global define, and an error for every anonymous module it did not ask for.
;(() => {
  const modules = new Map()
  const seen = []
  window.define = (name, needs, make) => {
    if (typeof name !== 'string') {
      seen.push(name)
      throw new Error('Mismatched anonymous define()')
    }
    modules.set(name, (make ?? needs)(...(make ? needs.map((need) => modules.get(need)) : [])))
  }
  window.define.amd = { seen }
  window.require = (needs, then) => then(...needs.map((need) => modules.get(need)))
})()
