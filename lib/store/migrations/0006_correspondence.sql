-- Official letters (courriers), who read them; preferences of paper or not, with their history; alerts and what they have to say;
-- publications: news, studies, calls for tenders.

create table official_letter (
  siret bigint not null,
  number text not null unique,
  kind text not null,
  request text not null default '',
  subject text not null,
  body text not null,
  channel text not null,
  created bigint not null,
  primary key (siret, number)
);

create table letter_reading (
  account text not null references account (id),
  number text not null references official_letter (number),
  at bigint not null,
  primary key (account, number)
);

create table preference (
  account text not null references account (id),
  kind text not null,
  position bigint not null,
  channel text not null,
  since bigint not null,
  primary key (account, kind, position)
);

create table alert (
  account text not null references account (id),
  event text not null,
  frequency text not null,
  primary key (account, event)
);

create table alert_item (
  account text not null references account (id),
  position bigint not null,
  event text not null,
  subject text not null,
  label text not null,
  at bigint not null,
  told bigint,
  primary key (account, position)
);

create table publication (
  number text not null primary key,
  kind text not null,
  title text not null,
  summary text not null default '',
  branch text not null default '',
  url text not null default '',
  published bigint not null,
  buyer text not null default '',
  contract_type text not null default '',
  reference text not null default '',
  place text not null default '',
  platform text not null default '',
  lots bigint,
  deadline bigint,
  offset_minutes bigint,
  withdrawn bigint
);
