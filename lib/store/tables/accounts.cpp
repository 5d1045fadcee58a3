#include "store/tables/accounts.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/state_lists.hpp"

namespace myatlas::store {

namespace {

using domain::Account;
using domain::AccountState;
using domain::EmailAddress;
using domain::ProviderIdentity;
using domain::ProviderParticulars;
using domain::ProviderState;
using domain::Siren;

constexpr auto k_particulars = table<ProviderParticulars>(
  "account", Column("provider_name", &ProviderParticulars::name, EmptyIfAbsent{}),
  Column("provider_legal_form", &ProviderParticulars::legal_form, EmptyIfAbsent{}),
  Column("vat_exemption", &ProviderParticulars::vat_exemption),
  Column("vat_id", &ProviderParticulars::vat_id));

ProviderIdentity blank_provider()
{
  static const auto k_any = as_stored(domain::ActivityNumber::parse("00000000000"));
  return {.siret = domain::Siret::of_checked(0), .activity_number = k_any, .uai = std::nullopt};
}

constexpr auto k_provider =
  table("account", blank_provider, Column("provider_siret", &ProviderIdentity::siret),
        Column("activity_number", &ProviderIdentity::activity_number),
        Column("uai", &ProviderIdentity::uai), Column("provider_state", &ProviderIdentity::state),
        Within(&ProviderIdentity::particulars, k_particulars));

std::string account_address_key(const Account& account)
{
  return domain::email_key(account.email);
}

Account blank_account()
{
  static const auto k_any_address = as_stored(EmailAddress::parse("a@b.fr"));
  static const auto k_any_name = as_stored(domain::Name::parse("A"));
  return {.id = "",
          .email = k_any_address,
          .last_name = k_any_name,
          .first_name = k_any_name,
          .phone = std::nullopt,
          .profiles = {},
          .provider = std::nullopt,
          .language = "",
          .created = {}};
}

// An address never changes.
constexpr auto k_account =
  table("account", blank_account, Column("id", &Account::id, Part::key),
        Column("email", &Account::email, Part::once),
        Column("email_key", account_address_key, Part::once), Column("title", &Account::title),
        Column("last_name", &Account::last_name), Column("first_name", &Account::first_name),
        Column("phone", &Account::phone), Column("language", &Account::language),
        Column("state", &Account::state), Column("created", &Account::created, Part::once),
        Maybe(&Account::provider, k_provider));

constexpr auto k_account_profile = table<domain::Profile>("account_profile", Given("account"),
                                                          Column("profile", Whole{}, Part::key));

constexpr auto k_account_office =
  table<std::string>("account_office", Column("account", Whole{}, Part::key));

std::vector<domain::Profile> profiles_of(Engine& engine, const std::string& account)
{
  return all_where<k_account_profile>(engine, "account = $1 order by profile", {account});
}

std::optional<Account> with_profiles(Engine& engine, std::optional<Account> account)
{
  if (account) {
    account->profiles = profiles_of(engine, account->id);
  }
  return account;
}

// By address; a row for each profile of an account.
std::vector<Account> with_all_profiles(Engine& engine, std::string_view where, Binds binds)
{
  const std::string sql =
    fmt::format("select p.profile, a.* from (select {}, email_key from account where {}) a "
                "left join account_profile p on p.account = a.id order by a.email_key, p.profile",
                columns_text(k_account.columns()), where);
  std::vector<Account> found;
  for (const Row& row : engine.query(sql, binds)) {
    const Account account = k_account.read(row, nullptr, 1);
    if (found.empty() || found.back().id != account.id) {
      found.push_back(account);
    }
    if (const auto profile = row.get<std::optional<domain::Profile>>(0)) {
      found.back().profiles.push_back(*profile);
    }
  }
  return found;
}

} // namespace

std::optional<Account> Accounts::find(const EmailAddress& email) const
{
  return with_profiles(
    m_engine, first_where<k_account>(m_engine, "email_key = $1", {domain::email_key(email)}));
}

bool Accounts::has_any() const
{
  return has_row(m_engine, "select 1 from account limit 1");
}

std::vector<Account> Accounts::all_with(const EmailAddress& email) const
{
  const std::string key = domain::email_key(email);
  std::vector<Account> found;
  for (const auto& [id, written] : values<std::pair<std::string, std::string>>(
         m_engine,
         "select id, email from account where email_key = $1 or email_key = 'closed:' || id order "
         "by email_key = $1, id",
         {key})) {
    const auto address = EmailAddress::parse(written);
    if (address && domain::email_key(*address) == key) {
      found.push_back(*find_id(id));
    }
  }
  return found;
}

std::optional<Account> Accounts::find_id(std::string_view id) const
{
  return with_profiles(m_engine, first_where<k_account>(m_engine, "id = $1", {id}));
}

void Accounts::put(const Account& account)
{
  put_row<k_account>(m_engine, account);
  m_engine.execute("delete from account_profile where account = $1", {account.id});
  for (const domain::Profile profile : account.profiles) {
    add_row<k_account_profile>(m_engine, profile, {account.id});
  }
}

void Accounts::free_address(std::string_view id)
{
  m_engine.execute("update account set email_key = 'closed:' || id where id = $1 and state = " +
                     quoted(AccountState::closed),
                   {id});
}

void Accounts::set_password(std::string_view id, std::string_view hash)
{
  m_engine.execute("update account set password = $2 where id = $1", {id, hash});
}

std::optional<std::string> Accounts::password(std::string_view id) const
{
  return first_value<std::optional<std::string>>(m_engine,
                                                 "select password from account where id = $1", {id})
    .value_or(std::nullopt);
}

static std::string_view state_wanted(const AccountFilter& filter) // empty: any
{
  return filter.state ? domain::to_text(*filter.state) : "";
}

static std::int64_t most_wanted(const AccountFilter& filter)
{
  return filter.limit.value_or(INT64_MAX);
}

std::vector<Account> Accounts::list(const AccountFilter& filter) const
{
  return with_all_profiles(m_engine,
                           "($1 = '' or state = $1) and email_key > $2 order by email_key limit $3",
                           {state_wanted(filter), filter.after, most_wanted(filter)});
}

std::vector<Account> Accounts::pending_providers() const
{
  return with_all_profiles(m_engine,
                           "provider_state = " + quoted(ProviderState::pending) + " and state = " +
                             quoted(AccountState::active) + " and provider_siret is not null",
                           {});
}

static std::vector<ProviderParticulars> approved_particulars(Engine& engine, Siren siren)
{
  return all_where<k_particulars>(engine,
                                  "provider_siret / 100000 = $1 and provider_state = " +
                                    quoted(ProviderState::approved) + " order by created, id",
                                  {siren});
}

ProviderParticulars Accounts::particulars(Siren siren) const
{
  ProviderParticulars told;
  for (const ProviderParticulars& one : approved_particulars(m_engine, siren)) {
    told = domain::completed(told, one);
  }
  return told;
}

bool Accounts::is_uai_approved(Siren provider, std::string_view uai) const
{
  return has_row(m_engine,
                 "select 1 from account where provider_siret / 100000 = $1 and uai = $2 and "
                 "provider_state = " +
                   quoted(ProviderState::approved) +
                   " and state = " + quoted(AccountState::active) + " limit 1",
                 {provider, uai});
}

bool Accounts::is_office(std::string_view id) const
{
  return has_row(m_engine, "select 1 from account_office where account = $1", {id});
}

void Accounts::set_office(std::string_view id, bool is_one)
{
  m_engine.execute("delete from account_office where account = $1", {id});
  if (is_one) {
    add_row<k_account_office>(m_engine, std::string(id));
  }
}

} // namespace myatlas::store
