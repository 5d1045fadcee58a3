#include <map>

#include "services/files/known_employees.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

namespace {

using formats::EmployeeRow;

// The employees of the establishments an account manages.
class EmployeeLoader final : public RowLoader
{
public:
  explicit EmployeeLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_store(setup.context.store.employees()),
      m_rows(formats::FileKind::employees, setup.header, setup.options),
      m_told(store::Employees::told_in(setup.header)), m_writer(m_store.load(m_told, setup.mode)),
      m_any_before(m_store.any()), m_known(m_store, [this] { m_writer->rest(); })
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const EmployeeRow row = m_rows.employee(record, problems);
    if (row.siret && !is_managed(*row.siret)) {
      problems.errors.push_back({formats::k_emp_siret,
                                 row.siret->digits(),
                                 {"employee.establishment", {row.siret->digits()}}});
    }
    if (const util::Outcome born =
          row.birth_date ? has_come(m_context, *row.birth_date) : util::Done{};
        !born) {
      problems.errors.push_back({formats::k_emp_birth_date, row.birth_date->text(), born.error()});
    }
    if (!row.siret || !row.birth_date) {
      return;
    }
    domain::Employee employee = row.rest;
    employee.siret = *row.siret;
    employee.birth_date = *row.birth_date;
    if (is_repeated(employee, record.line)) {
      problems.errors.push_back(duplicate_of(
        formats::k_emp_birth_name, employee.first_name + " " + employee.birth_name, m_line));
    }
    if (problems.errors.empty() && pass == Pass::write) {
      write(as_known(std::move(employee)));
    }
  }

  Counts counts() override
  {
    if (m_cross_checks == CrossChecks::none) {
      return {m_trial_rows, 0};
    }
    const store::BulkCounts counts = m_writer->settle();
    return {counts.inserted, counts.updated};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override { return std::nullopt; }

private:
  bool is_managed(domain::Siret siret)
  {
    if (m_cross_checks == CrossChecks::none) {
      return true;
    }
    const auto known = m_managed.find(siret);
    if (known != m_managed.end()) {
      return known->second;
    }
    m_writer->rest();
    return m_managed.emplace(siret, static_cast<bool>(allow(m_context, Act::employ, siret)))
      .first->second;
  }

  // By its number, or as a person where one of both rows tells none.
  bool is_repeated(const domain::Employee& employee, std::uint64_t line)
  {
    constexpr util::TextMarks::Marks k_numbered = 1, k_unnumbered = 2;
    const std::string siren = employee.siret.siren().digits(),
                      person = siren + domain::person_key(employee);
    const bool has_number = !employee.staff_number.empty();
    const auto earlier = m_persons.add(util::TextMarks::key(person), person,
                                       has_number ? k_numbered : k_unnumbered, line);
    m_line = m_persons.line();
    if (has_number ? (earlier & k_unnumbered) != 0 : earlier != 0) {
      return true;
    }
    const bool same_number = has_number && m_seen.add(siren + employee.staff_number, line);
    m_line = m_seen.line();
    return same_number;
  }

  // One whom the store has under another number is the same; without a number it keeps the one it
  // has.
  domain::Employee as_known(domain::Employee employee)
  {
    if (m_cross_checks == CrossChecks::none || !m_any_before) {
      return employee;
    }
    const auto known = m_known.otherwise(employee);
    if (known && employee.staff_number.empty()) {
      employee.staff_number = known->staff_number;
    }
    if (known && domain::identity_of(*known) != domain::identity_of(employee)) {
      m_store.rename(*known, employee);
      m_known.renamed(*known, employee);
    }
    return employee;
  }

  void write(const domain::Employee& employee)
  {
    if (m_cross_checks == CrossChecks::none) {
      ++m_trial_rows;
      return;
    }
    store::Employees::put(*m_writer, employee, m_told,
                          employee.nir ? sealed(employee, *employee.nir) : "");
  }

  // Sealing makes another text of the same NIR: one that is there stays as it is.
  std::string sealed(const domain::Employee& employee, const domain::Nir& nir)
  {
    if (!m_any_before) {
      return m_store.seal(nir);
    }
    m_writer->rest();
    const auto known = m_store.sealed(employee.siret.siren(), domain::identity_of(employee), nir);
    return known ? *known : m_store.seal(nir);
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  store::Employees m_store;
  formats::RowReader m_rows;
  std::map<domain::Siret, bool> m_managed;
  std::vector<store::EmployeeText> m_told;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  KnownEmployees m_known;
  SeenTexts m_seen;
  util::TextMarks m_persons;
  std::uint64_t m_line = 0; // of the row that one repeats
  std::int64_t m_trial_rows = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_employees(const LoaderSetup& setup)
{
  return std::make_unique<EmployeeLoader>(setup);
}

} // namespace myatlas::services
