#include "services/account/session.hpp"

#include <algorithm>

#include "services/attempts.hpp"
#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AttemptKind;
using domain::EmailAddress;
using util::Secret;

std::string token_hash(const Secret& token)
{
  return util::sha256_hex(token.reveal());
}

// An account, and the hash of the password it was opened with.
struct Login
{
  Account account;
  std::string hash;

  // The same password, as one is hashed today; nothing where it is.
  std::optional<std::string> stronger(const Secret& password) const
  {
    return util::is_outdated(hash) ? std::optional(util::hash_secret(password)) : std::nullopt;
  }
};

// The account of an address, when the password is its own. Nothing in the same time.
std::optional<Login> login_by(const Context& context, const EmailAddress& email,
                              const Secret& password)
{
  const auto account = context.store.accounts().find(email);
  const auto hash = account ? context.store.accounts().password(account->id) : std::nullopt;
  const bool right = util::secret_matches(hash.value_or(util::decoy_hash()), password);
  if (!account || !hash || !right || !domain::state_facts(account->state).logs_in) {
    return std::nullopt;
  }
  return Login{*account, *hash};
}

NewSession begin_session(const Context& context, const EmailAddress& email)
{
  const Secret token(util::to_hex(util::random_bytes(32)));
  return {email, token, context.latest_now() + domain::k_session_lifetime};
}

void keep_session(const Context& context, const Account& account, const NewSession& session)
{
  store::Credentials credentials = context.store.credentials();
  credentials.put_session(account.id, token_hash(session.token), context.machine_now(),
                          session.expires);
}

bool lives(const store::Session& session, const Moment& moment)
{
  return std::max(moment.given, moment.machine) < session.expires &&
         moment.machine < session.created + domain::k_session_lifetime;
}

} // namespace

Result<NewSession> log_in(const Context& context, const EmailAddress& email, const Secret& password)
{
  TRY(check_login_tries(context, email));
  const auto login = login_by(context, email, password);
  if (!login) {
    return count_wrong_login(context, email, {"login.refused", {}});
  }
  const auto stronger = login->stronger(password);
  const NewSession session = begin_session(context, login->account.email);
  Transaction write = context.begin();
  TRY(check_login_tries(context, email));
  context.store.credentials().forget_attempts(AttemptKind::login, domain::email_key(email));
  if (stronger) {
    context.store.accounts().set_password(login->account.id, *stronger);
  }
  keep_session(context, login->account, session);
  write.record({store::AuditKind::session, login->account.id});
  write.commit();
  return session;
}

void log_out(const Context& context, const Secret& token)
{
  Transaction write = context.begin();
  context.store.credentials().drop_session(token_hash(token));
  write.record({store::AuditKind::session});
  write.commit();
}

Result<Account> authenticate(store::Store& store, const Secret& token, const Moment& moment)
{
  const auto session = store.credentials().session(token_hash(token));
  const auto account =
    session && lives(*session, moment) ? store.accounts().find_id(session->account) : std::nullopt;
  if (!account || !domain::state_facts(account->state).logs_in) {
    return Error{"session.expired", {}};
  }
  return *account;
}

} // namespace myatlas::services
