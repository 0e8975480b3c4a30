// What another version of Dexie leaves behind: the global name, and the symbol by which Dexie knows itself.
;(() => {
  const Dexie = function Dexie() {
    throw new Error('This page keeps Dexie 3 for itself.')
  }
  Dexie.semVer = '3.2.7'
  window.Dexie = Dexie
  window[Symbol.for('Dexie')] = Dexie
})()
