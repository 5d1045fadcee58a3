#include <algorithm>
#include <functional>
#include <iterator>

#include "formats/json/json_records.hpp"
#include "services/account/account.hpp"
#include "services/notices/notices.hpp"
#include "services/rights.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AlertEvent;
using domain::Frequency;
using domain::FundingRequest;
using formats::Json;
using store::Perimeter;
using util::to_rfc3339;

// The documents of what a list holds, one each.
template <typename List, typename Tell>
Json each_told(const List& list, Tell tell)
{
  Json told = Json::array();
  std::ranges::transform(list, std::back_inserter(told), tell);
  return told;
}

using Lifetime = std::pair<util::Instant, util::Instant>;
using Attempt = std::pair<domain::AttemptKind, util::Instant>;

Json told_session(const Lifetime& session)
{
  const auto& [created, expires] = session;
  return {{"created", to_rfc3339(created)}, {"expires", to_rfc3339(expires)}};
}

Json told_attempt(const Attempt& attempt)
{
  return {{"kind", domain::to_text(attempt.first)}, {"at", to_rfc3339(attempt.second)}};
}

Json told_deed(const store::AuditRow& row)
{
  return {{"at", to_rfc3339(row.deed.at)}, {"command", row.deed.command}, {"subject", row.subject}};
}

Json told_moment(const std::optional<util::Instant>& at)
{
  return at ? Json(to_rfc3339(*at)) : Json(nullptr);
}

Json told_mail(const store::OutboxMail& sent)
{
  return {{"mail", domain::to_text(sent.kind)},
          {"created", to_rfc3339(sent.created)},
          {"delivered", told_moment(sent.delivered)}};
}

Json told_preference(const store::PreferenceChange& change)
{
  return {{"kind", domain::to_text(change.kind)},
          {"channel", domain::to_text(change.channel)},
          {"since", to_rfc3339(change.since)}};
}

Json told_company(domain::Siren siren)
{
  return siren.digits();
}

Json told_establishment(const domain::Establishment& establishment)
{
  return establishment.siret.digits();
}

// All that the store holds about an account, part by part.
class AccountExport
{
public:
  AccountExport(const Context& context, const Account& account)
    : m_context(context), m_account(account)
  {
  }

  Json document() const
  {
    Json document = head();
    for (const Json& part : {managed(), done(), said(), logged_in()}) {
      document.update(part);
    }
    return document;
  }

private:
  Json head() const
  {
    return {{"schema", "myatlas/account-export/1"},
            {"exported", to_rfc3339(m_context.now())},
            {"account", formats::to_json(m_account)}};
  }

  Json managed() const
  {
    return {{"companies", companies()},
            {"establishments", establishments()},
            {"client_references", client_references()}};
  }

  Json done() const { return {{"requests", requests()}, {"deeds", deeds()}}; }

  Json said() const
  {
    return {{"mails", mails()},
            {"letters_read", letters_read()},
            {"preferences", preferences()},
            {"alerts", alerts()}};
  }

  Json logged_in() const { return {{"sessions", sessions()}, {"attempts", attempts()}}; }

  Json mails() const
  {
    return each_told(m_context.store.outbox().of_account(m_account.id), told_mail);
  }

  Json companies() const
  {
    const domain::Date day = m_context.latest_day();
    return each_told(m_context.store.accounts().companies(m_account.id, day), told_company);
  }

  Json client_references() const
  {
    Json told = Json::array();
    for (const auto& [siren, reference] : m_context.store.client_references().of(m_account.id)) {
      told.push_back({{"siren", siren.digits()}, {"reference", reference}});
    }
    return told;
  }

  Json establishments() const
  {
    store::Register opco_register = m_context.store.opco_register();
    return each_told(opco_register.establishments_reached_by(m_account.id, m_context.latest_day()),
                     told_establishment);
  }

  // Not what came after access ended.
  bool may_see(const FundingRequest& request) const
  {
    return may(standing_of(m_context, request.siret, request.providers()), Act::see);
  }

  Json requests() const
  {
    Json requests = Json::array();
    for (const FundingRequest& request : requests_made()) {
      if (may_see(request)) {
        requests.push_back(formats::to_json(request));
      }
    }
    return requests;
  }

  std::vector<FundingRequest> requests_made() const
  {
    store::RequestFilter filter;
    filter.created_by = m_account.id;
    return m_context.store.funding_requests().list(filter, Perimeter::all());
  }

  Json deeds() const
  {
    store::AuditFilter mine;
    mine.actor = m_account.email.text();
    mine.since = m_account.created; // the address may have been another account's before
    return each_told(m_context.store.audit().list(mine), told_deed);
  }

  Json letters_read() const
  {
    auto letters = m_context.store.letters().list({}, perimeter_of(m_context));
    std::erase_if(letters, std::not_fn(&domain::OfficialLetter::read));
    return each_told(letters, std::mem_fn(&domain::OfficialLetter::number));
  }

  Json preferences() const
  {
    return each_told(m_context.store.letters().preferences(m_account.id), told_preference);
  }

  Json alerts() const
  {
    Json alerts = Json::array();
    for (const AlertEvent event : domain::k_alert_events) {
      if (frequency_of(event) != Frequency::never) {
        alerts.push_back(told_alert(event));
      }
    }
    return alerts;
  }

  Json told_alert(AlertEvent event) const
  {
    return {{"event", domain::to_text(event)}, {"frequency", domain::to_text(frequency_of(event))}};
  }

  Frequency frequency_of(AlertEvent event) const
  {
    return services::frequency_of(m_context.store, m_account.id, event);
  }

  Json sessions() const
  {
    return each_told(m_context.store.credentials().sessions(m_account.id), told_session);
  }

  Json attempts() const
  {
    const std::string key = domain::email_key(m_account.email);
    return each_told(m_context.store.credentials().attempts_of(key), told_attempt);
  }

  const Context& m_context;
  const Account& m_account;
};

} // namespace

Result<Json> export_account(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  return AccountExport(context, account).document();
}

} // namespace myatlas::services
