#include "services/one_time_codes.hpp"

namespace myatlas::services {

namespace {

using Policy = domain::CodePolicy;

// A clock set back does not give a code a second life.
constexpr std::int64_t k_tolerated_skew = 5 * util::k_minute;

void count_wrong_code(const Context& context, const std::string& account,
                      domain::CodePurpose purpose, store::OneTimeCode code)
{
  store::Credentials credentials = context.store.credentials();
  if (++code.tries >= Policy::k_most_tries) {
    credentials.drop_code(account, purpose);
  } else {
    credentials.put_code(account, purpose, code);
  }
}

} // namespace

NewCode make_code()
{
  const std::string text = util::random_alnum(Policy::k_length);
  return {text, util::hash_secret(util::Secret(text))};
}

void issue_code(const Context& context, const std::string& account, domain::CodePurpose purpose,
                const NewCode& code)
{
  context.store.credentials().put_code(
    account, purpose,
    {code.hash, context.machine_now(), context.latest_now() + Policy::k_lifetime, 0});
}

TypedCode compare_code(const Context& context, const std::optional<domain::Account>& account,
                       domain::CodePurpose purpose, const util::Secret& code)
{
  const auto kept = account ? context.store.credentials().code(account->id, purpose) : std::nullopt;
  const std::string hash = kept ? kept->hash : util::decoy_hash();
  return {hash, util::secret_matches(hash, code)};
}

util::Outcome check_code(const Context& context, const std::optional<domain::Account>& account,
                         domain::CodePurpose purpose, const TypedCode& typed)
{
  const auto kept = account ? context.store.credentials().code(account->id, purpose) : std::nullopt;
  const bool right =
    kept && typed.is_it &&
    typed.compared_with == kept->hash; // the code may have been replaced or used up meanwhile
  if (!right) {
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
