-- Access that one account gives another to a company, up to a day; what an account reaches is its own establishments and those of the
-- companies it was given, as far as who gave it manages them.

create table access_grant (
  siren bigint not null,
  account text not null references account (id),
  grantor text not null references account (id),
  role text not null,
  until text not null,
  granted bigint not null,
  revoked bigint,
  primary key (siren, account, grantor)
);

create view account_reach as
  select account, siret, 'manager' as role, '9999-12-31' as until from account_establishment
  union all
  select g.account, e.siret, g.role, g.until from access_grant g
    join account_establishment e on e.account = g.grantor and e.siret >= g.siren * 100000 and e.siret < (g.siren + 1) * 100000
    where g.revoked is null;
