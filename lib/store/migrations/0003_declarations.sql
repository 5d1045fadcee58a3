-- Declarations of contributions to the OPCO, their lines and history, and the receipts of those settled in full.

create table declaration (
  owner bigint not null,
  number text not null unique,
  year bigint not null,
  state text not null,
  headcount bigint not null,
  payroll bigint not null,
  idcc text not null,
  total bigint not null,
  paid bigint not null,
  due text not null,
  created bigint not null,
  changed bigint not null,
  primary key (owner, year)
);

create table declaration_line (
  owner bigint not null,
  year bigint not null,
  position bigint not null,
  code text not null,
  base bigint not null,
  rate bigint,
  amount bigint not null,
  legal text not null,
  primary key (owner, year, position),
  foreign key (owner, year) references declaration (owner, year)
);

create table declaration_change (
  owner bigint not null,
  year bigint not null,
  position bigint not null,
  at bigint not null,
  actor text not null,
  event text not null,
  state text not null,
  amount bigint not null,
  primary key (owner, year, position),
  foreign key (owner, year) references declaration (owner, year)
);

create table receipt (
  owner bigint not null,
  number text not null unique,
  year bigint not null,
  content text not null,
  code text not null,
  issued bigint not null,
  primary key (owner, year),
  foreign key (owner, year) references declaration (owner, year)
);
