#include "services/attempts.hpp"

namespace myatlas::services {

namespace {

store::AuditKind audited_as(domain::AttemptKind kind)
{
  switch (kind) {
  case domain::AttemptKind::login:
    return store::AuditKind::login_attempt;
  case domain::AttemptKind::member_code:
    return store::AuditKind::member_code_attempt;
  case domain::AttemptKind::activation_mail:
    return store::AuditKind::activation_mail_attempt;
  case domain::AttemptKind::reset_mail:
    break;
  }
  return store::AuditKind::reset_mail_attempt;
}

} // namespace

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
  write.record({audited_as(kind), account ? account->id : ""}, std::nullopt, std::nullopt);
  write.commit();
  return true;
}

} // namespace myatlas::services
