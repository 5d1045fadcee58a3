#include "services/account/session.hpp"

#include <algorithm>

#include "services/attempts.hpp"
#include "util/digest.hpp"

namespace myatlas::services {

namespace {

using domain::AttemptKind;

std::string token_hash(const util::Secret& token)
{
  return util::sha256_hex(token.reveal());
}

} // namespace

util::Result<NewSession> log_in(const Context& context, const domain::EmailAddress& email,
                                const util::Secret& password)
{
  const std::string key = domain::email_key(email);
  if (is_locked(context, AttemptKind::login, key)) {
    return util::Error{"login.locked", {email.text()}};
  }
  const auto account = context.store.accounts().find(email);
  const auto hash = account ? context.store.accounts().password(account->id) : std::nullopt;
  const bool right = util::secret_matches(hash.value_or(util::decoy_hash()), password);
  if (!account || !hash || !right || !domain::state_facts(account->state).logs_in) {
    const bool counted = count_wrong_try(context, AttemptKind::login, key);
    return counted ? util::Error{"login.refused", {}} : util::Error{"login.locked", {email.text()}};
  }
  const auto stronger =
    util::is_outdated(*hash) ? std::optional(util::hash_secret(password)) : std::nullopt;
  const util::Secret token(util::to_hex(util::random_bytes(32)));
  const util::Instant expires = context.latest_now() + domain::k_session_lifetime;
  store::Transaction write(context.store, context.deed());
  if (is_locked(context, AttemptKind::login, key)) {
    return util::Error{"login.locked", {email.text()}};
  }
  context.store.credentials().forget_attempts(AttemptKind::login, key);
  if (stronger) {
    context.store.accounts().set_password(account->id, *stronger);
  }
  context.store.credentials().put_session(account->id, token_hash(token), context.machine_now(),
                                          expires);
  write.record({store::AuditKind::session, account->id}, std::nullopt, std::nullopt);
  write.commit();
  return NewSession{account->email, token, expires};
}

void log_out(const Context& context, const util::Secret& token)
{
  store::Transaction write(context.store, context.deed());
  context.store.credentials().drop_session(token_hash(token));
  write.record({store::AuditKind::session}, std::nullopt, std::nullopt);
  write.commit();
}

util::Result<domain::Account> authenticate(store::Store& store, const util::Secret& token,
                                           const Moment& moment)
{
  const auto session = store.credentials().session(token_hash(token));
  const bool lives = session && std::max(moment.given, moment.machine) < session->expires &&
                     moment.machine < session->created + domain::k_session_lifetime;
  const auto account = lives ? store.accounts().find_id(session->account) : std::nullopt;
  if (!account || !domain::state_facts(account->state).logs_in) {
    return util::Error{"session.expired", {}};
  }
  return *account;
}

} // namespace myatlas::services
