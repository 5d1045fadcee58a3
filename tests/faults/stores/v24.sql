BEGIN TRANSACTION;
CREATE TABLE access_grant (
  siren integer not null,
  account text not null references account (id),
  grantor text not null references account (id),
  role text not null,
  until text not null,
  granted integer not null,
  revoked integer,
  primary key (siren, account, grantor)
) strict;
CREATE TABLE access_invitation (
  siren integer not null,
  address text not null,
  email text not null,
  grantor text not null references account (id),
  role text not null,
  until text not null,
  granted integer not null,
  primary key (siren, address, grantor)
) strict;
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
, provider_state text, provider_name text not null default '', provider_legal_form text not null default '', vat_exemption text, vat_id text) strict;
CREATE TABLE account_company (
  account text not null references account (id),
  siren integer not null,
  primary key (account, siren)
) strict;
CREATE TABLE account_establishment (
  account text not null references account (id),
  siret integer not null references establishment (siret), grantor text,
  primary key (account, siret)
) strict;
CREATE TABLE account_office (
  account text not null primary key references account (id)
) strict;
CREATE TABLE account_profile (
  account text not null references account (id),
  profile text not null,
  primary key (account, profile)
) strict;
CREATE TABLE agreed_side_cost (
  dossier integer not null references funding_request (id),
  nature text not null,
  amount integer not null,
  primary key (dossier, nature)
) strict;
CREATE TABLE alert (
  account text not null references account (id),
  event text not null,
  frequency text not null,
  primary key (account, event)
) strict;
CREATE TABLE alert_item (
  account text not null references account (id),
  position integer not null,
  event text not null,
  subject text not null,
  label text not null,
  at integer not null,
  told integer, title text not null default '', amount text not null default '',
  primary key (account, position)
) strict;
CREATE TABLE amendment (
  dossier integer not null primary key references funding_request (id),
  sealed text not null,
  sent_by text not null,
  sent integer not null
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
CREATE TABLE audit_text (
  sequence integer not null primary key,
  actor text,
  actor_salt text not null default '',
  before_change text,
  before_salt text not null default '',
  after_change text,
  after_salt text not null default '',
  seal text not null default ''
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
, state text not null default 'complete', path text not null default '', options text not null default '', bytes integer not null default 0, chunk integer not null default 0, done integer not null default 0, version integer not null default 0, warnings integer not null default 0, rejects text, reject_path text not null default '', completes integer, account text not null default '') strict;
CREATE TABLE certificate (
  owner integer not null,
  number text not null unique,
  request text not null,
  kind text not null,
  trainee text not null,
  siret integer not null,
  title text not null,
  nature text not null,
  starts text not null,
  ends text not null,
  hours integer not null,
  representative text not null,
  role text not null,
  provider integer not null,
  activity_number text not null,
  place text not null,
  signed text not null,
  document text references document (digest),
  file_name text not null,
  created_by text not null,
  created integer not null, module integer, provider_name text not null default '', company_name text not null default '', representative_title text, replaced_by text,
  primary key (owner, number),
  foreign key (owner, request) references funding_request (owner, number)
) strict;
CREATE TABLE certification (
  code text not null primary key,
  title text not null,
  starts text,
  ends text,
  active integer not null,
  apprenticeship integer
) strict;
CREATE TABLE client_reference (
  account text not null references account (id),
  siren integer not null,
  reference text not null,
  primary key (account, siren)
) strict;
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
CREATE TABLE contract (
  dossier integer not null,
  position integer not null,
  identity text not null,
  sealed text not null,
  sent_by text not null,
  sent integer not null,
  primary key (dossier, position),
  foreign key (dossier) references funding_request (id)
) strict;
CREATE TABLE contract_funding (
  dossier integer not null primary key references funding_request (id),
  yearly integer not null,
  trainee_from text,
  ended text,
  in_probation integer not null default 0
) strict;
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
  changed integer not null, reference text,
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
  amount integer not null, day text not null default '', reference text not null default '', means text not null default '',
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
  created integer not null, objective text not null default '', contact_name text not null default '', contact_email text not null default '', contact_phone text not null default '', audience text, internal integer, outside_working_time integer, certification text not null default '', place text not null default '', travel integer, lodging integer, meals integer, wages integer, requested integer, co_funding integer, subrogation integer, changed integer not null default 0, reference text not null default '', id integer, broken_off text,
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
CREATE TABLE instalment (
  dossier integer not null references funding_request (id),
  number integer not null,
  code text not null,
  year integer not null,
  opens text not null,
  starts text not null,
  ends text not null,
  amount integer not null,
  primary key (dossier, number)
) strict;
CREATE TABLE "invoice" (
  provider integer not null,
  number text not null,
  issuer integer not null,
  dossier integer not null references funding_request (id),
  date text not null,
  without_tax integer not null,
  vat_rate integer,
  tax integer,
  with_tax integer not null,
  iban text,
  document text references document (digest),
  file_name text not null,
  state text not null,
  received integer not null
, hours integer, module integer, corrects text, prepaid integer, amount_due integer, replaces text, sender text, reference text) strict;
CREATE TABLE invoice_change (
  provider integer not null,
  number text not null,
  position integer not null,
  at integer not null,
  actor text not null,
  event text not null,
  state text not null,
  comment text not null default '',
  reference text not null default '',
  paid_on text, although text not null default '',
  primary key (provider, number, position),
  foreign key (provider, number) references invoice (provider, number)
) strict;
CREATE TABLE invoice_line (
  provider integer not null,
  number text not null,
  position integer not null,
  nature text not null,
  amount integer not null,
  instalment integer,
  primary key (provider, number, position),
  foreign key (provider, number) references invoice (provider, number)
) strict;
CREATE TABLE kept_answer (
  actor text not null,
  name text not null,
  request text not null,
  status integer not null,
  answer text not null,
  at integer not null,
  primary key (actor, name)
) strict;
CREATE TABLE letter_reading (
  account text not null references account (id),
  number text not null references official_letter (number),
  at integer not null,
  primary key (account, number)
) strict;
CREATE TABLE official_letter (
  siret integer not null,
  number text not null unique,
  kind text not null,
  request text not null default '',
  subject text not null,
  body text not null,
  channel text not null,
  created integer not null,
  primary key (siret, number)
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
CREATE TABLE opco_connection (
  cfa integer not null,
  opco text not null,
  base_url text not null,
  token_url text not null,
  scope text not null,
  client_id text not null,
  sealed text not null,
  version integer not null,
  configured integer not null,
  primary key (cfa, opco)
) strict;
CREATE TABLE outbox (
  account text not null,
  id text not null,
  recipient text not null,
  template text not null,
  language text not null,
  payload text not null,
  created integer not null,
  delivered integer, tries integer not null default 0, next_try integer, failed integer, reason text not null default '', answer text not null default '',
  primary key (account, id)
) strict;
CREATE TABLE preference (
  account text not null references account (id),
  kind text not null,
  position integer not null,
  channel text not null,
  since integer not null,
  primary key (account, kind, position)
) strict;
CREATE TABLE publication (
  number text not null primary key,
  kind text not null,
  title text not null,
  summary text not null default '',
  branch text not null default '',
  url text not null default '',
  published integer not null,
  buyer text not null default '',
  contract_type text not null default '',
  reference text not null default '',
  place text not null default '',
  platform text not null default '',
  lots integer,
  deadline integer,
  offset_minutes integer,
  withdrawn integer
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
CREATE TABLE recovery (
  dossier integer not null references funding_request (id),
  position integer not null,
  amount integer not null,
  reference text not null,
  received_on text not null,
  recorded_by text not null,
  recorded integer not null, payee integer, share text,
  primary key (dossier, position)
) strict;
CREATE TABLE refused_provider (
  account text not null,
  siren integer not null,
  primary key (account, siren)
) strict;
CREATE TABLE session (
  account text not null references account (id),
  token text not null,
  created integer not null,
  expires integer not null,
  primary key (account, token)
) strict;
CREATE TABLE sirene (
  siret integer not null primary key,
  source text not null,
  asked integer not null,
  outcome text not null,
  answer text not null
) strict;
CREATE TABLE sirene_service (
  source text not null primary key,
  rests_until integer not null
) strict;
CREATE TABLE store_fact (
  name text not null primary key,
  value text not null
) strict;
CREATE TABLE training_body (
  siren integer not null,
  activity_number text not null,
  primary key (siren, activity_number)
) strict;
CREATE TABLE transmission (
  cfa integer not null,
  kind text not null,
  subject text not null,
  opco text not null,
  state text not null,
  external text not null default '',
  internal text not null default '',
  deca text not null default '',
  remote text not null default '',
  begun integer not null,
  answered integer,
  primary key (cfa, kind, subject, opco)
) strict;
CREATE TABLE unproved_establishment (
  account text not null,
  siret integer not null,
  primary key (account, siret)
) strict;
CREATE INDEX outbox_due on outbox (created) where delivered is null;
CREATE INDEX batch_digest on batch (digest);
CREATE UNIQUE INDEX establishment_siret on establishment (siret);
CREATE UNIQUE INDEX employee_identity on employee (owner, identity);
CREATE UNIQUE INDEX funding_request_reference on funding_request (owner, reference) where reference <> '';
CREATE INDEX certificate_request on certificate (owner, request);
CREATE UNIQUE INDEX funding_request_id on funding_request (id);
CREATE UNIQUE INDEX invoice_number on invoice (provider, number);
CREATE INDEX invoice_dossier on invoice (dossier);
CREATE INDEX contract_identity on contract (identity);
CREATE INDEX transmission_internal on transmission (cfa, internal);
CREATE VIEW access_in_force as
  select g.siren, g.account, g.grantor, g.role, g.until from access_grant g
    join account receiver on receiver.id = g.account and receiver.state = 'active'
    join account giver on giver.id = g.grantor and giver.state = 'active'
    where g.revoked is null;
CREATE VIEW account_reach as
  select account, siret, 'manager' as role, '9999-12-31' as until from account_establishment where grantor is null
  union all
  select g.account, e.siret, g.role, g.until from access_in_force g
    join account_establishment e on e.account = g.grantor and e.grantor is null
      and e.siret >= g.siren * 100000 and e.siret < (g.siren + 1) * 100000
  union all
  select e.account, e.siret, g.role, g.until from account_establishment e
    join access_in_force g on g.account = e.account and g.grantor = e.grantor and g.siren = e.siret / 100000 and g.role = 'manager'
    where exists (select 1 from account_establishment o where o.account = g.grantor and o.grantor is null
      and o.siret >= g.siren * 100000 and o.siret < (g.siren + 1) * 100000);
CREATE VIEW provider_reach as
  select id as account, provider_siret / 100000 as siren, 'manager' as role, '9999-12-31' as until from account
    where provider_state = 'approved' and state = 'active'
  union all
  select g.account, g.siren, g.role, g.until from access_in_force g
    join account receiver on receiver.id = g.account and receiver.provider_siret / 100000 = g.siren and receiver.provider_state = 'pending'
    join account giver on giver.id = g.grantor and giver.provider_siret / 100000 = g.siren and giver.provider_state = 'approved';
CREATE UNIQUE INDEX session_token on session (token);
CREATE INDEX session_expires on session (expires);
CREATE INDEX one_time_code_expires on one_time_code (expires);
CREATE INDEX attempt_at on attempt (at);
CREATE INDEX access_grant_account on access_grant (account);
CREATE INDEX access_grant_grantor on access_grant (grantor);
CREATE INDEX account_establishment_siret on account_establishment (siret);
CREATE INDEX account_company_siren on account_company (siren);
CREATE INDEX account_provider on account ((provider_siret / 100000)) where provider_siret is not null;
CREATE INDEX account_pending on account (provider_state, email_key) where provider_state = 'pending';
CREATE INDEX access_invitation_address on access_invitation (address);
CREATE INDEX access_invitation_grantor on access_invitation (grantor);
CREATE INDEX funding_request_siret on funding_request (siret);
CREATE INDEX funding_request_provider on funding_request ((provider / 100000)) where provider is not null;
CREATE INDEX funding_request_module_provider on funding_request_module ((provider / 100000)) where provider is not null;
CREATE INDEX employee_siret on employee (siret);
CREATE INDEX certificate_siret on certificate (siret);
CREATE INDEX certificate_provider on certificate ((provider / 100000));
CREATE INDEX funding_request_work on funding_request (state, scheme, starts, changed, number) where state in ('TRANSMIS', 'EN_COURS_INSTRUCTION');
CREATE INDEX invoice_in_hand on invoice (state, received, number, provider) where state in ('EN_TRAITEMENT', 'VALIDEE');
CREATE INDEX invoice_change_accepted on invoice_change (provider, at) where event = 'accept';
CREATE INDEX audit_command on audit (command, at);
CREATE INDEX audit_clock on audit (clock, at);
CREATE INDEX batch_completes on batch (completes) where completes is not null;
CREATE INDEX batch_bytes on batch (kind, bytes);
CREATE INDEX invoice_corrects on invoice (provider, corrects) where corrects is not null;
CREATE INDEX invoice_replaces on invoice (provider, replaces) where replaces is not null;
CREATE INDEX kept_answer_at on kept_answer (at);
CREATE INDEX client_reference_called on client_reference (account, reference);
PRAGMA user_version = 24;
PRAGMA application_id = 1297695060;
COMMIT;
