#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "domain/values/states.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What an account may do; it may hold both.
enum class Profile
{
  member,   // adhérent Opco Atlas
  provider, // organisme de formation or CFA
};

enum class AccountState
{
  pending, // registered, code sent
  active,  // code and password given
  locked,  // by an administrator
  closed,  // by its holder; the address may register anew
};

struct AccountStateFacts
{
  AccountState state;
  const char* word;
  Fact logs_in;
  Fact activated; // by code and password, and not closed since
  Fact kept;      // not closed
};

inline constexpr AccountStateFacts k_account_states[] = {
  {.state = AccountState::pending,
   .word = "pending",
   .logs_in = false,
   .activated = false,
   .kept = true},
  {.state = AccountState::active,
   .word = "active",
   .logs_in = true,
   .activated = true,
   .kept = true},
  {.state = AccountState::locked,
   .word = "locked",
   .logs_in = false,
   .activated = true,
   .kept = true},
  {.state = AccountState::closed,
   .word = "closed",
   .logs_in = false,
   .activated = false,
   .kept = false},
};

constexpr const AccountStateFacts& state_facts(AccountState state)
{
  return row_of<k_account_states>(state);
}

enum class Title
{
  m,
  mme,
};

// What the OPCO made of an account's word that it is of a training provider.
enum class ProviderState
{
  pending,  // nobody looked at it yet: the account sees and does nothing of that provider
  approved, // by the OPCO
  refused,
};

// Why a training provider bills no VAT.
enum class VatExemption
{
  training,  // formation professionnelle continue, attested by the tax office: CGI 261, 4, 4° a
  franchise, // franchise en base: CGI 293 B
};

// What a training provider tells once of itself, for the certificates and invoices made in its
// name. Empty: not told.
struct ProviderParticulars
{
  std::string name;       // raison sociale
  std::string legal_form; // "SAS au capital de 10 000 €, RCS Paris"
  std::optional<VatExemption> vat_exemption;
  std::optional<VatId> vat_id;
};

// What `told` leaves open, as `others` have it.
ProviderParticulars completed(ProviderParticulars told, const ProviderParticulars& others);

// How the account names its training provider; one with a UAI is a CFA.
struct ProviderIdentity
{
  Siret siret;
  ActivityNumber activity_number;
  std::optional<Uai> uai;
  ProviderState state = ProviderState::pending;
  ProviderParticulars particulars = {};
};

// A person's access to the portal (titulaire du compte). The e-mail is the identifier for ever.
struct Account
{
  std::string id; // UUIDv7
  EmailAddress email;
  Title title = Title::m;
  Name last_name;
  Name first_name;
  std::optional<PhoneNumber> phone;
  std::vector<Profile> profiles;
  std::optional<ProviderIdentity> provider;
  AccountState state = AccountState::pending;
  std::string language; // "fr" or "en": of the mails sent to it
  util::Instant created;
};

bool has_profile(const Account& account, Profile profile);

const char* to_text(Profile profile);
const char* to_text(AccountState state);
const char* to_text(ProviderState state);
const char* to_text(Title title);
const char* to_text(VatExemption exemption);
util::Result<Profile> parse_profile(std::string_view text);            // "profile.unknown"
util::Result<Title> parse_title(std::string_view text);                // "title.unknown"
util::Result<AccountState> parse_account_state(std::string_view text); // "account.state"
util::Result<VatExemption> parse_vat_exemption(std::string_view text); // "vat_exemption.unknown"
ProviderState provider_state_of(std::string_view text); // of a store: another word is pending

// The key of an address: one account each, whatever the case.
std::string email_key(const EmailAddress& email);

// The portal's codes: 17 letters and digits, ten minutes, once; five wrong tries void one.
struct CodePolicy
{
  static constexpr std::size_t k_length = 17;
  static constexpr std::int64_t k_lifetime = 10 * util::k_minute;
  static constexpr int k_most_tries = 5;
};

// The captcha's job: five wrong tries within an hour lock what was tried for an hour.
struct AttemptPolicy
{
  static constexpr int k_most_tries = 5;
  static constexpr std::int64_t k_window = util::k_hour;
};

constexpr std::int64_t k_session_lifetime = 12 * util::k_hour;

} // namespace myatlas::domain
