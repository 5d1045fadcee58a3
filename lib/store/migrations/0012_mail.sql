-- A letter that a mail server would not take yet is tried again; one that it will never take is kept with its answer.
-- next_try is also the lease of who is sending it.

alter table outbox add column tries bigint not null default 0;
alter table outbox add column next_try bigint;
alter table outbox add column failed bigint;
alter table outbox add column reason text not null default '';
alter table outbox add column answer text not null default '';
