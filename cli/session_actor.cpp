// Who acts in a session.
#include "session.hpp"

#include <algorithm>
#include <utility>

#include "services/account/session.hpp"
#include "session_file.hpp"
#include "store/migrate.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

Result<std::optional<util::Secret>> Session::token() const
{
  const std::string& email = m_settings.value("account");
  if (const auto token = m_env.variable("MYATLAS_TOKEN"); token && email.empty()) {
    return std::optional(util::Secret(*token));
  }
  return SessionFile(m_env).token(email);
}

// `machine` is null where the given time alone counts.
services::Moment Session::times(const util::Clock* machine) const
{
  return {m_clock->now(), machine == nullptr ? m_clock->now() : machine->now()};
}

Result<domain::Account> Session::authenticated(const util::Secret& token,
                                               const util::Clock* machine) const
{
  return services::authenticate(*m_store, token, times(machine));
}

services::Actor Session::operator_beside(const domain::Account& account) const
{
  services::Host host{m_env.operator_name()};
  host.beside = account.id;
  return host;
}

// The operator's commands are the host's whatever account is in use, but for one of the OPCO's,
// which does them under its own name. A session that has ended, or cannot be read, is no account in
// use.
services::Actor Session::back_office(const util::Clock* machine)
{
  const auto found = token();
  if (!found || !*found) {
    return services::Host{m_env.operator_name()};
  }
  const auto account = authenticated(**found, machine);
  if (!account) {
    return services::Host{m_env.operator_name()};
  }
  return is_office(*account) ? services::Actor(services::Office{*account})
                             : operator_beside(*account);
}

bool Session::is_office(const domain::Account& account) const
{
  return m_store->accounts().is_office(account.id);
}

Error Session::session_required() const
{
  return {m_store->accounts().has_any() ? "session.required" : "session.no_accounts", {}};
}

services::Actor Session::nobody() const
{
  return services::Anonymous{m_env.operator_name()};
}

services::Actor Session::told_host()
{
  if (!std::exchange(m_host_is_told, true)) {
    note_that(N_("Acting as the operator of this store: no account is in use."));
  }
  return services::Host{m_env.operator_name()};
}

// The operator of an embedded store is whoever may write its file, and is never so without a word.
Result<services::Actor> Session::without_account(Login login)
{
  if (login == Login::any) {
    return nobody();
  }
  if (login == Login::required || !m_store->may_write()) {
    return session_required();
  }
  return told_host();
}

// Where no session is kept: an account that is asked for by name is not another's.
Result<services::Actor> Session::without_session(Login login)
{
  const std::string& wanted = m_settings.value("account");
  if (!wanted.empty()) {
    return Error{"session.other", {wanted}};
  }
  return without_account(login);
}

services::Actor Session::actor_of(const domain::Account& account, const util::Clock* machine) const
{
  const util::Instant now = std::max(m_clock->now(), times(machine).machine);
  return services::of_account(*m_store, account, domain::date_of(now, m_zone));
}

// An empty list says nothing of why.
void Session::warn_of_provider(const services::Actor& actor)
{
  const Outcome provider = services::provider_in_force(actor);
  if (!provider && provider.error().code != "access.reader") {
    warn(provider.error());
  }
}

// A session that has ended never makes an operator.
Result<services::Actor> Session::account_in_use(const util::Secret& token,
                                                const util::Clock* machine)
{
  TRY_ASSIGN(const domain::Account account, authenticated(token, machine));
  if (is_office(account)) {
    return services::Actor(services::Office{account});
  }
  services::Actor actor = actor_of(account, machine);
  warn_of_provider(actor);
  return actor;
}

Result<services::Actor> Session::find_actor(Login login, const util::Clock* machine)
{
  if (login == Login::none) {
    return nobody();
  }
  if (login == Login::host) {
    return back_office(machine);
  }
  TRY_ASSIGN(const std::optional<util::Secret> found, token());
  return found ? account_in_use(*found, machine) : without_session(login);
}

} // namespace myatlas::cli
