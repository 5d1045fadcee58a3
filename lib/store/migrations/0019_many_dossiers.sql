-- What commands ask for has an index, so that a store of a million dossiers answers as one of a thousand.

create unique index session_token on session (token);
create index session_expires on session (expires);
create index one_time_code_expires on one_time_code (expires);
create index attempt_at on attempt (at);

-- Who reaches what.
create index access_grant_account on access_grant (account);
create index access_grant_grantor on access_grant (grantor);
create index account_establishment_siret on account_establishment (siret);
create index account_company_siren on account_company (siren);
create index account_provider on account ((provider_siret / 100000)) where provider_siret is not null;
create index account_pending on account (provider_state, email_key) where provider_state = 'pending';
create index access_invitation_address on access_invitation (address);
create index access_invitation_grantor on access_invitation (grantor);

create index funding_request_siret on funding_request (siret);
create index funding_request_provider on funding_request ((provider / 100000)) where provider is not null;
create index funding_request_module_provider on funding_request_module ((provider / 100000)) where provider is not null;
create index employee_siret on employee (siret);
create index certificate_siret on certificate (siret);
create index certificate_provider on certificate ((provider / 100000));

-- The work of the office, in the order it is to be done.
create index funding_request_work on funding_request (state, scheme, starts, changed, number) where state in ('TRANSMIS', 'EN_COURS_INSTRUCTION');
create index invoice_in_hand on invoice (state, received, number, provider) where state in ('EN_TRAITEMENT', 'VALIDEE');

-- The account a payee was last paid on.
create index invoice_change_accepted on invoice_change (provider, at) where event = 'accept';

create index audit_command on audit (command, at);
create index audit_clock on audit (clock, at);
create index batch_completes on batch (completes) where completes is not null;
create index batch_bytes on batch (kind, bytes);

-- What corrects an invoice, or takes its place: few do.
create index invoice_corrects on invoice (provider, corrects) where corrects is not null;
create index invoice_replaces on invoice (provider, replaces) where replaces is not null;
