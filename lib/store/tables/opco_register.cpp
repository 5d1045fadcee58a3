#include "store/tables/opco_register.hpp"

#include <string>

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

using domain::Company;
using domain::DeclaredPayroll;
using domain::Establishment;
using domain::PayrollParts;

Company blank_company()
{
  static const auto k_any = as_stored(domain::MemberCode::parse("A"));
  return {.siren = domain::Siren::of_checked(0),
          .member_code = k_any,
          .name = "",
          .idcc = std::nullopt,
          .naf = std::nullopt,
          .headcount = std::nullopt,
          .created = std::nullopt};
}

constexpr auto k_company =
  table("company", blank_company, Column("siren", &Company::siren, Part::key),
        Column("member_code", &Company::member_code), Column("name", &Company::name),
        Column("idcc", &Company::idcc, EmptyIfNone{}), Column("naf", &Company::naf, EmptyIfNone{}),
        Column("headcount", &Company::headcount), Column("created", &Company::created));

constexpr auto k_payroll = table<DeclaredPayroll>("company_payroll", Given("siren"),
                                                  Column("year", &DeclaredPayroll::year, Part::key),
                                                  Column("amount", &DeclaredPayroll::amount));

constexpr auto k_training_body = table<std::string>("training_body", Given("siren"),
                                                    Column("activity_number", Whole{}, Part::key));

constexpr auto k_payroll_parts =
  table<PayrollParts>("company_payroll", Column("amount", &PayrollParts::total),
                      Column("fixed_term", &PayrollParts::fixed_term),
                      Column("fixed_term_exempt", &PayrollParts::fixed_term_exempt),
                      Column("apprentices", &PayrollParts::apprentices),
                      Column("alsace_moselle", &PayrollParts::alsace_moselle),
                      Column("headcount", &PayrollParts::headcount),
                      Column("alternants", &PayrollParts::alternants_ratio));

Establishment blank_establishment()
{
  return {.siret = domain::Siret::of_checked(0),
          .member_code = "",
          .name = "",
          .sign = "",
          .address = "",
          .postcode = "",
          .town = "",
          .naf = "",
          .idcc = "",
          .headcount = std::nullopt,
          .payroll = std::nullopt};
}

// What is known of one that no file told of.
constexpr auto k_establishment_named =
  table("establishment", blank_establishment, Column("siret", &Establishment::siret, Part::key),
        Column("member_code", &Establishment::member_code), Column("name", &Establishment::name),
        Column("sign", &Establishment::sign), Column("address", &Establishment::address),
        Column("postcode", &Establishment::postcode), Column("town", &Establishment::town),
        Column("naf", &Establishment::naf), Column("idcc", &Establishment::idcc));

constexpr auto k_establishment =
  table("establishment", blank_establishment, k_establishment_named,
        Column("headcount", &Establishment::headcount), Column("payroll", &Establishment::payroll));

// The SIRET of a company's establishments: from the first to before the second.
std::pair<std::int64_t, std::int64_t> sirets_of(domain::Siren siren)
{
  return {siren.number() * 100'000, (siren.number() + 1) * 100'000};
}

std::pair<std::int64_t, std::int64_t> sirets_of_any(std::optional<domain::Siren> company)
{
  return company ? sirets_of(*company) : std::pair<std::int64_t, std::int64_t>(0, INT64_MAX);
}

} // namespace

std::optional<Company> Register::company(domain::Siren siren) const
{
  return first_where<k_company>(m_engine, "siren = $1", {siren});
}

std::optional<Company> Register::company_with_code(std::string_view member_code) const
{
  return first_where<k_company>(m_engine, "member_code = $1", {member_code});
}

bool Register::has_companies() const
{
  return has_row(m_engine, "select 1 from company limit 1");
}

std::vector<DeclaredPayroll> Register::payrolls(domain::Siren siren) const
{
  return all_where<k_payroll>(m_engine, "siren = $1 order by year", {siren});
}

std::optional<PayrollParts> Register::payroll_parts(domain::Siren siren, int year) const
{
  return first_where<k_payroll_parts>(m_engine, "siren = $1 and year = $2", {siren, year});
}

std::optional<Establishment> Register::establishment(domain::Siret siret) const
{
  return first_where<k_establishment>(m_engine, "siret = $1", {siret});
}

std::vector<Establishment> Register::establishments_of(domain::Siren siren) const
{
  const auto [first, end] = sirets_of(siren);
  return all_where<k_establishment>(m_engine, "siret >= $1 and siret < $2 order by siret",
                                    {first, end});
}

std::vector<Establishment> Register::establishments() const
{
  return all_rows<k_establishment>(m_engine, select<k_establishment>() + "order by siret");
}

std::vector<Establishment>
Register::establishments_reached_by(std::string_view account, domain::Date day,
                                    std::optional<domain::Siren> company) const
{
  const auto [first, end] = sirets_of_any(company);
  return all_where<k_establishment>(
    m_engine,
    "siret in (select siret from account_reach where account = $1 and until >= $2 and siret >= $3 "
    "and siret < $4) order by siret",
    {account, day, first, end});
}

bool Register::is_closed(domain::Siret siret) const
{
  return has_row(m_engine, "select 1 from establishment where siret = $1 and state = 'F'", {siret});
}

bool Register::knows(domain::Siret siret) const
{
  return has_row(m_engine, "select 1 from establishment where siret = $1", {siret});
}

std::unique_ptr<BulkWriter>
Register::load_establishments(const std::vector<std::string_view>& columns, BulkMode mode)
{
  return m_engine.bulk({.table = "establishment", .columns = columns}, mode);
}

std::unique_ptr<BulkWriter> Register::load_payrolls(const std::vector<std::string_view>& columns,
                                                    BulkMode mode)
{
  return m_engine.bulk({.table = "company_payroll", .columns = columns, .key_size = 2}, mode);
}

std::unique_ptr<BulkWriter> Register::load_new_companies()
{
  return m_engine.bulk({.table = k_company.name(),
                        .columns = names_of(k_company.columns()),
                        .rows = BulkTable::Rows::fresh},
                       BulkMode::write);
}

void Register::put(BulkWriter& writer, const Company& company)
{
  put_loaded<k_company>(writer, company);
}

std::unique_ptr<BulkWriter> Register::load_first_payrolls()
{
  return m_engine.bulk({.table = k_payroll.name(),
                        .columns = names_of(k_payroll.columns()),
                        .key_size = 2,
                        .rows = BulkTable::Rows::fresh},
                       BulkMode::write);
}

void Register::each_company(
  const std::function<void(domain::Siren, const std::string&)>& each) const
{
  m_engine.for_each("select siren, member_code from company order by siren", {},
                    [&](const Row& row) {
                      each(row.get<domain::Siren>(0), row.text(1));
                      return true;
                    });
}

void Register::add_establishment(const Establishment& establishment)
{
  add_row<k_establishment_named>(m_engine, establishment);
}

std::vector<std::string> Register::activity_numbers(domain::Siren siren) const
{
  return all_where<k_training_body>(m_engine, "siren = $1 order by activity_number", {siren});
}

void Register::add_activity_number(domain::Siren siren, std::string_view number)
{
  add_if_new<k_training_body>(m_engine, std::string(number), {siren});
}

bool Register::put_company(const Company& company)
{
  return put_if_different<k_company>(m_engine, company);
}

bool Register::put_payroll(domain::Siren siren, const DeclaredPayroll& payroll)
{
  return put_if_different<k_payroll>(m_engine, payroll, {siren});
}

} // namespace myatlas::store
