BEGIN TRANSACTION;
CREATE TABLE account (
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
  provider_siret integer,
  activity_number text,
  uai text,
  created integer not null
) strict;
CREATE TABLE account_company (
  account text not null references account (id),
  siren integer not null,
  primary key (account, siren)
) strict;
CREATE TABLE account_establishment (
  account text not null references account (id),
  siret integer not null references establishment (siret),
  primary key (account, siret)
) strict;
CREATE TABLE account_profile (
  account text not null references account (id),
  profile text not null,
  primary key (account, profile)
) strict;
CREATE TABLE attempt (
  subject text not null,
  kind text not null,
  at integer not null,
  primary key (subject, kind, at)
) strict;
CREATE TABLE audit (
  sequence integer not null primary key,
  at integer not null,
  clock text not null,
  actor text not null,
  command text not null,
  subject text not null,
  before_change text,
  after_change text,
  previous text not null,
  hash text not null
) strict;
CREATE TABLE audit_head (
  name text not null primary key,
  sequence integer not null,
  hash text not null
) strict;
CREATE TABLE batch (
  number integer not null primary key,
  kind text not null,
  file text not null,
  digest text not null,
  encoding text not null,
  separator text not null,
  decimal_mark text not null,
  dates text not null,
  on_error text not null,
  read integer not null,
  accepted integer not null,
  unchanged integer not null,
  rejected integer not null,
  created integer not null,
  updated integer not null,
  actor text not null,
  at integer not null
, state text not null default 'complete', path text not null default '', options text not null default '', bytes integer not null default 0, chunk integer not null default 0, done integer not null default 0, version integer not null default 0, warnings integer not null default 0, rejects text, reject_path text not null default '', completes integer) strict;
CREATE TABLE company (
  siren integer not null primary key,
  member_code text not null unique,
  name text not null,
  idcc text not null default '',
  naf text not null default '',
  headcount integer,
  created text
) strict;
INSERT INTO "company" VALUES(732829320,'ATL100001','ALTÉA CONSEIL','1486','6202A',NULL,NULL);
INSERT INTO "company" VALUES(880878145,'ATL100002','FORMA','','',NULL,NULL);
CREATE TABLE company_payroll (
  siren integer not null references company (siren),
  year integer not null,
  amount integer not null, fixed_term integer, fixed_term_exempt integer, apprentices integer, alsace_moselle integer, headcount integer, alternants integer,
  primary key (siren, year)
) strict;
INSERT INTO "company_payroll" VALUES(732829320,2025,50000000,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE counter (
  name text not null primary key,
  value integer not null
) strict;
CREATE TABLE declaration (
  owner integer not null,
  number text not null unique,
  year integer not null,
  state text not null,
  headcount integer not null,
  payroll integer not null,
  idcc text not null,
  total integer not null,
  paid integer not null,
  due text not null,
  created integer not null,
  changed integer not null,
  primary key (owner, year)
) strict;
CREATE TABLE declaration_change (
  owner integer not null,
  year integer not null,
  position integer not null,
  at integer not null,
  actor text not null,
  event text not null,
  state text not null,
  amount integer not null,
  primary key (owner, year, position),
  foreign key (owner, year) references declaration (owner, year)
) strict;
CREATE TABLE declaration_line (
  owner integer not null,
  year integer not null,
  position integer not null,
  code text not null,
  base integer not null,
  rate integer,
  amount integer not null,
  legal text not null,
  primary key (owner, year, position),
  foreign key (owner, year) references declaration (owner, year)
) strict;
CREATE TABLE document (
  digest text not null primary key,
  bytes integer not null,
  media_type text not null,
  stored integer not null
) strict;
CREATE TABLE employee (
  owner integer not null,
  identity text not null,
  siret integer not null,
  staff_number text not null default '',
  birth_name text not null,
  used_name text not null default '',
  first_name text not null,
  sex text not null default '',
  birth_date text not null,
  nir text not null default '',
  email text not null default '',
  contract text not null default '',
  job text not null default '',
  status text not null default ''
) strict;
CREATE TABLE "establishment" (
  siret integer not null,
  member_code text not null default '',
  name text not null default '',
  sign text not null default '',
  address text not null default '',
  postcode text not null default '',
  town text not null default '',
  naf text not null default '',
  idcc text not null default '',
  headcount integer,
  payroll integer,
  state text not null default ''
) strict;
INSERT INTO "establishment" VALUES(73282932000017,'','ALTÉA','','','','LYON','','',NULL,NULL,'');
INSERT INTO "establishment" VALUES(73282932000074,'','ALTÉA CONSEIL','','','','PARIS','','',NULL,NULL,'');
CREATE TABLE funding_request (
  owner integer not null,
  number text not null unique,
  state text not null,
  siret integer not null,
  scheme text not null,
  title text not null,
  provider integer,
  starts text,
  ends text,
  hours integer,
  mode text,
  teaching_cost integer,
  accepted integer,
  created_by text not null,
  created integer not null, objective text not null default '', contact_name text not null default '', contact_email text not null default '', contact_phone text not null default '', audience text, internal integer, outside_working_time integer, certification text not null default '', place text not null default '', travel integer, lodging integer, meals integer, wages integer, requested integer, co_funding integer, subrogation integer, changed integer not null default 0,
  primary key (owner, number)
) strict;
CREATE TABLE funding_request_change (
  owner integer not null,
  number text not null,
  position integer not null,
  at integer not null,
  actor text not null,
  event text not null,
  state text not null,
  comment text not null,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
) strict;
CREATE TABLE funding_request_document (
  owner integer not null,
  number text not null,
  position integer not null,
  kind text not null,
  file_name text not null,
  digest text not null references document (digest),
  added_by text not null,
  added integer not null,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
) strict;
CREATE TABLE funding_request_employee (
  owner integer not null,
  number text not null,
  position integer not null,
  name text not null, employee text not null default '', hours integer, wage integer,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
) strict;
CREATE TABLE funding_request_module (
  owner integer not null,
  number text not null,
  position integer not null,
  title text not null,
  provider integer,
  activity_number text not null default '',
  hours integer,
  cost integer,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
) strict;
CREATE TABLE "invoice" (
  provider integer not null,
  number text not null,
  issuer integer not null,
  owner integer not null,
  request text not null,
  date text not null,
  without_tax integer not null,
  vat_rate integer,
  tax integer,
  with_tax integer not null,
  iban text,
  document text references document (digest),
  file_name text not null,
  state text not null,
  received integer not null,
  foreign key (owner, request) references funding_request (owner, number)
) strict;
CREATE TABLE one_time_code (
  account text not null references account (id),
  purpose text not null,
  hash text not null,
  issued integer not null,
  expires integer not null,
  tries integer not null,
  primary key (account, purpose)
) strict;
CREATE TABLE outbox (
  account text not null,
  id text not null,
  recipient text not null,
  template text not null,
  language text not null,
  payload text not null,
  created integer not null,
  delivered integer,
  primary key (account, id)
) strict;
CREATE TABLE receipt (
  owner integer not null,
  number text not null unique,
  year integer not null,
  content text not null,
  code text not null,
  issued integer not null,
  primary key (owner, year),
  foreign key (owner, year) references declaration (owner, year)
) strict;
CREATE TABLE session (
  account text not null references account (id),
  token text not null,
  created integer not null,
  expires integer not null,
  primary key (account, token)
) strict;
CREATE INDEX outbox_due on outbox (created) where delivered is null;
CREATE INDEX batch_digest on batch (digest);
CREATE UNIQUE INDEX establishment_siret on establishment (siret);
CREATE UNIQUE INDEX invoice_number on invoice (provider, number);
CREATE INDEX invoice_request on invoice (request);
CREATE UNIQUE INDEX employee_identity on employee (owner, identity);
PRAGMA user_version = 4;
PRAGMA application_id = 1297695060;
COMMIT;
