/**
 * Dexie as an ES module. The package's own entry has the older form inside, 6 kB gzipped more, and throws where the page has
 * loaded another version of Dexie; this one keeps to itself.
 */
import type { Dexie as Kind } from 'dexie'
// @ts-expect-error the package has types for its own entry only
import modern from 'dexie/dist/modern/dexie.min.mjs'

export const Dexie = modern as typeof Kind
