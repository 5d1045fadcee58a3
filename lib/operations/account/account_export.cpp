#include "operations/account/account_export.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "services/account/holdings.hpp"

namespace myatlas::operations {

namespace {

using util::to_rfc3339;

Json told_company(domain::Siren siren)
{
  return siren.digits();
}

Json told_establishment(domain::Siret siret)
{
  return siret.digits();
}

Json told_reference(const services::ClientReference& client)
{
  return {{"siren", client.siren.digits()}, {"reference", client.reference}};
}

Json told_request(const domain::FundingRequest& request)
{
  return formats::to_json(request);
}

Json told_deed(const store::AuditRow& row)
{
  return {{"at", to_rfc3339(row.deed.at)}, {"command", row.deed.command}, {"subject", row.subject}};
}

Json told_mail(const store::OutboxMail& sent)
{
  return {{"mail", domain::to_text(sent.kind)},
          {"created", to_rfc3339(sent.created)},
          {"delivered", or_null(sent.delivered, to_rfc3339)}};
}

Json told_preference(const store::PreferenceChange& change)
{
  return {{"kind", domain::to_text(change.kind)},
          {"channel", domain::to_text(change.channel)},
          {"since", to_rfc3339(change.since)}};
}

Json told_alert(const services::AlertChosen& alert)
{
  return {{"event", domain::to_text(alert.event)}, {"frequency", domain::to_text(alert.frequency)}};
}

Json told_session(const services::Lifetime& session)
{
  return {{"created", to_rfc3339(session.created)}, {"expires", to_rfc3339(session.expires)}};
}

Json told_attempt(const services::Attempt& attempt)
{
  return {{"kind", domain::to_text(attempt.kind)}, {"at", to_rfc3339(attempt.at)}};
}

} // namespace

Json account_export_document(const services::AccountHoldings& held, util::Instant exported)
{
  return {{"schema", "myatlas/account-export/1"},
          {"exported", to_rfc3339(exported)},
          {"account", formats::to_json(held.account)},
          {"companies", rows_of(held.companies, told_company)},
          {"establishments", rows_of(held.establishments, told_establishment)},
          {"client_references", rows_of(held.client_references, told_reference)},
          {"requests", rows_of(held.requests, told_request)},
          {"deeds", rows_of(held.deeds, told_deed)},
          {"mails", rows_of(held.mails, told_mail)},
          {"letters_read", held.letters_read},
          {"preferences", rows_of(held.preferences, told_preference)},
          {"alerts", rows_of(held.alerts, told_alert)},
          {"sessions", rows_of(held.sessions, told_session)},
          {"attempts", rows_of(held.attempts, told_attempt)}};
}

} // namespace myatlas::operations
