/** Creates the tables and brings older ones up to date, each step once, however many servers start at the same time. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Say } from '../types.js'
import type { Database } from './database.js'
import { Trouble } from './trouble.js'

const folder = new URL('schema/', import.meta.url)

/** `001-lines.sql` is step 1. */
const steps = () =>
  readdirSync(folder)
    .filter((name) => /^\d{3}-[a-z-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 3)), text: readFileSync(new URL(name, folder), 'utf8') }))

const ground = `
  select pg_advisory_xact_lock(7150001);
  do $$ begin
    if not exists (select from pg_roles where rolname = 'linli_app') then create role linli_app nologin; end if;
    if not pg_has_role(current_user, 'linli_app', 'member') then execute format('grant linli_app to %I', current_user); end if;
  end $$;
  create schema if not exists linli;
  create table if not exists linli.steps (number integer primary key, at timestamptz not null default now());`

const there = { name: 'steps', text: 'select number from linli.steps' }

/** @throws Trouble where the tables are of a newer server, or the user may not create them */
export async function prepare(database: Database): Promise<void> {
  await database.script(ground).catch((error: unknown) => {
    throw new Trouble(mayNot, error)
  })
  const all = steps()
  const done = await database.transaction((ask) => ask<{ number: number }>(there))
  const last = Math.max(0, ...done.map(({ number }) => number))
  if (last > all.length) throw new Trouble(newer)
  for (const { number, text } of all.slice(last)) {
    const body = `${text}\ninsert into linli.steps (number) values (${number});`
    // whoever comes second finds the step done: the lock is held until it is committed
    await database.script(
      `select pg_advisory_xact_lock(7150001);
       do $do$ begin
         if not exists (select from linli.steps where number = ${number}) then execute $step$${body}$step$; end if;
       end $do$;`,
    )
  }
  await begin(database)
}

const origin = `(select s.system_identifier || '/' || c.timeline_id
  from pg_control_system() s, pg_control_checkpoint() c)`
const first = {
  name: 'first',
  text: `insert into linli.far (epoch, origin) values ($1, ${origin}) on conflict do nothing`,
}
const moved = {
  name: 'moved',
  text: `select 1 from linli.far where origin <> ${origin}
    or (select max(xid) from linli.lines) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
}
const office = { name: 'office', text: `select set_config('linli.role', 'office', true)` }
const settled = {
  name: 'settled',
  text: `with rows as (update linli.sheets set xid = 0 where xid <> 0) update linli.lines set xid = 0 where xid <> 0`,
}
const renewed = { name: 'renewed', text: `update linli.far set epoch = $1, origin = ${origin}` }

const epoch = () => randomBytes(6).toString('hex')

/** Tells a database that was copied or restored by its cluster, its timeline, and lines from transactions yet to come. */
async function begin(database: Database): Promise<void> {
  const isMoved = await database.transaction(async (ask) => {
    await ask(office)
    await ask(first, [epoch()])
    return (await ask(moved)).length > 0
  })
  if (isMoved) await restored(database)
}

/**
 * After the database was set back: every device reads again from the beginning. Numbers of transactions mean nothing from
 * one cluster to the next, so what is there counts as written before all of them.
 */
export const restored = (database: Database): Promise<void> =>
  database.transaction(async (ask) => {
    await ask(office)
    await ask(settled)
    await ask(renewed, [epoch()])
  })

const newer: Say = {
  zh: '数据库是更新版本的 linli-server 建的，这个版本不能用它。请装新版本。',
  en: 'The database was made by a newer linli-server; this one may not use it. Install the newer version.',
}
const mayNot: Say = {
  zh: '不能在数据库里建表。DATABASE_URL 里的用户要能建模式（schema）和角色（CREATEROLE），数据库要用 UTF8。',
  en: 'The tables cannot be created. The user in DATABASE_URL must be allowed to create schemas and roles (CREATEROLE), and the database must be UTF8.',
}
