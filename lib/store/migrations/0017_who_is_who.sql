-- Whose word is believed. An account acts as the training provider it names once the OPCO, or an approved account of that provider, said so;
-- it attaches establishments of companies it proved or was given to manage; a batch belongs to the account that imported it.

alter table account add column provider_state text;
update account set provider_state = 'pending' where provider_siret is not null;

-- What was attached without a proof is no longer, and is listed for the operator.
create table unproved_establishment (
  account text not null,
  siret bigint not null,
  primary key (account, siret)
);
insert into unproved_establishment select e.account, e.siret from account_establishment e
  where not exists (select 1 from account_company c where c.account = e.account and c.siren = e.siret / 100000);
delete from account_establishment where not exists (select 1 from account_company c
  where c.account = account_establishment.account and c.siren = account_establishment.siret / 100000);

-- Null: attached on the account's own proof; else by access this account gave, with which it ends.
alter table account_establishment add column grantor text;

-- Access ends when who gave it or was given it is locked out, and is in force no longer when one of them left.
update access_grant set revoked = granted where revoked is null and
  (account in (select id from account where state = 'locked') or grantor in (select id from account where state = 'locked'));

drop view account_reach;

create view access_in_force as
  select g.siren, g.account, g.grantor, g.role, g.until from access_grant g
    join account receiver on receiver.id = g.account and receiver.state = 'active'
    join account giver on giver.id = g.grantor and giver.state = 'active'
    where g.revoked is null;

create view account_reach as
  select account, siret, 'manager' as role, '9999-12-31' as until from account_establishment where grantor is null
  union all
  select g.account, e.siret, g.role, g.until from access_in_force g
    join account_establishment e on e.account = g.grantor and e.grantor is null
      and e.siret >= g.siren * 100000 and e.siret < (g.siren + 1) * 100000
  union all
  select e.account, e.siret, g.role, g.until from account_establishment e
    join access_in_force g on g.account = e.account and g.grantor = e.grantor and g.siren = e.siret / 100000 and g.role = 'manager'
    where exists (select 1 from account_establishment o where o.account = g.grantor and o.grantor is null
      and o.siret >= g.siren * 100000 and o.siret < (g.siren + 1) * 100000);

-- Which training provider an account may act as or look at.
create view provider_reach as
  select id as account, provider_siret / 100000 as siren, 'manager' as role, '9999-12-31' as until from account
    where provider_state = 'approved' and state = 'active'
  union all
  select g.account, g.siren, g.role, g.until from access_in_force g
    join account receiver on receiver.id = g.account and receiver.provider_siret / 100000 = g.siren and receiver.provider_state = 'pending'
    join account giver on giver.id = g.grantor and giver.provider_siret / 100000 = g.siren and giver.provider_state = 'approved';

alter table batch add column account text not null default '';
update batch set account = coalesce((select a.id from account a where a.email = batch.actor), '');

-- The activity numbers (numéros de déclaration d'activité) of training bodies, from their public list.
create table training_body (
  siren bigint not null,
  activity_number text not null,
  primary key (siren, activity_number)
);

-- Accounts with a role of the OPCO.
create table account_office (
  account text not null primary key references account (id)
);
