#include "services/account/acting.hpp"

#include <algorithm>

#include "domain/values/date.hpp"
#include "store/migrate.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// Finds who acts in one store for one asker.
class ActorSearch
{
public:
  ActorSearch(store::Store& store, const Asker& asker) : m_store(store), m_asker(asker) {}

  Result<Acting> of_office() const;
  Result<Acting> of_account(const util::Secret& token) const;
  Result<Acting> without_session(Who who) const;
  Acting nobody() const { return {Anonymous{m_asker.operator_name}}; }
  Acting host() const { return {Host{m_asker.operator_name}}; }

private:
  Result<domain::Account> authenticated(const util::Secret& token) const
  {
    return authenticate(m_store, token, m_asker.moment);
  }
  bool is_office(const domain::Account& account) const
  {
    return m_store.accounts().is_office(account.id);
  }
  Error session_required() const;
  Result<Acting> without_account(Who who) const;
  Actor actor_of(const domain::Account& account) const;

  store::Store& m_store;
  const Asker& m_asker;
};

// The operator's commands are the host's whatever account is in use, but for one of the OPCO's,
// which does them under its own name. A session that has ended, or cannot be read, is no account in
// use.
Result<Acting> ActorSearch::of_office() const
{
  const auto token = m_asker.token();
  if (!token || !*token) {
    return host();
  }
  const auto account = authenticated(**token);
  if (!account) {
    return host();
  }
  if (is_office(*account)) {
    return Acting{Office{*account}};
  }
  return Acting{Host{.name = m_asker.operator_name, .beside = account->id}};
}

Error ActorSearch::session_required() const
{
  return {m_store.accounts().has_any() ? "session.required" : "session.no_accounts", {}};
}

// The operator of an embedded store is whoever may write its file, and is never so without a word.
Result<Acting> ActorSearch::without_account(Who who) const
{
  if (who == Who::anybody) {
    return nobody();
  }
  if (who == Who::account || !m_store.may_write()) {
    return session_required();
  }
  Acting acting = host();
  acting.is_host_unasked = true;
  return acting;
}

// An account that is asked for by name is not another's.
Result<Acting> ActorSearch::without_session(Who who) const
{
  if (!m_asker.account.empty()) {
    return Error{"session.other", {m_asker.account}};
  }
  return without_account(who);
}

Actor ActorSearch::actor_of(const domain::Account& account) const
{
  const util::Instant now = std::max(m_asker.moment.given, m_asker.moment.machine);
  return services::of_account(m_store, account, domain::date_of(now, m_asker.zone));
}

// An empty list says nothing of why.
Errors warnings_of(const Actor& actor)
{
  const Outcome provider = provider_in_force(actor);
  const bool is_told = !provider && provider.error().code != "access.reader";
  return is_told ? provider.errors() : Errors{};
}

// A session that has ended never makes an operator.
Result<Acting> ActorSearch::of_account(const util::Secret& token) const
{
  TRY_ASSIGN(const domain::Account account, authenticated(token));
  if (is_office(account)) {
    return Acting{Office{account}};
  }
  Acting acting{actor_of(account)};
  acting.warnings = warnings_of(acting.actor);
  return acting;
}

} // namespace

Result<Acting> who_acts(store::Store& store, const Asker& asker, Who who)
{
  const ActorSearch search(store, asker);
  if (store.version() < store::newest_version()) { // into its accounts nobody looks
    return search.host();
  }
  if (who == Who::nobody) {
    return search.nobody();
  }
  if (who == Who::office) {
    return search.of_office();
  }
  TRY_ASSIGN(const std::optional<util::Secret> token, asker.token());
  return token ? search.of_account(*token) : search.without_session(who);
}

} // namespace myatlas::services
