-- Whole files. The tables that files fill become heaps with their unique key as an index of its own: rows are appended and the
-- key is indexed in one go when a table is filled for the first time. What a batch was made with is kept, so that it can be
-- resumed, completed and recognised; employees and the parts of a payroll come in.

create table account_establishment_kept (
  account text not null,
  siret bigint not null
);
insert into account_establishment_kept select account, siret from account_establishment;
drop table account_establishment;

create table establishment_heap (
  siret bigint not null,
  member_code text not null default '',
  name text not null default '',
  sign text not null default '',
  address text not null default '',
  postcode text not null default '',
  town text not null default '',
  naf text not null default '',
  idcc text not null default '',
  headcount bigint,
  payroll bigint,
  state text not null default ''
);
insert into establishment_heap (siret, member_code, name, sign, address, postcode, town, naf, idcc, headcount, payroll)
  select siret, member_code, name, sign, address, postcode, town, naf, idcc, headcount, payroll from establishment;
drop table establishment;
alter table establishment_heap rename to establishment;
create unique index establishment_siret on establishment (siret);

create table account_establishment (
  account text not null references account (id),
  siret bigint not null references establishment (siret),
  primary key (account, siret)
);
insert into account_establishment select account, siret from account_establishment_kept;
drop table account_establishment_kept;

create table invoice_heap (
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
  foreign key (owner, request) references funding_request (owner, number)
);
insert into invoice_heap select provider, number, issuer, owner, request, date, without_tax, vat_rate, tax, with_tax, iban,
  document, file_name, state, received from invoice;
drop table invoice;
alter table invoice_heap rename to invoice;
create unique index invoice_number on invoice (provider, number);
create index invoice_request on invoice (request);

-- A payroll's parts (contributions.md): fixed-term pay, the part of it that is exempt, apprentices' pay, pay in Alsace-Moselle;
-- headcount and share of alternants in hundredths.
alter table company_payroll add column fixed_term bigint;
alter table company_payroll add column fixed_term_exempt bigint;
alter table company_payroll add column apprentices bigint;
alter table company_payroll add column alsace_moselle bigint;
alter table company_payroll add column headcount bigint;
alter table company_payroll add column alternants bigint;

-- Employees (salariés) of a company. identity: the number the employer gives, else names and birth date, folded.
-- nir: sealed with the key beside the store.
create table employee (
  owner bigint not null,
  identity text not null,
  siret bigint not null,
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
);
create unique index employee_identity on employee (owner, identity);

alter table batch add column state text not null default 'complete';
alter table batch add column path text not null default '';
alter table batch add column options text not null default '';
alter table batch add column bytes bigint not null default 0;
alter table batch add column chunk bigint not null default 0;
alter table batch add column done bigint not null default 0;
alter table batch add column version bigint not null default 0;
alter table batch add column warnings bigint not null default 0;
alter table batch add column rejects text;
alter table batch add column reject_path text not null default '';
alter table batch add column completes bigint;
