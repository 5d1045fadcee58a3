#include "formats/tables/rows.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"

namespace myatlas::services {

namespace {

using domain::Certification;
using store::Certifications;
using enum formats::CertificationColumn;

// The table of certifications, one row each; those a file does not name stay as they are.
class CertificationLoader final : public RowLoader
{
public:
  explicit CertificationLoader(const LoaderSetup& setup)
    : m_certifications(setup.context.store.certifications()), m_header(setup.header),
      m_rows(FileKind::certifications, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    if (auto row = m_rows.certification(record, problems)) {
      take(*row, record.line, problems, pass);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  using Put = Certifications::Put;

  void take(Certification& row, std::uint64_t line, RowProblems& problems, Pass pass)
  {
    refuse_if_seen(m_seen, {k_cer_code, row.code.text(), line}, problems);
    if (is_to_write(problems, pass)) {
      write(row);
    }
  }

  void write(Certification& row)
  {
    const auto known = m_any_before ? m_certifications.find(row.code) : std::nullopt;
    if (known) {
      keep_what_is_not_told(row, *known);
    }
    count(m_certifications.put(row, known));
  }

  void count(Put put)
  {
    m_counts.created += put == Put::added ? 1 : 0;
    m_counts.updated += put == Put::changed ? 1 : 0;
  }

  // Columns the file has not keep what the store holds.
  void keep_what_is_not_told(Certification& row, const Certification& known) const
  {
    using Row = Certification;
    keep(k_cer_title, &Row::title, row, known);
    keep(k_cer_starts, &Row::starts, row, known);
    keep(k_cer_ends, &Row::ends, row, known);
    keep(k_cer_active, &Row::active, row, known);
    keep(k_cer_apprenticeship, &Row::apprenticeship, row, known);
  }

  template <typename Member>
  void keep(std::size_t column, Member member, Certification& row, const Certification& known) const
  {
    if (!m_header.has(column)) {
      row.*member = known.*member;
    }
  }

  Certifications m_certifications;
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
