-- The subset of SQL that SQLite and PostgreSQL share. The engine writes bigint and the end of a table its own way.
-- Money is in cents, instants in microseconds UTC, dates ISO text. What an account or a company owns has the owner
-- first in its key; the register (company, establishment) is one reference set, shared by all.

create table company (
  siren bigint not null primary key,
  member_code text not null unique,
  name text not null,
  idcc text not null default '',
  naf text not null default '',
  headcount bigint,
  created text
);

create table company_payroll (
  siren bigint not null references company (siren),
  year bigint not null,
  amount bigint not null,
  primary key (siren, year)
);

create table establishment (
  siret bigint not null primary key,
  member_code text not null default '',
  name text not null default '',
  sign text not null default '',
  address text not null default '',
  postcode text not null default '',
  town text not null default '',
  naf text not null default '',
  idcc text not null default '',
  headcount bigint,
  payroll bigint
);

create table account (
  id text not null primary key,
  email text not null,
  email_key text not null unique,
  title text not null,
  last_name text not null,
  first_name text not null,
  phone text,
  language text not null,
  state text not null,
  password text,
  provider_siret bigint,
  activity_number text,
  uai text,
  created bigint not null
);

create table account_profile (
  account text not null references account (id),
  profile text not null,
  primary key (account, profile)
);

create table account_company (
  account text not null references account (id),
  siren bigint not null,
  primary key (account, siren)
);

create table account_establishment (
  account text not null references account (id),
  siret bigint not null references establishment (siret),
  primary key (account, siret)
);

create table one_time_code (
  account text not null references account (id),
  purpose text not null,
  hash text not null,
  issued bigint not null,
  expires bigint not null,
  tries bigint not null,
  primary key (account, purpose)
);

create table session (
  account text not null references account (id),
  token text not null,
  created bigint not null,
  expires bigint not null,
  primary key (account, token)
);

create table attempt (
  subject text not null,
  kind text not null,
  at bigint not null,
  primary key (subject, kind, at)
);

create table counter (
  name text not null primary key,
  value bigint not null
);

create table funding_request (
  owner bigint not null,
  number text not null unique,
  state text not null,
  siret bigint not null,
  scheme text not null,
  title text not null,
  provider bigint,
  starts text,
  ends text,
  hours bigint,
  mode text,
  teaching_cost bigint,
  accepted bigint,
  created_by text not null,
  created bigint not null,
  primary key (owner, number)
);

create table funding_request_employee (
  owner bigint not null,
  number text not null,
  position bigint not null,
  name text not null,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
);

create table funding_request_change (
  owner bigint not null,
  number text not null,
  position bigint not null,
  at bigint not null,
  actor text not null,
  event text not null,
  state text not null,
  comment text not null,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
);

create table document (
  digest text not null primary key,
  bytes bigint not null,
  media_type text not null,
  stored bigint not null
);

create table invoice (
  provider bigint not null,
  number text not null,
  issuer bigint not null,
  owner bigint not null,
  request text not null,
  date text not null,
  without_tax bigint not null,
  vat_rate bigint,
  tax bigint,
  with_tax bigint not null,
  iban text,
  document text references document (digest),
  file_name text not null,
  state text not null,
  received bigint not null,
  primary key (provider, number),
  foreign key (owner, request) references funding_request (owner, number)
);

create index invoice_request on invoice (owner, request);

create table outbox (
  account text not null,
  id text not null,
  recipient text not null,
  template text not null,
  language text not null,
  payload text not null,
  created bigint not null,
  delivered bigint,
  primary key (account, id)
);

create index outbox_due on outbox (created) where delivered is null;

create table batch (
  number bigint not null primary key,
  kind text not null,
  file text not null,
  digest text not null,
  encoding text not null,
  separator text not null,
  decimal_mark text not null,
  dates text not null,
  on_error text not null,
  read bigint not null,
  accepted bigint not null,
  unchanged bigint not null,
  rejected bigint not null,
  created bigint not null,
  updated bigint not null,
  actor text not null,
  at bigint not null
);

create index batch_digest on batch (digest);

-- The last row of the audit, sealed: a tail that was cut is seen.
create table audit_head (
  name text not null primary key,
  sequence bigint not null,
  hash text not null
);

create table audit (
  sequence bigint not null primary key,
  at bigint not null,
  clock text not null,
  actor text not null,
  command text not null,
  subject text not null,
  before_change text,
  after_change text,
  previous text not null,
  hash text not null
);
