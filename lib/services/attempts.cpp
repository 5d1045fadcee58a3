#include "services/attempts.hpp"

namespace myatlas::services {

bool is_locked(const Context& context, domain::AttemptKind kind, std::string_view subject)
{
  using Policy = domain::AttemptPolicy;
  const util::Instant now = context.machine_now(), since = now + -2 * Policy::k_window;
  const auto tries = context.store.credentials().attempts(kind, subject, since);
  if (tries.size() < Policy::k_most_tries) {
    return false;
  }
  const bool quick = tries[0].micros - tries[Policy::k_most_tries - 1].micros <= Policy::k_window;
  return quick && now.micros < tries[0].micros + Policy::k_window;
}

bool count_wrong_try(const Context& context, domain::AttemptKind kind, std::string_view subject)
{
  store::Transaction write(context.store, context.deed());
  if (is_locked(context, kind, subject)) {
    return false;
  }
  context.store.credentials().record_attempt(kind, subject, context.machine_now());
  const util::Result<domain::EmailAddress> address =
    domain::EmailAddress::parse(std::string(subject));
  const auto account = address ? context.store.accounts().find(*address)
                               : std::nullopt; // what nobody is called may be a password
  write.record(std::string(domain::to_text(kind)) + " attempt" +
                 (account ? " of account " + account->id : ""),
               std::nullopt, std::nullopt);
  write.commit();
  return true;
}

} // namespace myatlas::services
