-- Lines as they were brought, each where its dossier is. Everything here is read and written by linli_app, which owns
-- nothing, and sees only what lies at or below the place of the token (`linli.reach`), whatever a query asks for.

create table linli.far (
  one boolean primary key default true check (one),
  -- Changes when the database was set back: cursors of before mean nothing then.
  epoch text not null,
  -- Which cluster and timeline this epoch began on.
  origin text not null
);

-- `/town/g7/g7-1/`: with a slash at both ends, so that g70 does not lie in g7.
create table linli.places (
  id text collate "C" primary key check (id <> '' and id !~ '[/[:cntrl:]]'),
  path text collate "C" not null unique check (right(path, length(id) + 2) = '/' || id || '/')
);

create table linli.dossiers (
  id text collate "C" primary key,
  path text collate "C" not null
);

-- A reader goes on behind (xid, seq), and only as far as no transaction is still at work: numbers are given before they
-- are committed, so by seq alone a line that was slow would be passed over for good.
create table linli.lines (
  xid bigint not null default pg_current_xact_id()::text::bigint,
  seq bigint generated always as identity,
  "on" text collate "C" not null,
  path text collate "C" not null,
  -- All its letters, in canonical order: what was signed must come back byte by byte, which jsonb does not promise.
  line bytea not null,
  -- The hash that proofs of this line name.
  chain text collate "C",
  primary key (xid, seq)
);
create unique index lines_bytes on linli.lines (sha256(line));
create index lines_on on linli.lines ("on");
create index lines_chain on linli.lines (chain) where chain is not null;

-- Tokens that are not taken although their time is not over.
create table linli.revoked (
  token text primary key,
  until timestamptz not null
);

-- Outside a request the setting is empty or missing, and an empty beginning would fit everything.
create function linli.reach() returns text stable language sql
  as $$ select nullif(current_setting('linli.reach', true), '') $$;
create function linli.role() returns text stable language sql
  as $$ select nullif(current_setting('linli.role', true), '') $$;

alter table linli.dossiers enable row level security;
alter table linli.dossiers force row level security;
create policy reads on linli.dossiers for select using (starts_with(path, (select linli.reach())));
create policy writes on linli.dossiers for insert
  with check ((select linli.role()) in ('write', 'admin') and starts_with(path, (select linli.reach())));
create policy office on linli.dossiers to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

alter table linli.lines enable row level security;
alter table linli.lines force row level security;
create policy reads on linli.lines for select using (starts_with(path, (select linli.reach())));
create policy writes on linli.lines for insert
  with check ((select linli.role()) in ('write', 'admin') and starts_with(path, (select linli.reach())));
create policy office on linli.lines to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

-- Where dossiers are, also those out of reach: a line for one of those must be refused and not wait for its opening.
create function linli.whereabouts(ids text[]) returns table (id text, path text)
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    declare was text := current_setting('linli.role', true);
    begin
      perform set_config('linli.role', 'office', true);
      return query select d.id, d.path from linli.dossiers d where d.id = any (ids);
      perform set_config('linli.role', was, true);
    end
  $$;
revoke all on function linli.whereabouts from public;

grant usage on schema linli to linli_app;
grant execute on function linli.whereabouts to linli_app;
grant select on linli.far, linli.places, linli.revoked, linli.lines_seq_seq to linli_app;
grant select, insert on linli.dossiers, linli.lines to linli_app;
