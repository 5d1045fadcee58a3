#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"

namespace myatlas::services {

namespace {

// The table of certifications, one row each; those a file does not name stay as they are.
class CertificationLoader final : public RowLoader
{
public:
  explicit CertificationLoader(const LoaderSetup& setup)
    : m_certifications(setup.context.store.certifications()), m_header(setup.header),
      m_rows(formats::FileKind::certifications, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    std::optional<domain::Certification> row = m_rows.certification(record, problems);
    if (row && m_seen.add(row->code.text(), record.line)) {
      problems.errors.push_back(duplicate_of(formats::k_cer_code, row->code.text(), m_seen.line()));
    }
    if (row && problems.errors.empty() && pass == Pass::write) {
      const auto known = m_any_before ? m_certifications.find(row->code) : std::nullopt;
      if (known) {
        keep_what_is_not_told(*row, *known);
      }
      const auto put = m_certifications.put(*row, known);
      m_counts.created += put == store::Certifications::Put::added ? 1 : 0;
      m_counts.updated += put == store::Certifications::Put::changed ? 1 : 0;
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  // Columns the file has not keep what the store holds.
  void keep_what_is_not_told(domain::Certification& row, const domain::Certification& known) const
  {
    row.title = m_header.has(formats::k_cer_title) ? row.title : known.title;
    row.starts = m_header.has(formats::k_cer_starts) ? row.starts : known.starts;
    row.ends = m_header.has(formats::k_cer_ends) ? row.ends : known.ends;
    row.active = m_header.has(formats::k_cer_active) ? row.active : known.active;
    row.apprenticeship =
      m_header.has(formats::k_cer_apprenticeship) ? row.apprenticeship : known.apprenticeship;
  }

  store::Certifications m_certifications;
  const formats::Header& m_header;
  formats::RowReader m_rows;
  bool m_any_before = m_certifications.any();
  SeenTexts m_seen;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_certifications(const LoaderSetup& setup)
{
  return std::make_unique<CertificationLoader>(setup);
}

} // namespace myatlas::services
