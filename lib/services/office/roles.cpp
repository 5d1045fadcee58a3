#include "services/office/roles.hpp"

#include <algorithm>

#include "formats/json/json_records.hpp"
#include "services/companies/access.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AccountStateFacts;

// The account of an address, of whose state something holds.
util::Result<domain::Account> account_in(const Context& context, const std::string& address,
                                         domain::Fact domain::AccountStateFacts::*holds,
                                         const char* event)
{
  TRY_ASSIGN(const domain::EmailAddress email, domain::EmailAddress::parse(address).or_at("email"));
  auto found = context.store.accounts().find(email);
  if (!found) {
    return util::Error{"account.unknown", {address}}.at("email");
  }
  if (!(domain::state_facts(found->state).*holds)) {
    return util::Error{"account.transition", {address, domain::to_text(found->state), event}}.at(
      "email");
  }
  return *std::move(found);
}

util::Result<domain::Account> judged(const Context& context, const std::string& address,
                                     domain::ProviderState state, const char* event)
{
  store::Transaction write(context.store, context.deed());
  util::Result<domain::Account> account =
    account_in(context, address, &AccountStateFacts::kept, event);
  if (!account) {
    return account;
  }
  if (!account->provider) {
    return util::Error{"provider.none", {address}}.at("email");
  }
  store::Accounts accounts = context.store.accounts();
  const domain::Siren siren = account->provider->siret.siren();
  if (account->provider->state == state) {
    return account;
  }
  const std::string before = formats::audit_text(*account);
  account->provider->state = state;
  accounts.put(*account);
  if (state == domain::ProviderState::refused) {
    accounts.refuse_provider(account->id, siren);
    end_access_of_provider(context, account->id, siren);
  } else {
    accounts.forget_refusal(account->id, siren);
  }
  write.record({store::AuditKind::account, account->id}, before, formats::audit_text(*account));
  write.commit();
  return account;
}

enum class Term
{
  begins,
  ends,
};

util::Result<domain::Account> in_office(const Context& context, const std::string& address,
                                        Term term, const char* event)
{
  store::Transaction write(context.store, context.deed());
  const util::Result<domain::Account> account =
    account_in(context, address, &AccountStateFacts::activated, event);
  if (!account) {
    return account;
  }
  store::Accounts accounts = context.store.accounts();
  const bool is_one = accounts.is_office(account->id), will_be = term == Term::begins;
  if (is_one != will_be) {
    const auto told = [](bool office) {
      return std::string(office ? R"({"office":true})" : R"({"office":false})");
    };
    accounts.set_office(account->id, will_be);
    write.record({store::AuditKind::account, account->id}, told(is_one), told(will_be));
    write.commit();
  }
  return account;
}

} // namespace

util::Result<domain::Account> approve_provider(const Context& context, const std::string& email)
{
  return judged(context, email, domain::ProviderState::approved, "approve-provider");
}

util::Result<domain::Account> refuse_provider(const Context& context, const std::string& email)
{
  return judged(context, email, domain::ProviderState::refused, "refuse-provider");
}

util::Result<domain::Account> appoint_office(const Context& context, const std::string& email)
{
  return in_office(context, email, Term::begins, "appoint-office");
}

util::Result<domain::Account> dismiss_office(const Context& context, const std::string& email)
{
  return in_office(context, email, Term::ends, "dismiss-office");
}

} // namespace myatlas::services
