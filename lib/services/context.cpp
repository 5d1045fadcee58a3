#include "services/context.hpp"

namespace myatlas::services {

util::Result<domain::Account> acting_account(const Context& context)
{
  if (!context.actor.account) {
    return util::Error{"session.required", {}};
  }
  return *context.actor.account;
}

util::Result<domain::Account> acting_as(const Context& context, domain::Profile profile)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (account && !domain::has_profile(*account, profile)) {
    return util::Error{"profile.required", {domain::to_text(profile)}};
  }
  return account;
}

store::Perimeter perimeter_of(const Context& context)
{
  if (!context.actor.account) {
    return {true, "", std::nullopt, context.latest_day()};
  }
  const domain::Account& account = *context.actor.account;
  return {false, account.id,
          account.provider ? std::optional(account.provider->siret.siren()) : std::nullopt,
          context.latest_day()};
}

} // namespace myatlas::services
