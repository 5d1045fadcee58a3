-- What came back belongs to who gave it back, and to the share of the dossier it was paid for (domain/dossier_share.hpp). Of a training it was
-- not kept whose it was: 'dossier'. A contract of apprenticeship has one payee, and what came back was its teaching.

alter table recovery add column payee bigint;
alter table recovery add column share text;
update recovery set
  share = (select case when r.scheme = 'apprenticeship' then 'teaching' else 'dossier' end from funding_request r where r.id = recovery.dossier),
  payee = (select case when coalesce(r.subrogation, 0) = 1 or r.scheme = 'apprenticeship' then coalesce(r.provider, r.siret) else r.siret end / 100000
           from funding_request r where r.id = recovery.dossier);
