#include "store/tables/employees.hpp"

#include <algorithm>
#include <iterator>

#include "store/rows.hpp"
#include "util/text.hpp"

namespace myatlas::store {

namespace {

using domain::Employee;

domain::Siren company_of_employee(const Employee& employee)
{
  return employee.siret.siren();
}

// What every file tells.
constexpr auto k_employee_told = table<Employee>(
  "employee", Column("siret", &Employee::siret), Column("staff_number", &Employee::staff_number),
  Column("birth_name", &Employee::birth_name), Column("first_name", &Employee::first_name),
  Column("birth_date", &Employee::birth_date));

constexpr auto k_employee_key =
  table<Employee>("employee", Column("owner", company_of_employee, Part::key),
                  Column("identity", domain::identity_of, Part::key));

constexpr auto k_employee_loaded = table<Employee>("employee", k_employee_key, k_employee_told);

// What people name an employee by.
constexpr auto k_employee_name =
  table<Employee>("employee", k_employee_told, Column("used_name", &Employee::used_name));

constexpr auto k_employee = table<Employee>(
  "employee", k_employee_key, k_employee_name, Column("sex", &Employee::sex, EmptyIfNone{}),
  Column("nir", &Employee::nir, SealedIfAny{}), Column("email", &Employee::email),
  Column("contract", &Employee::contract), Column("job", &Employee::job),
  Column("status", &Employee::status));

template <auto member>
std::string_view text_of(const Employee& employee)
{
  return employee.*member;
}

std::string_view sex_of(const Employee& employee)
{
  return employee.sex ? domain::to_text(*employee.sex) : "";
}

using Kind = EmployeeText::Kind;

constexpr EmployeeText k_in_files[] = {
  {formats::k_emp_siret, "siret"},
  {formats::k_emp_staff_number, "staff_number"},
  {formats::k_emp_birth_name, "birth_name"},
  {formats::k_emp_used_name, "used_name", Kind::optional, text_of<&Employee::used_name>},
  {formats::k_emp_first_name, "first_name"},
  {formats::k_emp_sex, "sex", Kind::optional, sex_of},
  {formats::k_emp_birth_date, "birth_date"},
  {formats::k_emp_nir, "nir", Kind::sealed},
  {formats::k_emp_email, "email", Kind::optional, text_of<&Employee::email>},
  {formats::k_emp_contract, "contract", Kind::optional, text_of<&Employee::contract>},
  {formats::k_emp_job, "job", Kind::optional, text_of<&Employee::job>},
  {formats::k_emp_status, "status", Kind::optional, text_of<&Employee::status>},
};
static_assert(domain::has_all<k_in_files, &EmployeeText::in_file>() &&
              std::ranges::is_sorted(k_in_files, {}, &EmployeeText::in_file));

template <const auto& k_table>
void for_each_seen(const Keyed& in, const Perimeter& seen_by, std::optional<domain::Siren> company,
                   const std::function<bool(const Employee&)>& each)
{
  const std::string of_company = company ? "owner = $3 " : "cast($3 as bigint) is null ";
  const std::string reached = company ? seen_by.reach_in("$3") : seen_by.reach();
  const std::string seen = seen_by.account_sees("siret in " + reached);
  for_each_row<k_table>(
    in, select<k_table>() + "where " + of_company + "and " + seen + "order by owner, identity",
    {seen_by.everything, seen_by.account, company}, each);
}

} // namespace

std::optional<Employee> Employees::find(domain::Siren owner, std::string_view identity) const
{
  return first_where<k_employee>({m_engine, m_key}, "owner = $1 and identity = $2",
                                 {owner, identity});
}

std::optional<Employee> Employees::find_same(const Employee& employee) const
{
  const std::string identity = domain::identity_of(employee);
  const std::string born = // without a NIR nobody born on another day is looked at
    employee.nir ? "" : employee.birth_date.text();
  std::optional<Employee> found;
  for_each_row<k_employee>({m_engine, m_key},
                           select<k_employee>() +
                             "where owner = $1 and ($2 = '' or birth_date = $2) order by identity",
                           {employee.siret.siren(), born}, [&](const Employee& one) {
                             const bool is_it = domain::identity_of(one) != identity &&
                                                domain::is_same_person(one, employee);
                             found = is_it ? std::optional(one) : found;
                             return !found;
                           });
  return found;
}

void Employees::rename(const Employee& was, const Employee& is)
{
  m_engine.execute(
    "update employee set identity = $3, staff_number = $4 where owner = $1 and identity = $2",
    {was.siret.siren(), domain::identity_of(was), domain::identity_of(is), is.staff_number});
}

void Employees::put(const Employee& employee)
{
  put_row<k_employee>({m_engine, m_key}, employee);
}

bool Employees::any() const
{
  return has_row(m_engine, "select 1 from employee limit 1");
}

std::string Employees::seal(const domain::Nir& nir) const
{
  return util::encrypt(m_key, nir.text());
}

std::optional<std::string> Employees::sealed(domain::Siren owner, std::string_view identity,
                                             const domain::Nir& nir) const
{
  auto sealed = first_value<std::string>(
    m_engine, "select nir from employee where owner = $1 and identity = $2", {owner, identity});
  const bool is_it = sealed && !sealed->empty() && *util::decrypt(m_key, *sealed) == nir.text();
  return is_it ? sealed : std::nullopt;
}

std::string Employees::exported_columns()
{
  std::string columns;
  for (const EmployeeText& text : k_in_files) {
    if (text.kind != Kind::sealed) {
      util::add_to_list(columns, text.column);
    }
  }
  return columns;
}

std::vector<EmployeeText> Employees::told_in(const formats::Header& header)
{
  std::vector<EmployeeText> told;
  std::ranges::copy_if(k_in_files, std::back_inserter(told), [&](const EmployeeText& text) {
    return text.kind != Kind::always && header.has(text.in_file);
  });
  return told;
}

std::unique_ptr<BulkWriter> Employees::load(const std::vector<EmployeeText>& told, BulkMode mode)
{
  std::vector<std::string_view> columns = names_of(k_employee_loaded.columns());
  for (const EmployeeText& text : told) {
    columns.push_back(text.column);
  }
  return m_engine.bulk({.table = k_employee.name(), .columns = columns, .key_size = 2}, mode);
}

void Employees::put(BulkWriter& writer, const Employee& employee,
                    const std::vector<EmployeeText>& told, std::string_view sealed)
{
  const BoundRow<k_employee_loaded> row(employee, {});
  std::vector<Cell> cells(row.cells().begin(), row.cells().end());
  for (const EmployeeText& text : told) {
    cells.emplace_back(text.kind == Kind::sealed ? sealed : text.value(employee));
  }
  writer.put(cells);
}

bool Employees::remove(domain::Siren owner, std::string_view identity)
{
  return m_engine.execute("delete from employee where owner = $1 and identity = $2",
                          {owner, identity}) > 0;
}

void Employees::for_each(const Perimeter& seen_by, const std::function<bool(const Employee&)>& each,
                         std::optional<domain::Siren> company) const
{
  for_each_seen<k_employee>({m_engine, m_key}, seen_by, company, each);
}

void Employees::for_each_name(const Perimeter& seen_by, domain::Siren company,
                              const std::function<void(const Employee&)>& each) const
{
  for_each_seen<k_employee_name>(m_engine, seen_by, company, [&](const Employee& employee) {
    each(employee);
    return true;
  });
}

} // namespace myatlas::store
