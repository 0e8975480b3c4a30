-- Where places will lie from a later day on: the roster says it beforehand, and rights by place change on the day itself.
create table linli.turns (
  day text collate "C" not null,
  id text collate "C" not null,
  path text collate "C" not null,
  primary key (day, id)
);
