-- What things are called in the books of who files them: the number of a client's file (dossier client), which is an account's own and which no
-- other sees, and the reference of an invoice and of a declaration.

create table client_reference (
  account text not null references account (id),
  siren bigint not null,
  reference text not null,
  primary key (account, siren)
);
create index client_reference_called on client_reference (account, reference);

alter table invoice add column reference text;
alter table declaration add column reference text;
