#include "store/accounts.hpp"

namespace myatlas::store {

namespace {

constexpr std::string_view k_columns = "id, email, title, last_name, first_name, phone, language, state, provider_siret, "
                                       "activity_number, uai, created";

const std::string k_find_by_key = "select " + std::string(k_columns) + " from account where email_key = $1";
const std::string k_find_by_id = "select " + std::string(k_columns) + " from account where id = $1";

constexpr std::string_view k_put =
  "insert into account (id, email, email_key, title, last_name, first_name, phone, language, state, provider_siret, "
  "activity_number, uai, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
  "on conflict (id) do update set title = excluded.title, last_name = excluded.last_name, "
  "first_name = excluded.first_name, phone = excluded.phone, language = excluded.language, state = excluded.state, "
  "provider_siret = excluded.provider_siret, activity_number = excluded.activity_number, uai = excluded.uai";

// What was checked when it was written is read back as it is.
template <typename T>
T read(const std::string& text)
{
  return *T::parse(text);
}

std::optional<domain::ProviderIdentity> provider_of(const Row& row)
{
  if (row.is_null(8)) {
    return std::nullopt;
  }
  const auto uai = row.maybe_text(10);
  return domain::ProviderIdentity{domain::Siret::of_checked(row.integer(8)), read<domain::ActivityNumber>(row.text(9)),
                                  uai ? std::optional(read<domain::Uai>(*uai)) : std::nullopt};
}

domain::Account account_of(const Row& row)
{
  const auto phone = row.maybe_text(5);
  return {row.text(0),
          read<domain::EmailAddress>(row.text(1)),
          *domain::parse_title(row.text(2)),
          read<domain::Name>(row.text(3)),
          read<domain::Name>(row.text(4)),
          phone ? std::optional(read<domain::PhoneNumber>(*phone)) : std::nullopt,
          {},
          provider_of(row),
          *domain::parse_account_state(row.text(7)),
          row.text(6),
          util::Instant{row.integer(11)}};
}

std::optional<domain::Account> with_profiles(Engine& engine, const std::vector<Row>& rows)
{
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::Account account = account_of(rows[0]);
  for (const Row& row : engine.query("select profile from account_profile where account = $1 order by profile",
                                     {std::string_view(account.id)})) {
    account.profiles.push_back(*domain::parse_profile(row.text(0)));
  }
  return account;
}

} // namespace

std::optional<domain::Account> Accounts::find(const domain::EmailAddress& email) const
{
  const std::string key = domain::email_key(email);
  return with_profiles(m_engine, m_engine.query(k_find_by_key, {std::string_view(key)}));
}

std::optional<domain::Account> Accounts::find_id(std::string_view id) const
{
  return with_profiles(m_engine, m_engine.query(k_find_by_id, {id}));
}

void Accounts::put(const domain::Account& account)
{
  const std::string key = domain::email_key(account.email);
  const auto& provider = account.provider;
  const auto text = [](const auto& value) { return value ? Cell(std::string_view(value->text())) : Cell(); };
  m_engine.execute(k_put, {std::string_view(account.id), std::string_view(account.email.text()), std::string_view(key),
                           std::string_view(domain::to_text(account.title)), std::string_view(account.last_name.text()),
                           std::string_view(account.first_name.text()), text(account.phone),
                           std::string_view(account.language), std::string_view(domain::to_text(account.state)),
                           provider ? Cell(provider->siret.number()) : Cell(),
                           provider ? Cell(std::string_view(provider->activity_number.text())) : Cell(),
                           provider ? text(provider->uai) : Cell(), account.created.micros});
  m_engine.execute("delete from account_profile where account = $1", {std::string_view(account.id)});
  for (const domain::Profile profile : account.profiles) {
    m_engine.execute("insert into account_profile (account, profile) values ($1, $2)",
                     {std::string_view(account.id), std::string_view(domain::to_text(profile))});
  }
}

void Accounts::forget_perimeter(std::string_view id)
{
  m_engine.execute("delete from account_establishment where account = $1", {id});
  m_engine.execute("delete from account_company where account = $1", {id});
}

void Accounts::set_password(std::string_view id, std::string_view hash)
{
  m_engine.execute("update account set password = $2 where id = $1", {id, hash});
}

std::optional<std::string> Accounts::password(std::string_view id) const
{
  const auto rows = m_engine.query("select password from account where id = $1", {id});
  return rows.empty() ? std::nullopt : rows[0].maybe_text(0);
}

bool Accounts::attach_company(std::string_view id, domain::Siren siren)
{
  return m_engine.execute("insert into account_company (account, siren) values ($1, $2) on conflict do nothing",
                          {id, siren.number()}) == 1;
}

bool Accounts::attach(std::string_view id, domain::Siret siret)
{
  return m_engine.execute("insert into account_establishment (account, siret) values ($1, $2) on conflict do nothing",
                          {id, siret.number()}) == 1;
}

bool Accounts::detach(std::string_view id, domain::Siret siret)
{
  return m_engine.execute("delete from account_establishment where account = $1 and siret = $2", {id, siret.number()}) == 1;
}

bool Accounts::manages(std::string_view id, domain::Siret siret) const
{
  return !m_engine.query("select 1 from account_establishment where account = $1 and siret = $2", {id, siret.number()}).empty();
}

bool Accounts::proved(std::string_view id, domain::Siren siren) const
{
  return !m_engine.query("select 1 from account_company where account = $1 and siren = $2", {id, siren.number()}).empty();
}

std::vector<domain::Siren> Accounts::companies(std::string_view id) const
{
  std::vector<domain::Siren> found;
  for (const Row& row : m_engine.query("select siren from account_company where account = $1 union "
                                       "select siret / 100000 from account_establishment where account = $1 order by 1",
                                       {id})) {
    found.push_back(domain::Siren::of_checked(row.integer(0)));
  }
  return found;
}

} // namespace myatlas::store
