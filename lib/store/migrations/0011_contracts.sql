-- Apprenticeship contracts by their dossier: sealed as a whole with the store's key, since they hold a person's birth, address and
-- NIR. `identity` is a keyed hash of who, where and from when, which tells one that was sent before. What a contract is funded with,
-- its schedule, and the lines of invoices on it.

create table contract (
  dossier bigint not null,
  position bigint not null,
  identity text not null,
  sealed text not null,
  sent_by text not null,
  sent bigint not null,
  primary key (dossier, position),
  foreign key (dossier) references funding_request (id)
);

create index contract_identity on contract (identity);

create table contract_funding (
  dossier bigint not null primary key references funding_request (id),
  yearly bigint not null,
  trainee_from text,
  ended text,
  in_probation bigint not null default 0
);

create table instalment (
  dossier bigint not null references funding_request (id),
  number bigint not null,
  code text not null,
  year bigint not null,
  opens text not null,
  starts text not null,
  ends text not null,
  amount bigint not null,
  primary key (dossier, number)
);

create table invoice_line (
  provider bigint not null,
  number text not null,
  position bigint not null,
  nature text not null,
  amount bigint not null,
  instalment bigint,
  primary key (provider, number, position),
  foreign key (provider, number) references invoice (provider, number)
);
