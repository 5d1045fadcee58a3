-- Money follows what was carried out: the day a training ended before its time, certificates that were made anew, who sent an invoice.

-- The last day of a training that was broken off; until now it stood in the history alone.
alter table funding_request add column broken_off text;
update funding_request set broken_off = (select substr(c.comment, 1, 10) from funding_request_change c where c.owner = funding_request.owner
  and c.number = funding_request.number and c.event = 'break-off' order by c.position desc limit 1);

-- The certificate that took the place of this one; none: it stands.
alter table certificate add column replaced_by text;

-- Whether the member or the provider sent it; none: it came before that was kept.
alter table invoice add column sender text;
