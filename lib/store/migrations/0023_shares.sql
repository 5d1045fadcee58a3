-- What came back belongs to who gave it back, and to the share of the dossier it was paid for (domain/dossier_share.hpp).

alter table recovery add column payee bigint;
alter table recovery add column share text;
update recovery set share = 'teaching', payee = (select case when coalesce(r.subrogation, 0) = 1 or r.scheme = 'apprenticeship'
    then coalesce((select i.provider from invoice i join invoice_change c on c.provider = i.provider and c.number = i.number
                   where i.dossier = r.id and i.state = 'REGLEE' and i.without_tax > 0 and c.state = 'REGLEE' order by c.at desc limit 1),
                  r.provider / 100000, r.siret / 100000)
    else r.siret / 100000 end
  from funding_request r where r.id = recovery.dossier);
