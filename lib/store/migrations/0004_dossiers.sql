-- The whole of a funding request: who answers for it, what is trained, modules, trainees, costs; its documents; when it last changed.

alter table funding_request add column objective text not null default '';
alter table funding_request add column contact_name text not null default '';
alter table funding_request add column contact_email text not null default '';
alter table funding_request add column contact_phone text not null default '';
alter table funding_request add column audience text;
alter table funding_request add column internal bigint;
alter table funding_request add column outside_working_time bigint;
alter table funding_request add column certification text not null default '';
alter table funding_request add column place text not null default '';
alter table funding_request add column travel bigint;
alter table funding_request add column lodging bigint;
alter table funding_request add column meals bigint;
alter table funding_request add column wages bigint;
alter table funding_request add column requested bigint;
alter table funding_request add column co_funding bigint;
alter table funding_request add column subrogation bigint;
alter table funding_request add column changed bigint not null default 0;
update funding_request set changed = coalesce((select max(c.at) from funding_request_change c
  where c.owner = funding_request.owner and c.number = funding_request.number), created);

alter table funding_request_employee add column employee text not null default '';
alter table funding_request_employee add column hours bigint;
alter table funding_request_employee add column wage bigint;

create table funding_request_module (
  owner bigint not null,
  number text not null,
  position bigint not null,
  title text not null,
  provider bigint,
  activity_number text not null default '',
  hours bigint,
  cost bigint,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
);

create table funding_request_document (
  owner bigint not null,
  number text not null,
  position bigint not null,
  kind text not null,
  file_name text not null,
  digest text not null references document (digest),
  added_by text not null,
  added bigint not null,
  primary key (owner, number, position),
  foreign key (owner, number) references funding_request (owner, number)
);
