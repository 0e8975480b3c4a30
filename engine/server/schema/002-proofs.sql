-- Signatures of devices over lines. They are carried and not understood; who may read one of the lines may have the proof.

create table linli.proofs (
  number bigint generated always as identity primary key,
  proof bytea not null
);
create unique index proofs_bytes on linli.proofs (sha256(proof));

create table linli.proved (
  chain text collate "C" not null,
  proof bigint not null references linli.proofs on delete cascade,
  primary key (chain, proof)
);
create index proved_proof on linli.proved (proof);

-- A line that was there before its proof comes once more, with it: its number may change, its letters never.
create policy renumbers on linli.lines for update
  using ((select linli.role()) in ('write', 'admin') and starts_with(path, (select linli.reach())))
  with check (starts_with(path, (select linli.reach())));
grant update (xid, seq) on linli.lines to linli_app;

-- The lines that are asked for here are themselves held to what may be seen.
alter table linli.proved enable row level security;
alter table linli.proved force row level security;
create policy reads on linli.proved for select
  using (exists (select from linli.lines l where l.chain = proved.chain));
create policy writes on linli.proved for insert with check ((select linli.role()) in ('write', 'admin'));
create policy office on linli.proved to current_user
  using ((select linli.role()) = 'office') with check ((select linli.role()) = 'office');

-- Proofs of which no line is left, whoever could see those.
create function linli.sweep_proofs(numbers bigint[]) returns void
  language plpgsql security definer set search_path = linli, pg_temp
  as $$
    declare was text := current_setting('linli.role', true);
    begin
      perform set_config('linli.role', 'office', true);
      delete from linli.proved d where d.proof = any (numbers)
        and not exists (select from linli.lines l where l.chain = d.chain);
      delete from linli.proofs p where p.number = any (numbers)
        and not exists (select from linli.proved d where d.proof = p.number);
      perform set_config('linli.role', was, true);
    end
  $$;
revoke all on function linli.sweep_proofs from public;
grant execute on function linli.sweep_proofs to linli_app;
grant select, insert on linli.proofs, linli.proved to linli_app;
grant update (proof) on linli.proofs to linli_app;
