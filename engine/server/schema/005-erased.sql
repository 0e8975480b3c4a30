-- What was erased is not to come back with a device that was away. A trace tells a dossier again and names nobody: it is the
-- id under a key that nothing outside of these functions reads.

create table linli.own (
  one boolean primary key default true check (one),
  -- 244 bits of chance
  key bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
insert into linli.own default values;

create table linli.erased (
  trace bytea primary key,
  -- Stamp of the last line that was there, in ms since 1970: by the same id another dossier can be opened later than that.
  last bigint not null
);

create function linli.trace(dossier text) returns bytea stable language sql
  as $$ select sha256(key || sha256(key || convert_to(dossier, 'UTF8'))) from linli.own $$;

create function linli.erased_among(ids text[]) returns table (id text, last bigint)
  language sql stable security definer set search_path = linli, pg_temp
  as $$ select t.id, e.last from unnest(ids) as t (id) join linli.erased e on e.trace = linli.trace(t.id) $$;

alter function linli.erase rename to take_out;
revoke all on function linli.take_out from public, linli_app;

-- A whole dossier, with all that belongs to it and to no other. The only way by which anything is ever deleted.
create function linli.erase(dossier text, last bigint) returns bigint
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    declare gone bigint := linli.take_out(dossier);
    begin
      if last is not null then
        insert into linli.erased values (linli.trace(dossier), last)
          on conflict (trace) do update set last = greatest(erased.last, excluded.last);
      end if;
      return gone;
    end
  $$;

revoke all on function linli.trace, linli.erased_among, linli.erase from public;
grant execute on function linli.erased_among, linli.erase to linli_app;
