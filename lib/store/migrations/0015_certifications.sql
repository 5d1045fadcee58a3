-- Professional certifications (RNCP, répertoire spécifique), from the table an operator loads.

create table certification (
  code text not null primary key,
  title text not null,
  starts text,
  ends text,
  active bigint not null,
  apprenticeship bigint
);
