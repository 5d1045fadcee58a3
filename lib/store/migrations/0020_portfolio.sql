-- Payments as a bank tells them: the day they came in, their reference and means.

alter table declaration_change add column day text not null default '';
alter table declaration_change add column reference text not null default '';
alter table declaration_change add column means text not null default '';
