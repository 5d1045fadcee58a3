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
using store::AuditKind;
using store::Session;
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

std::optional<Login> login_of(const Context& context, const std::optional<Account>& account)
{
  const auto hash = account ? context.store.accounts().password(account->id) : std::nullopt;
  return hash ? std::optional(Login{*account, *hash}) : std::nullopt;
}

bool is_right(const std::optional<Login>& login, const Secret& password)
{
  return util::secret_matches(login ? login->hash : util::decoy_hash(), password);
}

bool may_log_in(const Account& account)
{
  return domain::state_facts(account.state).logs_in;
}

// The account of an address, when the password is its own. Nothing in the same time.
std::optional<Login> login_by(const Context& context, const EmailAddress& email,
                              const Secret& password)
{
  const auto login = login_of(context, context.store.accounts().find(email));
  const bool right = is_right(login, password);
  return login && right && may_log_in(login->account) ? login : std::nullopt;
}

Secret new_token()
{
  return Secret(util::to_hex(util::random_bytes(32)));
}

NewSession begin_session(const Context& context, const EmailAddress& email)
{
  return {email, new_token(), context.latest_now() + domain::k_session_lifetime};
}

void keep_session(const Context& context, const Account& account, const NewSession& session)
{
  store::Credentials credentials = context.store.credentials();
  credentials.put_session(account.id, token_hash(session.token), context.machine_now(),
                          session.expires);
}

bool lives(const Session& session, const Moment& moment)
{
  return std::max(moment.given, moment.machine) < session.expires &&
         moment.machine < session.created + domain::k_session_lifetime;
}

} // namespace

namespace {

// Writes down that an account logged in, inside the caller's transaction.
class LoggingIn
{
public:
  LoggingIn(const Context& context, const Login& login, const Secret& password)
    : m_context(context), m_account(login.account), m_stronger(login.stronger(password)),
      m_session(begin_session(context, login.account.email))
  {
  }

  const NewSession& session() const { return m_session; }

  void write(Transaction& write, const EmailAddress& email) const
  {
    m_context.store.credentials().forget_attempts(AttemptKind::login, domain::email_key(email));
    strengthen();
    keep_session(m_context, m_account, m_session);
    write.record({AuditKind::session, m_account.id});
  }

private:
  void strengthen() const
  {
    if (m_stronger) {
      m_context.store.accounts().set_password(m_account.id, *m_stronger);
    }
  }

  const Context& m_context;
  const Account& m_account;
  const std::optional<std::string> m_stronger;
  const NewSession m_session;
};

} // namespace

Result<NewSession> log_in(const Context& context, const EmailAddress& email, const Secret& password)
{
  TRY(check_login_tries(context, email));
  const auto login = login_by(context, email, password);
  if (!login) {
    return count_wrong_login(context, email, {"login.refused", {}});
  }
  const LoggingIn logging_in(context, *login, password);
  Transaction write = context.begin();
  TRY(check_login_tries(context, email));
  logging_in.write(write, email);
  write.commit();
  return logging_in.session();
}

void log_out(const Context& context, const Secret& token)
{
  Transaction write = context.begin();
  context.store.credentials().drop_session(token_hash(token));
  write.record({AuditKind::session});
  write.commit();
}

namespace {

std::optional<Account> account_in(store::Store& store, const Secret& token, const Moment& moment)
{
  const auto session = store.credentials().session(token_hash(token));
  return session && lives(*session, moment) ? store.accounts().find_id(session->account)
                                            : std::nullopt;
}

} // namespace

Result<Account> authenticate(store::Store& store, const Secret& token, const Moment& moment)
{
  const auto account = account_in(store, token, moment);
  if (!account || !may_log_in(*account)) {
    return Error{"session.expired", {}};
  }
  return *account;
}

} // namespace myatlas::services
