-- What became of an invoice: who did what when, why it was refused, how it was paid. The last line tells its state.

create table invoice_change (
  provider bigint not null,
  number text not null,
  position bigint not null,
  at bigint not null,
  actor text not null,
  event text not null,
  state text not null,
  comment text not null default '',
  reference text not null default '',
  paid_on text,
  primary key (provider, number, position),
  foreign key (provider, number) references invoice (provider, number)
);
