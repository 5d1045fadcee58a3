#include "services/rights.hpp"

#include <algorithm>

namespace myatlas::services {

namespace {

struct Right
{
  Act act;
  bool reader, provider, delegate, manager, operator_of_store;
};

// Who may do what. A stranger may nothing. The operator's own commands (admin) are not among it: they have no account.
constexpr Right k_rights[] = {
  //             reader provider delegate manager operator
  {Act::see,     true,  true,    true,    true,   true},
  {Act::file,    false, false,   true,    true,   false},
  {Act::attach,  false, true,    true,    true,   false},
  {Act::invoice, false, true,    true,    true,   false},
  {Act::declare, false, false,   true,    true,   true},
  {Act::employ,  false, false,   true,    true,   false},
  {Act::grant,   false, false,   false,   true,   false},
};

} // namespace

Standing standing_of(const Context& context, domain::Siret establishment, const std::vector<domain::Siret>& providers)
{
  if (!context.actor.account) {
    return Standing::operator_of_store;
  }
  const domain::Account& account = *context.actor.account;
  if (context.store.accounts().attached(account.id, establishment)) {
    return Standing::manager;
  }
  const auto given =
    context.store.accounts().reach(account.id, establishment, context.latest_day());
  if (given == domain::AccessRole::manager) {
    return Standing::delegate;
  }
  const auto own = [&](domain::Siret provider) { return account.provider && account.provider->siret.siren() == provider.siren(); };
  if (std::ranges::any_of(providers, own)) {
    return Standing::provider;
  }
  return given ? Standing::reader : Standing::stranger;
}

bool may(Standing standing, Act act)
{
  const Right& right = *std::ranges::find(k_rights, act, &Right::act);
  switch (standing) {
  case Standing::stranger:
    return false;
  case Standing::reader:
    return right.reader;
  case Standing::provider:
    return right.provider;
  case Standing::delegate:
    return right.delegate;
  case Standing::manager:
    return right.manager;
  case Standing::operator_of_store:
    return right.operator_of_store;
  }
  return false;
}

std::optional<domain::Siret> acting_provider(const Context& context, const std::vector<domain::Siret>& providers)
{
  const auto is_own = [&](domain::Siret provider) {
    const auto& own = context.actor.account->provider;
    return own && own->siret.siren() == provider.siren();
  };
  const auto own = std::ranges::find_if(providers, is_own);
  if (own != providers.end()) {
    return *own;
  }
  return providers.empty() ? std::nullopt : std::optional(providers.front());
}

util::Outcome allow(const Context& context, Act act, domain::Siret establishment, const std::vector<domain::Siret>& providers)
{
  const Standing standing = standing_of(context, establishment, providers);
  if (may(standing, act)) {
    return util::Done{};
  }
  return standing == Standing::reader ? util::Error{"access.reader", {establishment.digits()}}
                                      : util::Error{"establishment.not_managed", {establishment.digits()}};
}

} // namespace myatlas::services
