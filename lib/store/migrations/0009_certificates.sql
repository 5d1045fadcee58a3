-- Certificates of completion (certificats de réalisation), by the company of the dossier.

create table certificate (
  owner bigint not null,
  number text not null unique,
  request text not null,
  kind text not null,
  trainee text not null,
  siret bigint not null,
  title text not null,
  nature text not null,
  starts text not null,
  ends text not null,
  hours bigint not null,
  representative text not null,
  role text not null,
  provider bigint not null,
  activity_number text not null,
  place text not null,
  signed text not null,
  document text references document (digest),
  file_name text not null,
  created_by text not null,
  created bigint not null,
  primary key (owner, number),
  foreign key (owner, request) references funding_request (owner, number)
);

create index certificate_request on certificate (owner, request);
