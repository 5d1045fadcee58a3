#include "domain/account/account.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

constexpr NamedValue<Profile> k_account_profile_names[] = {{"member", Profile::member},
                                                           {"provider", Profile::provider}};
constexpr NamedValue<ProviderState> k_provider_states[] = {{"pending", ProviderState::pending},
                                                           {"approved", ProviderState::approved},
                                                           {"refused", ProviderState::refused}};
static_assert(has_all<k_provider_states>());
constexpr NamedValue<VatExemption> k_vat_exemptions[] = {{"261-4-4a", VatExemption::training},
                                                         {"293b", VatExemption::franchise}};
constexpr NamedValue<Title> k_titles[] = {{"M", Title::m}, {"MME", Title::mme}};

} // namespace

bool has_profile(const Account& account, Profile profile)
{
  return util::contains(account.profiles, profile);
}

const char* to_text(Profile profile)
{
  return name_of(k_account_profile_names, profile);
}

const char* to_text(AccountState state)
{
  return state_facts(state).word;
}

const char* to_text(ProviderState state)
{
  return name_of(k_provider_states, state);
}

const char* to_text(Title title)
{
  return name_of(k_titles, title);
}

namespace {

const std::string& told_or(const std::string& told, const std::string& other)
{
  return told.empty() ? other : told;
}

} // namespace

ProviderParticulars completed(ProviderParticulars told, const ProviderParticulars& others)
{
  told.name = told_or(told.name, others.name);
  told.legal_form = told_or(told.legal_form, others.legal_form);
  told.vat_exemption = told.vat_exemption ? told.vat_exemption : others.vat_exemption;
  told.vat_id = told.vat_id ? told.vat_id : others.vat_id;
  return told;
}

const char* to_text(VatExemption exemption)
{
  return name_of(k_vat_exemptions, exemption);
}

Result<Profile> parse_profile(std::string_view text)
{
  return value_of(k_account_profile_names, text, "profile.unknown");
}

Result<Title> parse_title(std::string_view text)
{
  return value_of(k_titles, text, "title.unknown");
}

Result<VatExemption> parse_vat_exemption(std::string_view text)
{
  return value_of(k_vat_exemptions, text, "vat_exemption.unknown");
}

Result<AccountState> parse_account_state(std::string_view text)
{
  return parse_state<k_account_states>(text, "account.state");
}

ProviderState provider_state_of(std::string_view text)
{
  const Result<ProviderState> known = value_of(k_provider_states, text, "account.state");
  return known ? *known : ProviderState::pending;
}

std::string email_key(const EmailAddress& email)
{
  return util::to_lower(email.text());
}

} // namespace myatlas::domain
