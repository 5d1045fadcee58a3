#include <map>
#include <unordered_map>

#include "services/form_values.hpp"
#include "services/import/loader.hpp"
#include "services/rights.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

namespace {

using formats::EmployeeRow;

// A column an employee may keep from before when a file has it not.
struct Kept
{
  formats::EmployeeColumn column;
  std::string domain::Employee::*member;
};

constexpr Kept k_kept[] = {
  {formats::k_emp_used_name, &domain::Employee::used_name}, {formats::k_emp_sex, &domain::Employee::sex},
  {formats::k_emp_nir, &domain::Employee::nir},             {formats::k_emp_email, &domain::Employee::email},
  {formats::k_emp_contract, &domain::Employee::contract},   {formats::k_emp_job, &domain::Employee::job},
  {formats::k_emp_status, &domain::Employee::status},
};

// The employees of the establishments an account manages.
class EmployeeLoader final : public RowLoader
{
public:
  explicit EmployeeLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_header(setup.header), m_cross_checks(setup.cross_checks), m_store(setup.context.store.employees()),
      m_rows(formats::FileKind::employees, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const EmployeeRow row = m_rows.employee(record, problems);
    if (row.siret && !is_managed(*row.siret)) {
      problems.errors.push_back({formats::k_emp_siret, row.siret->digits(), {"employee.establishment", {row.siret->digits()}}});
    }
    if (const util::Outcome born = row.birth_date ? has_come(m_context, *row.birth_date) : util::Done{}; !born) {
      problems.errors.push_back({formats::k_emp_birth_date, row.birth_date->text(), born.error()});
    }
    if (!row.siret || !row.birth_date) {
      return;
    }
    const domain::Employee employee{*row.siret, std::string(row.staff_number), std::string(row.birth_name), std::string(row.used_name),
                                    std::string(row.first_name), row.sex, *row.birth_date, row.nir, row.email,
                                    std::string(row.contract), std::string(row.job), std::string(row.status)};
    if (const auto seen = m_seen.emplace(row.siret->siren().digits() + domain::identity_of(employee), record.line); !seen.second) {
      problems.errors.push_back(duplicate_of(formats::k_emp_birth_name, employee.first_name + " " + employee.birth_name, seen.first->second));
    }
    if (problems.errors.empty() && pass == Pass::write) {
      write(employee);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return std::nullopt; }

private:
  bool is_managed(domain::Siret siret)
  {
    if (m_cross_checks == CrossChecks::none) {
      return true;
    }
    const auto known = m_managed.find(siret);
    return known != m_managed.end()
             ? known->second
             : m_managed.emplace(siret, static_cast<bool>(allow(m_context, Act::employ, siret))).first->second;
  }

  void write(domain::Employee employee)
  {
    const auto known = m_cross_checks == CrossChecks::none
                         ? std::nullopt
                         : m_store.find(employee.siret.siren(), domain::identity_of(employee));
    if (!known) {
      ++m_counts.created;
    } else {
      for (const Kept& kept : k_kept) {
        if (!m_header.has(kept.column)) {
          employee.*kept.member = (*known).*kept.member;
        }
      }
      if (*known == employee) {
        return;
      }
      ++m_counts.updated;
    }
    if (m_cross_checks == CrossChecks::store) {
      m_store.put(employee);
    }
  }

  const Context& m_context;
  const formats::Header& m_header;
  CrossChecks m_cross_checks;
  store::Employees m_store;
  formats::RowReader m_rows;
  std::map<domain::Siret, bool> m_managed;
  std::unordered_map<std::string, std::uint64_t, util::SecretHash, std::equal_to<>> m_seen;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_employees(const LoaderSetup& setup)
{
  return std::make_unique<EmployeeLoader>(setup);
}

} // namespace myatlas::services
