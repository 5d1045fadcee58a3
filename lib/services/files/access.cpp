#include "services/companies/access.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using formats::AccessRow;
using enum formats::AccessColumn;

constexpr ColumnOfMember k_access_columns[] = {
  {"email", k_acc_email}, {"company", k_acc_company}, {"role", k_acc_role}, {"until", k_acc_until}};

// Access of others to companies the account manages.
class AccessLoader final : public RowLoader
{
public:
  explicit AccessLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_rows(FileKind::access, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const AccessRow row = m_rows.access(record, problems);
    if (problems.accepts() && !is_repeated(row, record.line, problems)) {
      take(row, problems, pass);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return std::nullopt; }

private:
  bool is_repeated(const AccessRow& row, std::uint64_t line, RowProblems& problems)
  {
    return refuse_if_seen(m_seen, {k_acc_email, key_of(row), line, row.email}, problems);
  }

  std::string key_of(const AccessRow& row) const
  {
    return util::to_lower(row.email) + " " + company_key(m_context, row.company);
  }

  // Against the file: the store is neither asked nor written.
  bool is_checked_alone(Pass pass) const
  {
    return m_cross_checks == CrossChecks::none || pass == Pass::check;
  }

  void take(const AccessRow& row, RowProblems& problems, Pass pass)
  {
    if (is_checked_alone(pass)) {
      ++m_counts.created;
    } else {
      give(row, problems);
    }
  }

  void give(const AccessRow& row, RowProblems& problems)
  {
    if (const Result<GivenAccess> given = given_by(row)) {
      count(given->change);
    } else {
      tell(given.errors(), k_access_columns, problems.errors);
    }
  }

  Result<GivenAccess> given_by(const AccessRow& row) const
  {
    return give_access(m_context, {row.email, row.company, row.role, row.until, row.also});
  }

  void count(AccessChange change)
  {
    m_counts.created += change == AccessChange::given ? 1 : 0;
    m_counts.updated += change == AccessChange::renewed ? 1 : 0;
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  formats::RowReader m_rows;
  SeenTexts m_seen; // each address and company
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_access(const LoaderSetup& setup)
{
  return std::make_unique<AccessLoader>(setup);
}

} // namespace myatlas::services
