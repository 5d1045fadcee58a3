#include <map>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/files/known_employees.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;
using domain::Siret;
using formats::EmployeeRow;
using util::TextMarks;
using enum formats::EmployeeColumn;

// The employees of the establishments an account manages.
class EmployeeLoader final : public RowLoader
{
public:
  explicit EmployeeLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_store(setup.context.store.employees()),
      m_rows(FileKind::employees, setup.header, setup.options),
      m_told(store::Employees::told_in(setup.header)), m_writer(m_store.load(m_told, setup.mode)),
      m_any_before(m_store.any()), m_known(m_store, [this] { m_writer->rest(); })
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const EmployeeRow row = m_rows.employee(record, problems);
    check(row, problems);
    if (row.siret && row.birth_date) {
      take(employee_of(row), record.line, problems, pass);
    }
  }

  Counts counts() override
  {
    if (m_cross_checks == CrossChecks::none) {
      return {m_trial_rows, 0};
    }
    return counts_of(m_writer->settle());
  }
  std::optional<formats::DecimalMark> decimal_seen() const override { return std::nullopt; }

private:
  void check(const EmployeeRow& row, RowProblems& problems)
  {
    if (row.siret && !is_managed(*row.siret)) {
      tell_not_managed(row.siret->digits(), problems);
    }
    if (row.birth_date) {
      check_birth(*row.birth_date, problems);
    }
  }

  static void tell_not_managed(const std::string& siret, RowProblems& problems)
  {
    problems.refuse(k_emp_siret, siret, {"employee.establishment", {siret}});
  }

  void check_birth(domain::Date date, RowProblems& problems) const
  {
    if (const Outcome born = has_come(m_context, date); !born) {
      problems.refuse(k_emp_birth_date, date.text(), born.error());
    }
  }

  static Employee employee_of(const EmployeeRow& row)
  {
    Employee employee = row.rest;
    employee.siret = *row.siret;
    employee.birth_date = *row.birth_date;
    return employee;
  }

  void take(Employee employee, std::uint64_t line, RowProblems& problems, Pass pass)
  {
    if (is_repeated(employee, line)) {
      tell_repeated(employee, problems);
    }
    if (is_to_write(problems, pass)) {
      write(as_known(std::move(employee)));
    }
  }

  void tell_repeated(const Employee& employee, RowProblems& problems) const
  {
    problems.refuse(
      duplicate_of(k_emp_birth_name, employee.first_name + " " + employee.birth_name, m_line));
  }

  // Asked for once an establishment.
  bool is_managed(Siret siret)
  {
    if (m_cross_checks == CrossChecks::none) {
      return true;
    }
    const auto known = m_managed.find(siret);
    return known != m_managed.end() ? known->second : ask_for_right(siret);
  }

  bool ask_for_right(Siret siret)
  {
    m_writer->rest();
    const bool is_allowed = bool(allow(m_context, Act::employ, siret));
    m_managed.emplace(siret, is_allowed);
    return is_allowed;
  }

  // By its number, or as a person where one of both rows tells none.
  bool is_repeated(const Employee& employee, std::uint64_t line)
  {
    const std::string siren = employee.siret.siren().digits();
    return is_repeated_person(siren + domain::person_key(employee), employee, line) ||
           is_repeated_number(siren, employee.staff_number, line);
  }

  bool is_repeated_person(const std::string& person, const Employee& employee, std::uint64_t line)
  {
    const bool has_number = !employee.staff_number.empty();
    const auto earlier = add_person(person, has_number ? k_numbered : k_unnumbered, line);
    return has_number ? (earlier & k_unnumbered) != 0 : earlier != 0;
  }

  TextMarks::Marks add_person(const std::string& person, TextMarks::Marks mark, std::uint64_t line)
  {
    const auto earlier = m_persons.add(TextMarks::key(person), person, mark, line);
    m_line = m_persons.line();
    return earlier;
  }

  bool is_repeated_number(const std::string& siren, const std::string& number, std::uint64_t line)
  {
    const bool is_repeated = !number.empty() && m_seen.add(siren + number, line);
    m_line = m_seen.line();
    return is_repeated;
  }

  // One whom the store has under another number is the same; without a number it keeps the one it
  // has.
  Employee as_known(Employee employee)
  {
    const bool may_be_there = m_cross_checks == CrossChecks::store && m_any_before;
    const auto known = may_be_there ? m_known.otherwise(employee) : std::nullopt;
    if (known) {
      take_number(*known, employee);
    }
    return employee;
  }

  void take_number(const Employee& known, Employee& employee)
  {
    if (employee.staff_number.empty()) {
      employee.staff_number = known.staff_number;
    }
    if (domain::identity_of(known) != domain::identity_of(employee)) {
      m_store.rename(known, employee);
      m_known.renamed(known, employee);
    }
  }

  void write(const Employee& employee)
  {
    if (m_cross_checks == CrossChecks::none) {
      ++m_trial_rows;
      return;
    }
    const std::string nir = employee.nir ? sealed(employee, *employee.nir) : "";
    store::Employees::put(*m_writer, employee, m_told, nir);
  }

  // Sealing makes another text of the same NIR: one that is there stays as it is.
  std::string sealed(const Employee& employee, const domain::Nir& nir)
  {
    const auto known = m_any_before ? sealed_before(employee, nir) : std::nullopt;
    return known ? *known : m_store.seal(nir);
  }

  std::optional<std::string> sealed_before(const Employee& employee, const domain::Nir& nir)
  {
    m_writer->rest();
    return m_store.sealed(employee.siret.siren(), domain::identity_of(employee), nir);
  }

  static constexpr TextMarks::Marks k_numbered = 1, k_unnumbered = 2;

  const Context& m_context;
  CrossChecks m_cross_checks;
  store::Employees m_store;
  formats::RowReader m_rows;
  std::map<Siret, bool> m_managed;
  std::vector<store::EmployeeText> m_told;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  KnownEmployees m_known;
  SeenTexts m_seen;
  TextMarks m_persons;
  std::uint64_t m_line = 0; // of the row that one repeats
  std::int64_t m_trial_rows = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_employees(const LoaderSetup& setup)
{
  return std::make_unique<EmployeeLoader>(setup);
}

} // namespace myatlas::services
