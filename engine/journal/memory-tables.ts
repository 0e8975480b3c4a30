/** Records of a journal in memory behind the face of a transaction, so that what is the same everywhere is written once. */
import type { Tx } from './beside-marks.js'
import type { Records, Store } from './transaction.js'

export type Tables = { readonly [S in Store]?: Table<Records[S]> }
interface Table<It> {
  get(key: string): It | undefined
  set(key: string, record: It): unknown
  delete(key: string): unknown
  entries(): Iterable<[string, It]>
}

const keyOf = (record: object): string =>
  ('hash' in record ? record.hash : 'id' in record ? record.id : (record as { readonly name: string }).name) as string

export function memoryTables(tables: Tables): Tx {
  const of = <S extends Store>(store: S) => tables[store] as unknown as Map<string, Records[S]>
  const within = <S extends Store>(store: S, from: string, to: string) =>
    [...of(store).entries()]
      .filter(([key]) => key >= from && key <= to)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, record]) => record)
  return {
    get: (store, key) => Promise.resolve(of(store).get(String(key))),
    has: (store, key) => Promise.resolve(of(store).get(String(key)) !== undefined),
    all: (store, index, value) =>
      Promise.resolve(
        [...of(store).entries()].flatMap(([, record]) =>
          (record as unknown as Record<string, unknown>)[index] === value ? record : [],
        ),
      ),
    range: (store, from, to, limit) => Promise.resolve(within(store, from, to).slice(0, limit)),
    count: (store, from, to) => Promise.resolve(within(store, from, to).length),
    put: (store, record) => void of(store).set(keyOf(record), record),
    drop: (store, key) => void of(store).delete(String(key)),
  }
}

/** Records that are worked out when they are asked for, by their keys only. */
export const face = <It>(get: (key: string) => It | undefined) => ({
  ...{ get, set: (): unknown => undefined, delete: () => undefined },
  entries: () => [] as [string, It][],
})
