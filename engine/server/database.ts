/** PostgreSQL behind one small door, so that nothing else knows whether it is a server of its own or runs in this process. */
import type { Pool, PoolClient } from 'pg'
import type { PGlite } from '@electric-sql/pglite'

/** A statement; by its name it is prepared once for each connection. */
export interface Statement {
  readonly name: string
  readonly text: string
}
export type Row = Readonly<Record<string, unknown>>
export type Ask = <R = Row>(statement: Statement, values?: readonly unknown[]) => Promise<readonly R[]>

export interface Database {
  /** All of it or nothing; resolves when it is durable. What collided with another transaction is done again. */
  transaction<T>(work: (ask: Ask) => Promise<T>): Promise<T>
  /** Several statements without values in one transaction, as the owner of the tables. */
  script(text: string): Promise<void>
  close(): Promise<void>
}

/** Two transactions that wait for one another, or that opened one dossier at once. */
export class Collision extends Error {
  override readonly name = 'Collision'
}

/** What PostgreSQL says of a fault: five characters, of which the first two are the class. */
export const codeOf = (error: unknown): string => String((error as { readonly code?: unknown } | null)?.code ?? '')

const tries = 5
// 23503: what is named here was erased by the other
const collided = (error: unknown) => error instanceof Collision || ['40P01', '40001', '23503'].includes(codeOf(error))

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !collided(error)) throw error
    }
  }
}

export async function openPostgres(connectionString: string, broke: (error: unknown) => void): Promise<Database> {
  const { default: pg } = await import('pg')
  const pool: Pool = new pg.Pool({
    connectionString,
    application_name: 'linli-server',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    query_timeout: 35_000,
    keepAlive: true,
  })
  // a connection that breaks is no reason to stop: not while nobody uses it, nor between two statements of a transaction,
  // where nobody but this hears of it
  pool.on('error', broke)
  pool.on('connect', (client) => client.on('error', () => undefined))

  const within = async <T>(client: PoolClient, work: (ask: Ask) => Promise<T>): Promise<T> => {
    await client.query('begin')
    const done = await work(async ({ name, text }, values = []) => {
      const { rows } = await client.query({ name, text, values: [...values] })
      return rows as never
    })
    await client.query('commit')
    return done
  }
  return {
    transaction: (work) =>
      again(async () => {
        const client = await pool.connect()
        let fault: unknown
        try {
          return await within(client, work)
        } catch (error) {
          await client.query('rollback').catch((broken: unknown) => (fault = broken))
          throw error
        } finally {
          client.release(fault !== undefined)
        }
      }),
    script: async (text) => void (await pool.query(text)),
    close: () => pool.end(),
  }
}

/** @param folder where it is kept; without one in memory */
export async function openEmbedded(folder?: string): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite')
  const db: PGlite = await (folder === undefined ? PGlite.create() : PGlite.create(folder))
  return {
    transaction: (work) =>
      again(() =>
        db.transaction((tx) =>
          work(async ({ text }, values = []) => (await tx.query(text, [...values])).rows as never),
        ),
      ),
    script: async (text) => void (await db.exec(text)),
    close: () => db.close(),
  }
}
