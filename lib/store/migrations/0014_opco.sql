-- How a CFA reaches an OPCO (inter-OPCO API), its secrets sealed with the store's key; and what was transmitted: a contract, an invoice, a
-- certificate, a convention by its own number, with the numbers the OPCO gave it and the state it has there, word for word.

create table opco_connection (
  cfa bigint not null,
  opco text not null,
  base_url text not null,
  token_url text not null,
  scope text not null,
  client_id text not null,
  sealed text not null,
  version bigint not null,
  configured bigint not null,
  primary key (cfa, opco)
);

create table transmission (
  cfa bigint not null,
  kind text not null,
  subject text not null,
  opco text not null,
  state text not null,
  external text not null default '',
  internal text not null default '',
  deca text not null default '',
  remote text not null default '',
  begun bigint not null,
  answered bigint,
  primary key (cfa, kind, subject, opco)
);
create index transmission_internal on transmission (cfa, internal);
