#include "services/codes.hpp"

namespace myatlas::services {

namespace {

using Policy = domain::CodePolicy;

// A clock set back does not give a code a second life.
constexpr std::int64_t k_tolerated_skew = 5 * util::k_minute;

void count_wrong_code(const Context& context, const std::string& account, const std::string& purpose, store::OneTimeCode code)
{
  store::Credentials credentials = context.store.credentials();
  if (++code.tries >= Policy::k_most_tries) {
    credentials.drop_code(account, purpose);
  } else {
    credentials.put_code(account, purpose, code);
  }
}

} // namespace

std::string issue_code(const Context& context, const std::string& account, const std::string& purpose)
{
  const std::string code = util::random_alnum(Policy::k_length);
  const util::Instant now = context.machine_now();
  context.store.credentials().put_code(
    account, purpose,
    {util::hash_secret(util::Secret(code)), now, context.latest_now() + Policy::k_lifetime, 0});
  return code;
}

void pretend_to_issue()
{
  (void)util::hash_secret(util::Secret(util::random_alnum(Policy::k_length)));
}

util::Outcome check_code(const Context& context, const std::optional<domain::Account>& account, const std::string& purpose,
                         const util::Secret& code)
{
  const auto kept = account ? context.store.credentials().code(account->id, purpose) : std::nullopt;
  const bool right = util::secret_matches(kept ? kept->hash : util::decoy_hash(), code);
  if (!kept || !right) {
    if (kept) {
      count_wrong_code(context, account->id, purpose, *kept);
    }
    return util::Error{"code.refused", {}};
  }
  const util::Instant machine = context.machine_now();
  if (context.latest_now() >= kept->expires || machine >= kept->issued + Policy::k_lifetime ||
      machine + k_tolerated_skew < kept->issued) {
    return util::Error{"code.expired", {}};
  }
  context.store.credentials().drop_code(account->id, purpose);
  return util::Done{};
}

} // namespace myatlas::services
