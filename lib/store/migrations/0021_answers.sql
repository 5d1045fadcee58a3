-- What was answered to a request that came with a key of its own: the same key answers the same again. The request as a digest, the
-- answer sealed with the store's key, since it may name persons. They go after a month.

create table kept_answer (
  actor text not null,
  name text not null,
  request text not null,
  status bigint not null,
  answer text not null,
  at bigint not null,
  primary key (actor, name)
);

create index kept_answer_at on kept_answer (at);
