-- What the public register of companies answered, with its day; and until when one of its services is left alone.

create table sirene (
  siret bigint not null primary key,
  source text not null,
  asked bigint not null,
  outcome text not null,
  answer text not null
);

create table sirene_service (
  source text not null primary key,
  rests_until bigint not null
);
