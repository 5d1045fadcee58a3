#include "services/office/roles.hpp"

#include <algorithm>

#include "services/account/account.hpp"
#include "services/companies/access.hpp"
#include "util/member_of.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AccountStateFacts;
using domain::EmailAddress;
using domain::ProviderState;
using domain::Siren;

Error no_transition(const Account& account, const std::string& address, const char* event)
{
  return Error{"account.transition", {address, domain::to_text(account.state), event}}.at("email");
}

// The account of an address, of whose state something holds.
Result<Account> account_in(const Context& context, const std::string& address,
                           util::MemberOf<AccountStateFacts, domain::Fact> holds, const char* event)
{
  TRY_ASSIGN(const EmailAddress email, EmailAddress::parse(address).or_at("email"));
  const auto found = context.store.accounts().find(email);
  if (!found) {
    return Error{"account.unknown", {address}}.at("email");
  }
  TRY(fail_unless(domain::state_facts(found->state).*holds, no_transition(*found, address, event)));
  return *found;
}

// The account of an address that says it is of a training provider.
Result<Account> provider_account(const Context& context, const std::string& address,
                                 const char* event)
{
  TRY_ASSIGN(const Account account, account_in(context, address, &AccountStateFacts::kept, event));
  TRY(fail_unless(account.provider.has_value(), Error{"provider.none", {address}}.at("email")));
  return account;
}

void keep_refusal(const Context& context, const std::string& account, Siren siren)
{
  context.store.accounts().refuse_provider(account, siren);
  end_access_of_provider(context, account, siren);
}

// Until the OPCO says otherwise, though the account names another provider meanwhile.
void keep_judgement(const Context& context, const Account& account)
{
  if (account.provider->state == ProviderState::refused) {
    keep_refusal(context, account.id, account.provider->siret.siren());
  } else {
    context.store.accounts().forget_refusal(account.id, account.provider->siret.siren());
  }
}

Account judge(const Context& context, Account account, ProviderState state)
{
  account.provider->state = state;
  context.store.accounts().put(account);
  keep_judgement(context, account);
  return account;
}

Result<Account> judged(const Context& context, const std::string& address, ProviderState state,
                       const char* event)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const Account account, provider_account(context, address, event));
  if (account.provider->state == state) {
    return account;
  }
  const Account after = judge(context, account, state);
  record_change(write, account, after);
  write.commit();
  return after;
}

enum class Term
{
  begins,
  ends,
};

std::string told_office(bool is_one)
{
  return is_one ? R"({"office":true})" : R"({"office":false})";
}

// False: it was so already.
bool set_office(const Context& context, Transaction& write, const std::string& account,
                bool will_be)
{
  const bool is_one = context.store.accounts().is_office(account);
  if (is_one != will_be) {
    context.store.accounts().set_office(account, will_be);
    write.record({store::AuditKind::account, account}, told_office(is_one), told_office(will_be));
  }
  return is_one != will_be;
}

Result<Account> in_office(const Context& context, const std::string& address, Term term,
                          const char* event)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const Account account,
             account_in(context, address, &AccountStateFacts::activated, event));
  if (set_office(context, write, account.id, term == Term::begins)) {
    write.commit();
  }
  return account;
}

} // namespace

Result<Account> approve_provider(const Context& context, const std::string& email)
{
  return judged(context, email, ProviderState::approved, "approve-provider");
}

Result<Account> refuse_provider(const Context& context, const std::string& email)
{
  return judged(context, email, ProviderState::refused, "refuse-provider");
}

Result<Account> appoint_office(const Context& context, const std::string& email)
{
  return in_office(context, email, Term::begins, "appoint-office");
}

Result<Account> dismiss_office(const Context& context, const std::string& email)
{
  return in_office(context, email, Term::ends, "dismiss-office");
}

} // namespace myatlas::services
