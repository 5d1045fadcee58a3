#include "services/context.hpp"

namespace myatlas::services {

namespace {

using domain::AccessRole;
using domain::Account;

} // namespace

std::string Actor::name() const
{
  return match([](const Anonymous& nobody) { return nobody.name; },
               [](const OfAccount& one) { return one.account.email.text(); },
               [](const Office& office) { return office.account.email.text(); },
               [](const Host& host) { return host.name; });
}

store::Deed Context::deed() const
{
  const bool is_operator =
    actor.match([](const Anonymous&) { return true; }, [](const OfAccount&) { return false; },
                [](const Office&) { return false; }, [](const Host&) { return true; });
  const std::string name = actor.name() + (is_operator && !behind.empty() ? " " + behind : "");
  return {now(), fixed_clock, name, command, machine == nullptr};
}

const Account* Actor::account() const
{
  using Found = const Account*;
  return match([](const Anonymous&) -> Found { return nullptr; },
               [](const OfAccount& one) -> Found { return &one.account; },
               [](const Office& office) -> Found { return &office.account; },
               [](const Host&) -> Found { return nullptr; });
}

const domain::ProviderIdentity* Actor::provider(AccessRole role) const
{
  const auto* one = std::get_if<OfAccount>(&m_kind);
  const bool may = one != nullptr && one->account.provider && one->provider &&
                   (role == AccessRole::reader || *one->provider == role);
  return may ? &*one->account.provider : nullptr;
}

OfAccount of_account(store::Store& store, const Account& account, domain::Date day)
{
  return {account,
          account.provider ? store.accounts().provider_role(account.id, day) : std::nullopt};
}

Outcome provider_in_force(const Actor& actor)
{
  const Account* account = actor.account();
  if (account == nullptr || !account->provider || actor.provider(AccessRole::manager) != nullptr) {
    return Done{};
  }
  const std::string siret = account->provider->siret.digits();
  if (actor.provider(AccessRole::reader) != nullptr) {
    return Error{"access.reader", {siret}};
  }
  return Error{account->provider->state == domain::ProviderState::refused ? "provider.refused"
                                                                          : "provider.pending",
               {siret}};
}

Result<Account> acting_account(const Context& context)
{
  const Account* account = context.actor.account();
  return account != nullptr ? Result<Account>(*account)
                            : Result<Account>(Error{"session.required", {}});
}

Result<Account> acting_as(const Context& context, domain::Profile profile)
{
  const Result<Account> account = acting_account(context);
  if (account && !domain::has_profile(*account, profile)) {
    return Error{"profile.required", {domain::to_text(profile)}};
  }
  const bool as_provider = account && profile == domain::Profile::provider;
  const Outcome in_force = as_provider ? provider_in_force(context.actor) : Done{};
  return in_force ? account : Result<Account>(in_force.errors());
}

Outcome may_read(const Context& context)
{
  const auto yes = [](const auto&) { return Outcome(Done{}); };
  const auto no = [](const Anonymous&) { return Outcome(Error{"session.required", {}}); };
  return context.actor.match(
    no, [&](const OfAccount& one) { return yes(one); },
    [&](const Office& office) { return yes(office); }, [&](const Host& host) { return yes(host); });
}

bool sees_everything(const Context& context)
{
  return context.actor.match([](const Anonymous&) { return false; },
                             [](const OfAccount&) { return false; },
                             [](const Office&) { return true; }, [](const Host&) { return true; });
}

store::Perimeter perimeter_of(const Context& context)
{
  using store::Perimeter;
  Perimeter perimeter{.everything = sees_everything(context),
                      .account = "",
                      .provider = std::nullopt,
                      .day = context.latest_day()};
  if (const Account* account = context.actor.account()) {
    perimeter.account = account->id;
  }
  const domain::ProviderIdentity* provider = context.actor.provider(AccessRole::reader);
  if (provider != nullptr && !perimeter.everything) {
    perimeter.provider = provider->siret.siren();
  }
  return perimeter;
}

} // namespace myatlas::services
