// linli-server on PostgreSQL and on PGlite: the published contract, who may see what, and what is refused.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { contract } from '../../dist/engine/sync/contract.js'
import { startPostgres } from '../../scripts/postgres.mjs'
import { refused } from './server-cases.mjs'
import { built, groundsOn } from './server-ground.mjs'

let cluster
let db
before(async () => {
  cluster = await startPostgres()
  db = await built.openPostgres(cluster.url(), () => {})
  await built.prepare(db)
})
after(async () => {
  await db?.close()
  cluster?.stop()
})

describe('the contract', () => {
  for (const { name, of, run } of [...contract, ...refused])
    // keys to sealed answers must not lie with these in one database
    if (of !== 'keys') test(`on PostgreSQL: ${name}`, () => run(groundsOn(db)))
})
