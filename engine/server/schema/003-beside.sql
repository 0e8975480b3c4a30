-- What stands beside the lines and can be erased: rows (private answers, newest values) and parcels (pictures, rule files).

-- Of each key one row; a newer one takes its place, and a number of its own, so that it comes to those who read beyond it.
create table linli.sheets (
  key text collate "C" primary key,
  "on" text collate "C" not null,
  path text collate "C" not null,
  stamp text collate "C" not null,
  -- Its letters in canonical order; what was erased has no body here, nor anywhere.
  row bytea not null,
  -- Erased by itself at this moment, in ms since 1970.
  until bigint,
  xid bigint not null default pg_current_xact_id()::text::bigint,
  seq bigint generated always as identity
);
create unique index sheets_order on linli.sheets (xid, seq);
create index sheets_on on linli.sheets ("on");
create index sheets_until on linli.sheets (until) where until is not null;

alter table linli.sheets enable row level security;
alter table linli.sheets force row level security;
create policy reads on linli.sheets for select using (starts_with(path, (select linli.reach())));
create policy writes on linli.sheets for insert
  with check ((select linli.role()) in ('write', 'admin') and starts_with(path, (select linli.reach())));
create policy changes on linli.sheets for update
  using ((select linli.role()) in ('write', 'admin') and starts_with(path, (select linli.reach())))
  with check (starts_with(path, (select linli.reach())));
create policy office on linli.sheets to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

-- Of which dossiers rows are, also those out of reach: one key is no way to a row of another dossier.
create function linli.homes(keys text[]) returns table (key text, "on" text)
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    #variable_conflict use_column
    declare was text := current_setting('linli.role', true);
    begin
      perform set_config('linli.role', 'office', true);
      return query select s.key, s."on" from linli.sheets s where s.key = any (keys);
      perform set_config('linli.role', was, true);
    end
  $$;

-- Nobody has to come and erase what is over: it is erased before anybody reads.
create function linli.fade(now bigint) returns void
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    declare was text := current_setting('linli.role', true);
    begin
      perform set_config('linli.role', 'office', true);
      update linli.sheets set xid = default, seq = default, until = null, row = convert_to(
        '{"key":' || to_json(key) || ',"on":' || to_json("on") || ',"stamp":' || to_json(stamp) || '}', 'UTF8')
        where until <= now;
      perform set_config('linli.role', was, true);
    end
  $$;

create table linli.parcels (
  hash text collate "C" primary key,
  type text not null,
  bytes bytea not null
);
-- Whoever may read one of these dossiers may have the bytes.
create table linli.parcel_of (
  "on" text collate "C" not null,
  -- looked at in the end, for what may be seen of a parcel is asked of this table, and so it is written first
  hash text collate "C" not null references linli.parcels deferrable initially deferred,
  primary key ("on", hash)
);
create index parcel_of_hash on linli.parcel_of (hash);

alter table linli.parcel_of enable row level security;
alter table linli.parcel_of force row level security;
create policy reads on linli.parcel_of for select
  using (exists (select from linli.dossiers d where d.id = parcel_of."on"));
create policy writes on linli.parcel_of for insert with check (
  (select linli.role()) in ('write', 'admin') and exists (select from linli.dossiers d where d.id = parcel_of."on"));
create policy office on linli.parcel_of to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

alter table linli.parcels enable row level security;
alter table linli.parcels force row level security;
create policy reads on linli.parcels for select
  using (exists (select from linli.parcel_of f where f.hash = parcels.hash));
create policy writes on linli.parcels for insert with check ((select linli.role()) in ('write', 'admin'));
create policy office on linli.parcels to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

-- A whole dossier, with all that belongs to it and to no other. The only way by which anything is ever deleted.
create function linli.erase(dossier text) returns bigint
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    declare
      was text := current_setting('linli.role', true);
      proofs bigint[];
      hashes text[];
      gone bigint;
    begin
      if coalesce(linli.role(), '') not in ('write', 'admin') or linli.reach() is null then raise 'may not erase'; end if;
      perform set_config('linli.role', 'office', true);
      if exists (select from linli.dossiers d where d.id = dossier and not starts_with(d.path, linli.reach())) then
        raise 'out of reach';
      end if;
      proofs := array (select distinct p.proof from linli.proved p join linli.lines l on l.chain = p.chain where l."on" = dossier);
      delete from linli.lines l where l."on" = dossier;
      get diagnostics gone = row_count;
      perform linli.sweep_proofs(proofs);
      delete from linli.sheets s where s."on" = dossier;
      with ties as (delete from linli.parcel_of f where f."on" = dossier returning f.hash)
        select array_agg(hash) into hashes from ties;
      delete from linli.parcels p where p.hash = any (hashes)
        and not exists (select from linli.parcel_of f where f.hash = p.hash);
      delete from linli.dossiers d where d.id = dossier;
      perform set_config('linli.role', was, true);
      return gone;
    end
  $$;

revoke all on function linli.homes, linli.fade, linli.erase from public;
grant execute on function linli.homes, linli.fade, linli.erase to linli_app;
grant select on linli.sheets_seq_seq to linli_app;
grant select, insert, update on linli.sheets to linli_app;
grant select, insert on linli.parcels, linli.parcel_of to linli_app;
