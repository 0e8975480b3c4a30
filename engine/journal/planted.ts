/** Looks for planted words in whatever was kept, byte by byte: that something is erased is shown by not finding it. */

const utf8 = new TextEncoder()

/** Bytes as letters, one each, so that text and bytes are searched alike. */
const lettersOf = (bytes: ArrayBuffer | Uint8Array): string => {
  let letters = ''
  for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte)
  return letters
}

/** All that is in a value, keys and bytes too, as letters. */
export function flattened(value: unknown): string {
  if (typeof value === 'string') return lettersOf(utf8.encode(value))
  if (value instanceof ArrayBuffer || value instanceof Uint8Array) return lettersOf(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value as Record<string, unknown>)
    .map(([name, one]) => `${flattened(name)}\n${flattened(one)}`)
    .join('\n')
}

/** How a word may stand in bytes: as it is, as UTF-16, escaped in JSON, in hex, and in base64 wherever it begins. */
function formsOf(word: string): readonly string[] {
  const bytes = utf8.encode(word)
  const wide = Uint8Array.from(
    { length: word.length * 2 },
    (_, at) => (word.charCodeAt(at >> 1) >> (8 * (at % 2))) & 255,
  )
  const escaped = word.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const inBase64 = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    // letters that share bits with what stands around are left out
    return btoa(lettersOf(shifted))
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -1)
  })
  const inHex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [lettersOf(bytes), lettersOf(wide), escaped, inHex, ...inBase64]
}

/** Which of these words are there, in whatever form. */
export const plantedIn = (letters: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => formsOf(word).some((form) => letters.includes(form)))

/** Every record of every table of a database, as letters. */
export async function lettersIn(database: string): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((go, fail) => {
      request.onsuccess = () => go(request.result)
      request.onerror = () => fail(request.error!)
    })
  const db = await answer(indexedDB.open(database))
  try {
    const stores = [...db.objectStoreNames]
    const tx = db.transaction(stores)
    const all = stores.map((name) => {
      const store = tx.objectStore(name)
      return Promise.all([answer(store.getAllKeys()), answer(store.getAll())])
    })
    return flattened(await Promise.all(all))
  } finally {
    db.close()
  }
}
