-- The reference a company gives to its own request: with it the same file twice makes no second dossier.

alter table funding_request add column reference text not null default '';
create unique index funding_request_reference on funding_request (owner, reference) where reference <> '';
