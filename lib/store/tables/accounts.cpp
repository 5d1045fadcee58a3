#include "store/tables/accounts.hpp"

namespace myatlas::store {

namespace {

constexpr std::string_view k_account_columns =
  "id, email, title, last_name, first_name, phone, language, state, provider_siret, "
  "activity_number, uai, created, provider_state, provider_name, provider_legal_form, "
  "vat_exemption, vat_id";

const std::string k_find_by_key =
  "select " + std::string(k_account_columns) + " from account where email_key = $1";
const std::string k_find_by_id =
  "select " + std::string(k_account_columns) + " from account where id = $1";

constexpr std::string_view k_put_account =
  "insert into account (id, email, email_key, title, last_name, first_name, phone, language, "
  "state, provider_siret, "
  "activity_number, uai, created, provider_state, provider_name, provider_legal_form, "
  "vat_exemption, vat_id) "
  "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) "
  "on conflict (id) do update set title = excluded.title, last_name = excluded.last_name, "
  "first_name = excluded.first_name, phone = excluded.phone, language = excluded.language, state = "
  "excluded.state, "
  "provider_siret = excluded.provider_siret, activity_number = excluded.activity_number, uai = "
  "excluded.uai, "
  "provider_state = excluded.provider_state, provider_name = excluded.provider_name, "
  "provider_legal_form = excluded.provider_legal_form, vat_exemption = excluded.vat_exemption, "
  "vat_id = excluded.vat_id";

// From column `first` on: name, legal form, exemption, VAT identifier.
domain::ProviderParticulars particulars_of(const Row& row, std::size_t first)
{
  return {row.text(first), row.text(first + 1),
          row.maybe_read(first + 2, domain::parse_vat_exemption),
          row.maybe_read(first + 3, domain::VatId::parse)};
}

std::optional<domain::ProviderIdentity> provider_of(const Row& row)
{
  if (row.is_null(8)) {
    return std::nullopt;
  }
  return domain::ProviderIdentity{
    domain::Siret::of_checked(row.integer(8)), row.read(9, domain::ActivityNumber::parse),
    row.maybe_read(10, domain::Uai::parse),
    domain::provider_state_of(row.maybe_text(12).value_or("")), particulars_of(row, 13)};
}

domain::Account account_of(const Row& row)
{
  return {row.text(0),
          row.read(1, domain::EmailAddress::parse),
          row.read(2, domain::parse_title),
          row.read(3, domain::Name::parse),
          row.read(4, domain::Name::parse),
          row.maybe_read(5, domain::PhoneNumber::parse),
          {},
          provider_of(row),
          row.read(7, domain::parse_account_state),
          row.text(6),
          util::Instant{row.integer(11)}};
}

std::optional<domain::Account> with_profiles(Engine& engine, const std::vector<Row>& rows)
{
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::Account account = account_of(rows[0]);
  for (const Row& row :
       engine.query("select profile from account_profile where account = $1 order by profile",
                    {std::string_view(account.id)})) {
    account.profiles.push_back(row.read(0, domain::parse_profile));
  }
  return account;
}

// A row for each profile of an account.
std::vector<domain::Account> accounts_of(const std::vector<Row>& rows)
{
  constexpr std::size_t k_profile = 18;
  std::vector<domain::Account> found;
  for (const Row& row : rows) {
    if (found.empty() || found.back().id != row.text(0)) {
      found.push_back(account_of(row));
    }
    if (!row.is_null(k_profile)) {
      found.back().profiles.push_back(row.read(k_profile, domain::parse_profile));
    }
  }
  return found;
}

const std::string k_grants = "select siren, account, grantor, role, until, granted from "
                             "access_grant where revoked is null and ";

std::vector<domain::AccessGrant> grants_of(const std::vector<Row>& rows)
{
  std::vector<domain::AccessGrant> found;
  for (const Row& row : rows) {
    found.push_back({domain::Siren::of_checked(row.integer(0)), row.text(1), row.text(2),
                     row.read(3, domain::parse_access_role), row.read(4, domain::Date::read),
                     util::Instant{row.integer(5)}});
  }
  return found;
}

} // namespace

std::optional<domain::Account> Accounts::find(const domain::EmailAddress& email) const
{
  const std::string key = domain::email_key(email);
  return with_profiles(m_engine, m_engine.query(k_find_by_key, {std::string_view(key)}));
}

bool Accounts::has_any() const
{
  return !m_engine.query("select 1 from account limit 1").empty();
}

std::vector<domain::Account> Accounts::all_with(const domain::EmailAddress& email) const
{
  const std::string key = domain::email_key(email);
  std::vector<domain::Account> found;
  for (const Row& row : m_engine.query("select id, email from account where email_key = $1 or "
                                       "email_key = 'closed:' || id order by email_key = $1, id",
                                       {std::string_view(key)})) {
    const auto written = domain::EmailAddress::parse(row.text(1));
    if (written && domain::email_key(*written) == key) {
      found.push_back(*find_id(row.text(0)));
    }
  }
  return found;
}

std::optional<domain::Account> Accounts::find_id(std::string_view id) const
{
  return with_profiles(m_engine, m_engine.query(k_find_by_id, {id}));
}

void Accounts::put(const domain::Account& account)
{
  const std::string key =
    domain::email_key(account.email); // written once: the address never changes
  const auto& provider = account.provider;
  const domain::ProviderParticulars told =
    provider ? provider->particulars : domain::ProviderParticulars{};
  const auto text = [](const auto& value) {
    return value ? Cell(std::string_view(value->text())) : Cell();
  };
  m_engine.execute(
    k_put_account,
    {std::string_view(account.id), std::string_view(account.email.text()), std::string_view(key),
     std::string_view(domain::to_text(account.title)), std::string_view(account.last_name.text()),
     std::string_view(account.first_name.text()), text(account.phone),
     std::string_view(account.language), std::string_view(domain::to_text(account.state)),
     provider ? Cell(provider->siret.number()) : Cell(),
     provider ? Cell(std::string_view(provider->activity_number.text())) : Cell(),
     provider ? text(provider->uai) : Cell(), account.created.micros,
     provider ? Cell(std::string_view(domain::to_text(provider->state))) : Cell(),
     std::string_view(told.name), std::string_view(told.legal_form),
     told.vat_exemption ? Cell(std::string_view(domain::to_text(*told.vat_exemption))) : Cell(),
     text(told.vat_id)});
  m_engine.execute("delete from account_profile where account = $1",
                   {std::string_view(account.id)});
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
  return m_engine.execute(
           "insert into account_company (account, siren) values ($1, $2) on conflict do nothing",
           {id, siren.number()}) == 1;
}

void Accounts::detach_company(std::string_view id, domain::Siren siren)
{
  m_engine.execute("delete from account_company where account = $1 and siren = $2",
                   {id, siren.number()});
}

bool Accounts::attach(std::string_view id, domain::Siret siret,
                      const std::optional<std::string>& grantor)
{
  m_engine.execute("delete from unproved_establishment where account = $1 and siret = $2",
                   {id, siret.number()});
  return m_engine.execute(
           "insert into account_establishment (account, siret, grantor) values ($1, $2, $3) on "
           "conflict (account, siret) do update "
           "set grantor = excluded.grantor where account_establishment.grantor is not null and "
           "account_establishment.grantor is distinct from excluded.grantor",
           {id, siret.number(), grantor ? Cell(std::string_view(*grantor)) : Cell()}) == 1;
}

bool Accounts::detach(std::string_view id, domain::Siret siret)
{
  return m_engine.execute("delete from account_establishment where account = $1 and siret = $2",
                          {id, siret.number()}) == 1;
}

bool Accounts::attached(std::string_view id, domain::Siret siret) const
{
  return !m_engine
            .query("select 1 from account_establishment where account = $1 and siret = $2 and "
                   "grantor is null",
                   {id, siret.number()})
            .empty();
}

bool Accounts::was_given(std::string_view id, domain::Siren siren) const
{
  return !m_engine
            .query("select 1 from access_grant where account = $1 and siren = $2 limit 1",
                   {id, siren.number()})
            .empty();
}

void Accounts::refuse_provider(std::string_view id, domain::Siren siren)
{
  m_engine.execute(
    "insert into refused_provider (account, siren) values ($1, $2) on conflict do nothing",
    {id, siren.number()});
}

void Accounts::forget_refusal(std::string_view id, domain::Siren siren)
{
  m_engine.execute("delete from refused_provider where account = $1 and siren = $2",
                   {id, siren.number()});
}

bool Accounts::is_refused(std::string_view id, domain::Siren siren) const
{
  return !m_engine
            .query("select 1 from refused_provider where account = $1 and siren = $2",
                   {id, siren.number()})
            .empty();
}

bool Accounts::is_uai_approved(domain::Siren provider, std::string_view uai) const
{
  return !m_engine
            .query("select 1 from account where provider_siret / 100000 = $1 and uai = $2 and "
                   "provider_state = 'approved' and state = 'active' limit 1",
                   {provider.number(), uai})
            .empty();
}

bool Accounts::has_proved(std::string_view id, domain::Siren siren) const
{
  return !m_engine
            .query("select 1 from account_company where account = $1 and siren = $2",
                   {id, siren.number()})
            .empty();
}

std::optional<domain::AccessRole> Accounts::reach(std::string_view id, domain::Siret siret,
                                                  domain::Date day) const
{
  const std::string today = day.text();
  // "manager" comes before "reader"
  const auto rows = m_engine.query(
    "select min(role) from account_reach where account = $1 and siret = $2 and until >= $3",
    {id, siret.number(), std::string_view(today)});
  return rows[0].is_null(0) ? std::nullopt
                            : std::optional(rows[0].read(0, domain::parse_access_role));
}

std::optional<domain::AccessRole> Accounts::provider_role(std::string_view id,
                                                          domain::Date day) const
{
  const std::string today = day.text();
  const auto rows =
    m_engine.query("select min(role) from provider_reach where account = $1 and until >= $2",
                   {id, std::string_view(today)});
  return rows[0].is_null(0) ? std::nullopt
                            : std::optional(rows[0].read(0, domain::parse_access_role));
}

domain::ProviderParticulars Accounts::particulars(domain::Siren siren) const
{
  domain::ProviderParticulars all;
  for (const Row& row : m_engine.query(
         "select provider_name, provider_legal_form, vat_exemption, vat_id from account where "
         "provider_siret / 100000 = $1 and provider_state = 'approved' order by created, id",
         {siren.number()})) {
    all = domain::completed(all, particulars_of(row, 0));
  }
  return all;
}

bool Accounts::proved(std::string_view id, domain::Siren siren, domain::Date day) const
{
  const std::string today = day.text();
  return !m_engine
            .query("select 1 from account_company where siren = $2 and (account = $1 or account in "
                   "(select grantor from access_in_force "
                   "where account = $1 and siren = $2 and role = 'manager' and until >= $3))",
                   {id, siren.number(), std::string_view(today)})
            .empty();
}

std::vector<domain::Account> Accounts::list(const AccountFilter& filter) const
{
  const std::string_view wanted = filter.state ? domain::to_text(*filter.state) : "";
  return accounts_of(m_engine.query(
    "select a.*, p.profile from (select " + std::string(k_account_columns) +
      ", email_key from account "
      "where ($1 = '' or state = $1) and email_key > $2 order by email_key limit $3) a "
      "left join account_profile p on p.account = a.id order by a.email_key, p.profile",
    {wanted, std::string_view(filter.after), filter.limit.value_or(INT64_MAX)}));
}

std::vector<domain::Account> Accounts::pending_providers() const
{
  return accounts_of(m_engine.query(
    "select a.*, p.profile from (select " + std::string(k_account_columns) +
    ", email_key from account "
    "where provider_state = 'pending' and state = 'active' and provider_siret is not null) a "
    "left join account_profile p on p.account = a.id order by a.email_key, p.profile"));
}

std::vector<domain::Siren> Accounts::companies(std::string_view id, domain::Date day) const
{
  const std::string today = day.text();
  std::vector<domain::Siren> found;
  for (const Row& row : m_engine.query(
         "select siren from account_company where account = $1 union "
         "select siret / 100000 from account_reach where account = $1 and until >= $2 order by 1",
         {id, std::string_view(today)})) {
    found.push_back(domain::Siren::of_checked(row.integer(0)));
  }
  return found;
}

bool Accounts::has_company(std::string_view id, domain::Siren siren, domain::Date day) const
{
  const std::string today = day.text();
  const std::int64_t first = siren.number() * 100'000;
  return !m_engine
            .query("select 1 from account_company where account = $1 and siren = $3 union all "
                   "select 1 from account_reach where account = $1 and until >= $2 and siret >= $4 "
                   "and siret < $5 limit 1",
                   {id, std::string_view(today), siren.number(), first, first + 100'000})
            .empty();
}

std::optional<std::string> Accounts::manages_by(std::string_view id, domain::Siren siren,
                                                domain::Date day) const
{
  const std::string today = day.text();
  const auto rows = m_engine.query(
    "select g.grantor from access_in_force g where g.account = $1 and g.siren = $2 and g.role = "
    "'manager' and "
    "g.until >= $3 and exists (select 1 from account_establishment e where e.account = g.grantor "
    "and "
    "e.grantor is null and e.siret / 100000 = g.siren) order by g.until desc, g.grantor limit 1",
    {id, siren.number(), std::string_view(today)});
  return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

std::vector<std::pair<std::string, domain::Siret>> Accounts::unproved() const
{
  std::vector<std::pair<std::string, domain::Siret>> found;
  for (const Row& row : m_engine.query(
         "select account, siret from unproved_establishment order by account, siret", {})) {
    found.emplace_back(row.text(0), domain::Siret::of_checked(row.integer(1)));
  }
  return found;
}

bool Accounts::is_office(std::string_view id) const
{
  return !m_engine.query("select 1 from account_office where account = $1", {id}).empty();
}

void Accounts::set_office(std::string_view id, bool is_one)
{
  m_engine.execute("delete from account_office where account = $1", {id});
  if (is_one) {
    m_engine.execute("insert into account_office (account) values ($1)", {id});
  }
}

void Accounts::free_address(std::string_view id)
{
  m_engine.execute(
    "update account set email_key = 'closed:' || id where id = $1 and state = 'closed'", {id});
}

void Accounts::put_grant(const domain::AccessGrant& grant, domain::Date day)
{
  const std::string until = grant.until.text(), today = day.text();
  // What came of access that was over, or is less now, does not come back with it.
  m_engine.execute("delete from account_establishment where account = $1 and grantor = $2 and "
                   "siret / 100000 = $3 and ($4 <> 'manager' or not exists "
                   "(select 1 from access_in_force g where g.account = $1 and g.grantor = $2 and "
                   "g.siren = $3 and g.role = 'manager' and g.until >= $5))",
                   {std::string_view(grant.account), std::string_view(grant.grantor),
                    grant.siren.number(), std::string_view(domain::to_text(grant.role)),
                    std::string_view(today)});
  m_engine.execute("insert into access_grant (siren, account, grantor, role, until, granted) "
                   "values ($1, $2, $3, $4, $5, $6) "
                   "on conflict (siren, account, grantor) do update set role = excluded.role, "
                   "until = excluded.until, "
                   "granted = excluded.granted, revoked = null",
                   {grant.siren.number(), std::string_view(grant.account),
                    std::string_view(grant.grantor), std::string_view(domain::to_text(grant.role)),
                    std::string_view(until), grant.granted.micros});
}

bool Accounts::revoke(std::string_view account, domain::Siren siren, std::string_view grantor,
                      util::Instant at)
{
  m_engine.execute(
    "delete from account_establishment where account = $1 and grantor = $2 and siret / 100000 = $3",
    {account, grantor, siren.number()});
  return m_engine.execute("update access_grant set revoked = $4 where account = $1 and siren = $2 "
                          "and grantor = $3 and revoked is null",
                          {account, siren.number(), grantor, at.micros}) > 0;
}

std::vector<domain::AccessGrant> Accounts::grants_by(std::string_view grantor) const
{
  return grants_of(m_engine.query(k_grants + "grantor = $1 order by siren, account", {grantor}));
}

std::optional<domain::AccessGrant> Accounts::grant_of(domain::Siren siren, std::string_view account,
                                                      std::string_view grantor) const
{
  const auto found = grants_of(m_engine.query(
    k_grants + "siren = $1 and account = $2 and grantor = $3", {siren.number(), account, grantor}));
  return found.empty() ? std::nullopt : std::optional(found[0]);
}

std::vector<domain::AccessGrant> Accounts::grants() const
{
  return grants_of(m_engine.query(k_grants + "siren > 0 order by siren, account, grantor", {}));
}

std::vector<domain::AccessGrant> Accounts::grants_to(std::string_view account) const
{
  return grants_of(m_engine.query(k_grants + "account = $1 order by siren, grantor", {account}));
}

} // namespace myatlas::store
