#include "services/context.hpp"

#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AccessRole;
using domain::Account;
using domain::Profile;

// An operator with who is behind it.
std::string name_in_audit(const Context& context)
{
  const bool is_operator = context.actor.account() == nullptr;
  return context.actor.name() +
         (is_operator && !context.behind.empty() ? " " + context.behind : "");
}

bool acts_in(const OfAccount& one, AccessRole role)
{
  return one.account.provider && one.provider &&
         (role == AccessRole::reader || *one.provider == role);
}

// Whether the account in use names a provider that it may not manage.
bool names_idle_provider(const Actor& actor)
{
  const Account* account = actor.account();
  return account != nullptr && account->provider && actor.provider(AccessRole::manager) == nullptr;
}

const char* reason_of_idleness(const Actor& actor)
{
  if (actor.provider(AccessRole::reader) != nullptr) {
    return "access.reader";
  }
  const bool is_refused = actor.account()->provider->state == domain::ProviderState::refused;
  return is_refused ? "provider.refused" : "provider.pending";
}

Outcome check_profile(const Account& account, Profile profile)
{
  return fail_unless(domain::has_profile(account, profile),
                     {"profile.required", {domain::to_text(profile)}});
}

Outcome check_in_force(const Actor& actor, Profile profile)
{
  return profile == Profile::provider ? provider_in_force(actor) : Outcome(Done{});
}

bool is_anonymous(const Actor& actor)
{
  return actor.match([](const Anonymous&) { return true; }, [](const OfAccount&) { return false; },
                     [](const Office&) { return false; }, [](const Host&) { return false; });
}

std::string key_of(const Account* account)
{
  return account == nullptr ? "" : account->id;
}

std::optional<domain::Siren> siren_of(const domain::ProviderIdentity* provider)
{
  return provider == nullptr ? std::nullopt : std::optional(provider->siret.siren());
}

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
  return {now(), fixed_clock, name_in_audit(*this), command, machine == nullptr};
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
  return one != nullptr && acts_in(*one, role) ? &*one->account.provider : nullptr;
}

OfAccount of_account(store::Store& store, const Account& account, domain::Date day)
{
  return {account,
          account.provider ? store.accounts().provider_role(account.id, day) : std::nullopt};
}

Outcome provider_in_force(const Actor& actor)
{
  if (!names_idle_provider(actor)) {
    return Done{};
  }
  return Error{reason_of_idleness(actor), {actor.account()->provider->siret.digits()}};
}

Result<Account> acting_account(const Context& context)
{
  const Account* account = context.actor.account();
  if (account == nullptr) {
    return Error{"session.required", {}};
  }
  return *account;
}

Result<Account> acting_as(const Context& context, Profile profile)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY(check_profile(account, profile));
  TRY(check_in_force(context.actor, profile));
  return account;
}

Outcome may_read(const Context& context)
{
  return fail_unless(!is_anonymous(context.actor), {"session.required", {}});
}

bool sees_everything(const Context& context)
{
  return context.actor.match([](const Anonymous&) { return false; },
                             [](const OfAccount&) { return false; },
                             [](const Office&) { return true; }, [](const Host&) { return true; });
}

store::Perimeter perimeter_of(const Context& context)
{
  const bool everything = sees_everything(context);
  const auto provider = siren_of(context.actor.provider(AccessRole::reader));
  return {.everything = everything,
          .account = key_of(context.actor.account()),
          .provider = everything ? std::nullopt : provider,
          .day = context.latest_day()};
}

} // namespace myatlas::services
