#include "store/tables/employees.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_employee =
  "select e.siret, e.staff_number, e.birth_name, e.used_name, e.first_name, e.sex, e.birth_date, "
  "e.nir, "
  "e.email, e.contract, e.job, e.status, e.owner, e.identity from employee e ";

const std::string k_select_name = "select e.siret, e.staff_number, e.birth_name, e.used_name, "
                                  "e.first_name, e.birth_date from employee e ";

} // namespace

domain::Employee Employees::employee_of(const Row& row) const
{
  const std::string& sealed = row.text(7);
  return {domain::Siret::of_checked(row.integer(0)),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.read(6, domain::Date::read),
          sealed.empty() ? "" : *util::decrypt(m_key, sealed),
          row.text(8),
          row.text(9),
          row.text(10),
          row.text(11)};
}

std::optional<domain::Employee> Employees::find(domain::Siren owner,
                                                std::string_view identity) const
{
  const auto rows = m_engine.query(k_select_employee + "where e.owner = $1 and e.identity = $2",
                                   {owner.number(), identity});
  return rows.empty() ? std::nullopt : std::optional(employee_of(rows[0]));
}

void Employees::put(const domain::Employee& e)
{
  const std::string identity = domain::identity_of(e), birth = e.birth_date.text();
  const std::string sealed = seal(e.nir);
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  m_engine.execute("insert into employee (owner, identity, siret, staff_number, birth_name, "
                   "used_name, first_name, sex, birth_date, "
                   "nir, email, contract, job, status) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                   "$10, $11, $12, $13, $14) "
                   "on conflict (owner, identity) do update set siret = excluded.siret, "
                   "staff_number = excluded.staff_number, "
                   "birth_name = excluded.birth_name, used_name = excluded.used_name, first_name = "
                   "excluded.first_name, "
                   "sex = excluded.sex, birth_date = excluded.birth_date, nir = excluded.nir, "
                   "email = excluded.email, "
                   "contract = excluded.contract, job = excluded.job, status = excluded.status",
                   {e.siret.siren().number(), text(identity), e.siret.number(),
                    text(e.staff_number), text(e.birth_name), text(e.used_name), text(e.first_name),
                    text(e.sex), text(birth), text(sealed), text(e.email), text(e.contract),
                    text(e.job), text(e.status)});
}

bool Employees::any() const
{
  return !m_engine.query("select 1 from employee limit 1").empty();
}

std::string Employees::seal(const std::string& nir) const
{
  return nir.empty() ? "" : util::encrypt(m_key, nir);
}

std::optional<std::string> Employees::sealed(domain::Siren owner, std::string_view identity,
                                             const std::string& nir) const
{
  const auto rows = m_engine.query("select nir from employee where owner = $1 and identity = $2",
                                   {owner.number(), identity});
  const bool is_sealed = !rows.empty() && !rows[0].text(0).empty();
  return is_sealed && *util::decrypt(m_key, rows[0].text(0)) == nir ? std::optional(rows[0].text(0))
                                                                    : std::nullopt;
}

std::unique_ptr<BulkWriter> Employees::load(const std::vector<EmployeeText>& told, BulkMode mode)
{
  std::vector<std::string_view> columns = {"owner",      "identity",   "siret",     "staff_number",
                                           "birth_name", "first_name", "birth_date"};
  for (const EmployeeText& text : told) {
    columns.push_back(text.column);
  }
  return m_engine.bulk({"employee", columns, 2}, mode);
}

void Employees::put(BulkWriter& writer, const domain::Employee& e,
                    const std::vector<EmployeeText>& told, std::string_view sealed)
{
  const std::string identity = domain::identity_of(e), birth = e.birth_date.text();
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  std::vector<Cell> cells = {
    e.siret.siren().number(), text(identity),     e.siret.number(), text(e.staff_number),
    text(e.birth_name),       text(e.first_name), text(birth)};
  for (const EmployeeText& one : told) {
    cells.push_back(one.value == &domain::Employee::nir ? Cell(sealed) : text(e.*one.value));
  }
  writer.put(cells);
}

bool Employees::remove(domain::Siren owner, std::string_view identity)
{
  return m_engine.execute("delete from employee where owner = $1 and identity = $2",
                          {owner.number(), identity}) > 0;
}

void Employees::for_each(const Perimeter& seen_by,
                         const std::function<bool(const domain::Employee&)>& each,
                         std::optional<domain::Siren> company) const
{
  for_each_row(
    k_select_employee, seen_by, [&](const Row& row) { return each(employee_of(row)); }, company);
}

void Employees::for_each_name(const Perimeter& seen_by, domain::Siren company,
                              const std::function<void(const domain::Employee&)>& each) const
{
  for_each_row(
    k_select_name, seen_by,
    [&](const Row& row) {
      each({.siret = domain::Siret::of_checked(row.integer(0)),
            .staff_number = row.text(1),
            .birth_name = row.text(2),
            .used_name = row.text(3),
            .first_name = row.text(4),
            .sex = "",
            .birth_date = row.read(5, domain::Date::read),
            .nir = "",
            .email = "",
            .contract = "",
            .job = "",
            .status = ""});
      return true;
    },
    company);
}

void Employees::for_each_row(const std::string& select, const Perimeter& seen_by,
                             const std::function<bool(const Row&)>& each,
                             std::optional<domain::Siren> company) const
{
  const std::string of_company = company ? "e.owner = $3 " : "$3 = $3 ";
  const std::string reached = company ? seen_by.reach_in("$3") : seen_by.reach();
  const std::string seen =
    seen_by.everything ? "($1 = 1 and $2 = $2) " : "($1 = 0 and e.siret in " + reached + ") ";
  m_engine.for_each(select + "where " + of_company + "and " + seen + "order by e.owner, e.identity",
                    {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                     company ? company->number() : 0},
                    each);
}

} // namespace myatlas::store
