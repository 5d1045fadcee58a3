-- A dossier has a short number of its own for what is counted in millions: an invoice holds it in place of the dossier's owner and
-- number, which makes its rows and the index by dossier a fifth smaller and their sort one of integers (tests/bench).

alter table funding_request add column id bigint;
update funding_request set id = n.place
  from (select number, row_number() over (order by number) as place from funding_request) n where n.number = funding_request.number;
create unique index funding_request_id on funding_request (id);

create table invoice_change_kept (
  provider bigint not null,
  number text not null,
  position bigint not null,
  at bigint not null,
  actor text not null,
  event text not null,
  state text not null,
  comment text not null,
  reference text not null,
  paid_on text
);
insert into invoice_change_kept select provider, number, position, at, actor, event, state, comment, reference, paid_on from invoice_change;
drop table invoice_change;

create table invoice_keyed (
  provider bigint not null,
  number text not null,
  issuer bigint not null,
  dossier bigint not null references funding_request (id),
  date text not null,
  without_tax bigint not null,
  vat_rate bigint,
  tax bigint,
  with_tax bigint not null,
  iban text,
  document text references document (digest),
  file_name text not null,
  state text not null,
  received bigint not null
);
insert into invoice_keyed select i.provider, i.number, i.issuer, r.id, i.date, i.without_tax, i.vat_rate, i.tax, i.with_tax, i.iban,
  i.document, i.file_name, i.state, i.received from invoice i join funding_request r on r.owner = i.owner and r.number = i.request
  order by i.provider, i.number;
drop table invoice;
alter table invoice_keyed rename to invoice;
create unique index invoice_number on invoice (provider, number);
create index invoice_dossier on invoice (dossier);

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
insert into invoice_change select provider, number, position, at, actor, event, state, comment, reference, paid_on from invoice_change_kept;
drop table invoice_change_kept;
