-- What is paid rests on evidence: amendments, sums to recover, what was performed, and the papers of each.

-- What came back of sums that were paid beyond what is owed (indu).
create table recovery (
  dossier bigint not null references funding_request (id),
  position bigint not null,
  amount bigint not null,
  reference text not null,
  received_on text not null,
  recorded_by text not null,
  recorded bigint not null,
  primary key (dossier, position)
);

-- An amendment (avenant) of an accepted contract that waits for the OPCO's answer, sealed as contracts are; one a dossier.
create table amendment (
  dossier bigint not null primary key references funding_request (id),
  sealed text not null,
  sent_by text not null,
  sent bigint not null
);

-- What an invoice says was carried out, in hundredths of an hour, and the reason for which an office passed a rule.
alter table invoice add column hours bigint;
alter table invoice_change add column although text not null default '';

-- The module of a dossier (its position) that an invoice or certificate is for; none: all of the provider's.
alter table invoice add column module bigint;
alter table certificate add column module bigint;

-- Side costs of a contract the OPCO agreed to by nature: what an invoice may ask of each.
create table agreed_side_cost (
  dossier bigint not null references funding_request (id),
  nature text not null,
  amount bigint not null,
  primary key (dossier, nature)
);

-- Who is not of a training provider stays refused, whatever it then says of itself, until the OPCO approves it.
create table refused_provider (
  account text not null,
  siren bigint not null,
  primary key (account, siren)
);
insert into refused_provider select id, provider_siret / 100000 from account where provider_state = 'refused' and provider_siret is not null;

-- What a training provider tells once of itself, for the certificates and invoices made in its name.
alter table account add column provider_name text not null default '';
alter table account add column provider_legal_form text not null default '';
alter table account add column vat_exemption text;
alter table account add column vat_id text;

-- A certificate prints the same for ever: the names as they were when it was issued, and how its signatory is addressed.
alter table certificate add column provider_name text not null default '';
alter table certificate add column company_name text not null default '';
alter table certificate add column representative_title text;

-- What an alert is about, in words and in euros before tax.
alter table alert_item add column title text not null default '';
alter table alert_item add column amount text not null default '';

-- A credit note names the invoice it takes from; an invoice may say what was paid before, and what is left to pay (BT-113, BT-115).
alter table invoice add column corrects text;
alter table invoice add column prepaid bigint;
alter table invoice add column amount_due bigint;

-- The invoice that a corrected one takes the place of.
alter table invoice add column replaces text;
