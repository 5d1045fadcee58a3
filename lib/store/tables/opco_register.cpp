#include "store/tables/opco_register.hpp"

#include <string>

namespace myatlas::store {

namespace {

const std::string k_company =
  "select siren, member_code, name, idcc, naf, headcount, created from company ";
const std::string k_establishment = "select e.siret, e.member_code, e.name, e.sign, e.address, "
                                    "e.postcode, e.town, e.naf, e.idcc, e.headcount, e.payroll "
                                    "from establishment e ";

std::optional<std::string> unless_empty(const std::string& text)
{
  return text.empty() ? std::nullopt : std::optional(text);
}

domain::Company company_of(const Row& row)
{
  return {domain::Siren::of_checked(row.integer(0)),
          row.read(1, domain::MemberCode::parse),
          row.text(2),
          unless_empty(row.text(3)),
          unless_empty(row.text(4)),
          row.maybe_integer(5),
          row.maybe_read(6, domain::Date::read)};
}

domain::Establishment establishment_of(const Row& row)
{
  const auto payroll = row.maybe_integer(10);
  return {domain::Siret::of_checked(row.integer(0)),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6),
          row.text(7),
          row.text(8),
          row.maybe_integer(9),
          payroll ? std::optional(domain::Money{*payroll}) : std::nullopt};
}

std::vector<domain::Establishment> all_establishments(const std::vector<Row>& rows)
{
  std::vector<domain::Establishment> found;
  for (const Row& row : rows) {
    found.push_back(establishment_of(row));
  }
  return found;
}

std::optional<domain::Company> first_company(const std::vector<Row>& rows)
{
  return rows.empty() ? std::nullopt : std::optional(company_of(rows[0]));
}

} // namespace

std::optional<domain::Company> Register::company(domain::Siren siren) const
{
  return first_company(m_engine.query(k_company + "where siren = $1", {siren.number()}));
}

std::optional<domain::Company> Register::company_with_code(std::string_view member_code) const
{
  return first_company(m_engine.query(k_company + "where member_code = $1", {member_code}));
}

bool Register::has_companies() const
{
  return !m_engine.query("select 1 from company limit 1").empty();
}

std::vector<domain::DeclaredPayroll> Register::payrolls(domain::Siren siren) const
{
  std::vector<domain::DeclaredPayroll> found;
  for (const Row& row :
       m_engine.query("select year, amount from company_payroll where siren = $1 order by year",
                      {siren.number()})) {
    found.push_back({static_cast<int>(row.integer(0)), domain::Money{row.integer(1)}});
  }
  return found;
}

std::optional<domain::PayrollParts> Register::payroll_parts(domain::Siren siren, int year) const
{
  const auto rows = m_engine.query("select amount, fixed_term, fixed_term_exempt, apprentices, "
                                   "alsace_moselle, headcount, alternants "
                                   "from company_payroll where siren = $1 and year = $2",
                                   {siren.number(), std::int64_t{year}});
  if (rows.empty()) {
    return std::nullopt;
  }
  const auto money = [&](std::size_t column) {
    const auto cents = rows[0].maybe_integer(column);
    return cents ? std::optional(domain::Money{*cents}) : std::nullopt;
  };
  return domain::PayrollParts{
    {rows[0].integer(0)},    money(1), money(2), money(3), money(4), rows[0].maybe_integer(5),
    rows[0].maybe_integer(6)};
}

std::optional<domain::Establishment> Register::establishment(domain::Siret siret) const
{
  const auto rows = m_engine.query(k_establishment + "where e.siret = $1", {siret.number()});
  return rows.empty() ? std::nullopt : std::optional(establishment_of(rows[0]));
}

std::vector<domain::Establishment> Register::establishments_of(domain::Siren siren) const
{
  return all_establishments(
    m_engine.query(k_establishment + "where e.siret >= $1 and e.siret < $2 order by e.siret",
                   {siren.number() * 100'000, (siren.number() + 1) * 100'000}));
}

std::vector<domain::Establishment> Register::establishments() const
{
  return all_establishments(m_engine.query(k_establishment + "order by e.siret", {}));
}

std::vector<domain::Establishment>
Register::establishments_reached_by(std::string_view account, domain::Date day,
                                    std::optional<domain::Siren> company) const
{
  const std::string today = day.text();
  const std::int64_t first = company ? company->number() * 100'000 : 0,
                     end = company ? first + 100'000 : INT64_MAX;
  return all_establishments(m_engine.query(
    k_establishment +
      "where e.siret in (select siret from account_reach where account = $1 and until >= $2 "
      "and siret >= $3 and siret < $4) order by e.siret",
    {account, std::string_view(today), first, end}));
}

bool Register::is_closed(domain::Siret siret) const
{
  return !m_engine
            .query("select 1 from establishment where siret = $1 and state = 'F'", {siret.number()})
            .empty();
}

bool Register::knows(domain::Siret siret) const
{
  return !m_engine.query("select 1 from establishment where siret = $1", {siret.number()}).empty();
}

std::unique_ptr<BulkWriter>
Register::load_establishments(const std::vector<std::string_view>& columns, BulkMode mode)
{
  return m_engine.bulk({"establishment", columns}, mode);
}

std::unique_ptr<BulkWriter> Register::load_payrolls(const std::vector<std::string_view>& columns,
                                                    BulkMode mode)
{
  return m_engine.bulk({"company_payroll", columns, 2}, mode);
}

std::unique_ptr<BulkWriter> Register::load_new_companies()
{
  return m_engine.bulk(
    {.table = "company",
     .columns = {"siren", "member_code", "name", "idcc", "naf", "headcount", "created"},
     .rows = BulkTable::Rows::fresh},
    BulkMode::write);
}

void Register::put(BulkWriter& writer, const domain::Company& c)
{
  const std::string created = c.created ? c.created->text() : "", code = c.member_code.text();
  const auto text = [](const std::optional<std::string>& value) {
    return Cell(value ? std::string_view(*value) : "");
  };
  const Cell row[] = {c.siren.number(),
                      std::string_view(code),
                      std::string_view(c.name),
                      text(c.idcc),
                      text(c.naf),
                      cell(c.headcount),
                      created.empty() ? Cell() : Cell(std::string_view(created))};
  writer.put(row);
}

std::unique_ptr<BulkWriter> Register::load_first_payrolls()
{
  return m_engine.bulk({.table = "company_payroll",
                        .columns = {"siren", "year", "amount"},
                        .key_size = 2,
                        .rows = BulkTable::Rows::fresh},
                       BulkMode::write);
}

void Register::each_company(
  const std::function<void(domain::Siren, const std::string&)>& each) const
{
  m_engine.for_each("select siren, member_code from company order by siren", {},
                    [&](const Row& row) {
                      each(domain::Siren::of_checked(row.integer(0)), row.text(1));
                      return true;
                    });
}

void Register::add_establishment(const domain::Establishment& e)
{
  m_engine.execute("insert into establishment (siret, member_code, name, sign, address, postcode, "
                   "town, naf, idcc) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                   {e.siret.number(), std::string_view(e.member_code), std::string_view(e.name),
                    std::string_view(e.sign), std::string_view(e.address),
                    std::string_view(e.postcode), std::string_view(e.town), std::string_view(e.naf),
                    std::string_view(e.idcc)});
}

std::vector<std::string> Register::activity_numbers(domain::Siren siren) const
{
  std::vector<std::string> found;
  for (const Row& row : m_engine.query(
         "select activity_number from training_body where siren = $1 order by activity_number",
         {siren.number()})) {
    found.push_back(row.text(0));
  }
  return found;
}

void Register::add_activity_number(domain::Siren siren, std::string_view number)
{
  m_engine.execute(
    "insert into training_body (siren, activity_number) values ($1, $2) on conflict do nothing",
    {siren.number(), number});
}

bool Register::put_company(const domain::Company& c)
{
  const std::string created = c.created ? c.created->text() : "", code = c.member_code.text();
  const auto text = [](const std::optional<std::string>& value) {
    return Cell(value ? std::string_view(*value) : "");
  };
  return m_engine.execute(
           "insert into company (siren, member_code, name, idcc, naf, headcount, created) "
           "values ($1, $2, $3, $4, $5, $6, $7) on conflict (siren) do update set member_code = "
           "excluded.member_code, "
           "name = excluded.name, idcc = excluded.idcc, naf = excluded.naf, headcount = "
           "excluded.headcount, "
           "created = excluded.created where company.member_code is distinct from "
           "excluded.member_code or "
           "company.name is distinct from excluded.name or company.idcc is distinct from "
           "excluded.idcc or "
           "company.naf is distinct from excluded.naf or company.headcount is distinct from "
           "excluded.headcount or "
           "company.created is distinct from excluded.created",
           {c.siren.number(), std::string_view(code), std::string_view(c.name), text(c.idcc),
            text(c.naf), cell(c.headcount),
            created.empty() ? Cell() : Cell(std::string_view(created))}) == 1;
}

bool Register::put_payroll(domain::Siren siren, const domain::DeclaredPayroll& payroll)
{
  return m_engine.execute("insert into company_payroll (siren, year, amount) values ($1, $2, $3) "
                          "on conflict (siren, year) do update set amount = excluded.amount "
                          "where company_payroll.amount <> excluded.amount",
                          {siren.number(), std::int64_t{payroll.year}, payroll.amount.cents}) == 1;
}

} // namespace myatlas::store
