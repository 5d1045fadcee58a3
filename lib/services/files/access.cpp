#include "services/companies/access.hpp"
#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

constexpr ColumnOfMember k_access_columns[] = {{"email", formats::k_acc_email},
                                               {"company", formats::k_acc_company},
                                               {"role", formats::k_acc_role},
                                               {"until", formats::k_acc_until}};

// Access of others to companies the account manages.
class AccessLoader final : public RowLoader
{
public:
  explicit AccessLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_rows(formats::FileKind::access, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::AccessRow row = m_rows.access(record, problems);
    if (!problems.errors.empty()) {
      return;
    }
    const std::string key = util::to_lower(row.email) + " " + company_key(m_context, row.company);
    if (m_seen.add(key, record.line)) {
      problems.errors.push_back(duplicate_of(formats::k_acc_email, row.email, m_seen.line()));
      return;
    }
    if (m_cross_checks == CrossChecks::none || pass == Pass::check) {
      ++m_counts.created;
      return;
    }
    const util::Result<GivenAccess> given =
      give_access(m_context, {row.email, row.company, row.role, row.until, row.also});
    if (!given) {
      tell(given.errors(), k_access_columns, problems.errors);
      return;
    }
    m_counts.created += given->change == AccessChange::given ? 1 : 0;
    m_counts.updated += given->change == AccessChange::renewed ? 1 : 0;
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return std::nullopt; }

private:
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
