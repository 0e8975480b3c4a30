-- The rules of a place hold below it: who reaches one grid reads the ledgers of rules above it, and writes to none.
create function linli.holds_here(dossier text, path text) returns boolean
  language sql stable
  as $$ select starts_with(dossier, 'rules/') and starts_with((select linli.reach()), path) $$;

alter policy reads on linli.dossiers
  using (starts_with(path, (select linli.reach())) or linli.holds_here(id, path));
alter policy reads on linli.lines
  using (starts_with(path, (select linli.reach())) or linli.holds_here("on", path));

-- What may be read of a ledger may still not be added to.
alter policy writes on linli.parcel_of with check (
  (select linli.role()) in ('write', 'admin')
  and exists (select from linli.dossiers d where d.id = parcel_of."on" and starts_with(d.path, (select linli.reach()))));
