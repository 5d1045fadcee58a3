-- Access to addresses, whose clock counts, and texts that name persons.

-- Access given to an address that has no active account yet, or may have none: it is taken up when one becomes active. So that giving
-- access says nothing of who has an account.

create table access_invitation (
  siren bigint not null,
  address text not null,
  email text not null,
  grantor text not null references account (id),
  role text not null,
  until text not null,
  granted bigint not null,
  primary key (siren, address, grantor)
);

-- What a store is from its making on: clock = 'test' where only the clock that commands are given counts, for tests and replays.

create table store_fact (
  name text not null primary key,
  value text not null
);

-- Who did something and what was changed, which may name persons, stand beside the audit: its rows hold a salted digest of each such text,
-- and the chain covers the digests. Erasing a person takes text and salt away, and the chain stays as it is. A row whose text was erased
-- carries a seal, a keyed hash of what it still says. Older rows hold their texts themselves; erasing in them seals them too.

create table audit_text (
  sequence bigint not null primary key,
  actor text,
  actor_salt text not null default '',
  before_change text,
  before_salt text not null default '',
  after_change text,
  after_salt text not null default '',
  seal text not null default ''
);
