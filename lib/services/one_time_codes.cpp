#include "services/one_time_codes.hpp"

#include "util/try.hpp"

namespace myatlas::services {

namespace {

using Policy = domain::CodePolicy;
using domain::Account;
using domain::CodePurpose;
using store::OneTimeCode;

// A clock set back does not give a code a second life.
constexpr std::int64_t k_tolerated_skew = 5 * util::k_minute;

void count_wrong_code(const Context& context, const std::string& account, CodePurpose purpose,
                      OneTimeCode code)
{
  store::Credentials credentials = context.store.credentials();
  if (++code.tries >= Policy::k_most_tries) {
    credentials.drop_code(account, purpose);
  } else {
    credentials.put_code(account, purpose, code);
  }
}

std::optional<OneTimeCode> kept_code(const Context& context, const std::optional<Account>& account,
                                     CodePurpose purpose)
{
  return account ? context.store.credentials().code(account->id, purpose) : std::nullopt;
}

// It may have been replaced or used up since it was compared.
bool is_right(const TypedCode& typed, const OneTimeCode& kept)
{
  return typed.is_it && typed.compared_with == kept.hash;
}

bool is_over(const Context& context, const OneTimeCode& code)
{
  const util::Instant machine = context.machine_now();
  return context.latest_now() >= code.expires || machine >= code.issued + Policy::k_lifetime ||
         machine + k_tolerated_skew < code.issued;
}

// One of the codes of an account, as it is checked. An absent account has none.
class CodeCheck
{
public:
  CodeCheck(const Context& context, const std::optional<Account>& account, CodePurpose purpose)
    : m_context(context), m_account(account), m_purpose(purpose),
      m_kept(kept_code(context, account, purpose))
  {
  }

  Outcome check(const TypedCode& typed) const
  {
    if (!fits(typed)) {
      count_wrong();
      return Error{"code.refused", {}};
    }
    return use_up();
  }

private:
  bool fits(const TypedCode& typed) const { return m_kept && is_right(typed, *m_kept); }

  Outcome use_up() const
  {
    TRY(fail_unless(!is_over(m_context, *m_kept), {"code.expired", {}}));
    m_context.store.credentials().drop_code(m_account->id, m_purpose);
    return Done{};
  }

  void count_wrong() const
  {
    if (m_kept) {
      count_wrong_code(m_context, m_account->id, m_purpose, *m_kept);
    }
  }

  const Context& m_context;
  const std::optional<Account>& m_account;
  CodePurpose m_purpose;
  std::optional<OneTimeCode> m_kept;
};

} // namespace

NewCode make_code()
{
  const std::string text = util::random_alnum(Policy::k_length);
  return {text, util::hash_secret(util::Secret(text))};
}

void issue_code(const Context& context, const std::string& account, CodePurpose purpose,
                const NewCode& code)
{
  context.store.credentials().put_code(
    account, purpose,
    {code.hash, context.machine_now(), context.latest_now() + Policy::k_lifetime, 0});
}

TypedCode compare_code(const Context& context, const std::optional<Account>& account,
                       CodePurpose purpose, const util::Secret& code)
{
  const auto kept = kept_code(context, account, purpose);
  const std::string hash = kept ? kept->hash : util::decoy_hash();
  return {hash, util::secret_matches(hash, code)};
}

Outcome check_code(const Context& context, const std::optional<Account>& account,
                   CodePurpose purpose, const TypedCode& typed)
{
  return CodeCheck(context, account, purpose).check(typed);
}

} // namespace myatlas::services
