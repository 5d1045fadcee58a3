#include "services/account/holdings.hpp"

#include <algorithm>
#include <iterator>

#include "services/notices/notices.hpp"
#include "services/rights.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AlertEvent;
using domain::Frequency;
using domain::FundingRequest;
using store::Perimeter;

// Looks up what there is of one account, part by part.
class HoldingsOf
{
public:
  HoldingsOf(const Context& context, const Account& account)
    : m_context(context), m_account(account)
  {
  }

  AccountHoldings all() const
  {
    store::Store& store = m_context.store;
    return {.account = m_account,
            .companies = store.accounts().companies(m_account.id, m_context.latest_day()),
            .establishments = establishments(),
            .client_references = client_references(),
            .requests = requests(),
            .deeds = deeds(),
            .mails = store.outbox().of_account(m_account.id),
            .letters_read = letters_read(),
            .preferences = store.letters().preferences(m_account.id),
            .alerts = alerts(),
            .sessions = sessions(),
            .attempts = attempts()};
  }

private:
  std::vector<ClientReference> client_references() const
  {
    std::vector<ClientReference> references;
    for (const auto& [siren, reference] : m_context.store.client_references().of(m_account.id)) {
      references.push_back({siren, reference});
    }
    return references;
  }

  std::vector<domain::Siret> establishments() const
  {
    store::Register opco_register = m_context.store.opco_register();
    std::vector<domain::Siret> sirets;
    std::ranges::transform(
      opco_register.establishments_reached_by(m_account.id, m_context.latest_day()),
      std::back_inserter(sirets), &domain::Establishment::siret);
    return sirets;
  }

  bool may_see(const FundingRequest& request) const
  {
    return may(standing_of(m_context, request.siret, request.providers()), Act::see);
  }

  std::vector<FundingRequest> requests() const
  {
    store::RequestFilter filter;
    filter.created_by = m_account.id;
    auto made = m_context.store.funding_requests().list(filter, Perimeter::all());
    std::erase_if(made, [this](const FundingRequest& request) { return !may_see(request); });
    return made;
  }

  std::vector<store::AuditRow> deeds() const
  {
    store::AuditFilter mine;
    mine.actor = m_account.email.text();
    mine.since = m_account.created;
    return m_context.store.audit().list(mine);
  }

  std::vector<std::string> letters_read() const
  {
    std::vector<std::string> numbers;
    for (const domain::OfficialLetter& letter :
         m_context.store.letters().list({}, perimeter_of(m_context))) {
      if (letter.read) {
        numbers.push_back(letter.number);
      }
    }
    return numbers;
  }

  std::vector<AlertChosen> alerts() const
  {
    std::vector<AlertChosen> chosen;
    for (const AlertEvent event : domain::k_alert_events) {
      const Frequency frequency = frequency_of(m_context.store, m_account.id, event);
      if (frequency != Frequency::never) {
        chosen.push_back({event, frequency});
      }
    }
    return chosen;
  }

  std::vector<Lifetime> sessions() const
  {
    std::vector<Lifetime> sessions;
    for (const auto& [created, expires] : m_context.store.credentials().sessions(m_account.id)) {
      sessions.push_back({created, expires});
    }
    return sessions;
  }

  std::vector<Attempt> attempts() const
  {
    std::vector<Attempt> attempts;
    for (const auto& [kind, at] :
         m_context.store.credentials().attempts_of(domain::email_key(m_account.email))) {
      attempts.push_back({kind, at});
    }
    return attempts;
  }

  const Context& m_context;
  const Account& m_account;
};

} // namespace

Result<AccountHoldings> holdings_of_account(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  return HoldingsOf(context, account).all();
}

} // namespace myatlas::services
