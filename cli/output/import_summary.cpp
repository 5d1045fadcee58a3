#include "output/import_summary.hpp"

#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using services::ImportReport;

std::string grouped(const Texts& texts, std::int64_t count)
{
  return texts.grouped(std::to_string(count));
}

// The counts of a report in a sentence.
class Summary
{
public:
  Summary(const Texts& texts, const ImportReport& report) : m_texts(texts), m_report(report) {}

  std::string text() const
  {
    if (m_report.repeated) {
      return m_report.batch ? repeated_batch() : repeated();
    }
    return m_report.dry_run ? rehearsed() : done();
  }

private:
  std::string file() const { return name_of_file(m_texts, m_report.file); }

  std::string unchanged() const
  {
    return m_texts.trn("{0} row unchanged", "{0} rows unchanged", m_report.unchanged);
  }

  std::string repeated_batch() const
  {
    return m_texts.trf(N_("{0} was imported before as batch B-{1}: {2}, nothing written."), file(),
                       *m_report.batch, unchanged());
  }

  std::string repeated() const
  {
    return m_texts.trf(N_("{0}: {1}, nothing written."), file(), unchanged());
  }

  std::string rehearsed() const
  {
    return rows_rehearsed(m_texts, counts_of(m_report)) + " " +
           m_texts.tr(N_("Dry run: nothing written."));
  }

  std::string done() const
  {
    const std::string written =
      m_report.written == 0 ? m_texts.tr(N_("Nothing written.")) : batch();
    return rows_told(m_texts, counts_of(m_report)) + " " + written;
  }

  std::string batch() const
  {
    if (m_report.completes) {
      return m_texts.trf(N_("Batch B-{0}, with rows that batch B-{1} had refused."),
                         *m_report.batch, *m_report.completes);
    }
    return m_report.resumed ? m_texts.trf(N_("Batch B-{0}, resumed and complete."), *m_report.batch)
                            : m_texts.trf(N_("Batch B-{0}."), *m_report.batch);
  }

  const Texts& m_texts;
  const ImportReport& m_report;
};

} // namespace

std::string name_of_file(const Texts& texts, const std::string& file)
{
  return file == services::k_standard_input ? texts.tr(N_("standard input"))
                                            : util::printable(file);
}

RowCounts counts_of(const ImportReport& report)
{
  return {.read = static_cast<std::int64_t>(report.read),
          .created = static_cast<std::int64_t>(report.created),
          .updated = static_cast<std::int64_t>(report.updated),
          .unchanged = static_cast<std::int64_t>(report.unchanged),
          .rejected = static_cast<std::int64_t>(report.rejected)};
}

std::string rows_told(const Texts& texts, const RowCounts& of)
{
  const std::string read = texts.trn("{0} row read", "{0} rows read", of.read);
  return texts.trf(N_("{0}: {1}, {2}, {3}, {4}."), read,
                   texts.trn("{0} created", "{0} created", of.created),
                   texts.trn("{0} updated", "{0} updated", of.updated),
                   texts.trn("{0} unchanged", "{0} unchanged", of.unchanged),
                   texts.trn("{0} refused", "{0} refused", of.rejected));
}

std::string rows_rehearsed(const Texts& texts, const RowCounts& of)
{
  return texts.trf(N_("{0}: would create {1}, update {2}, leave {3} unchanged, refuse {4}."),
                   texts.trn("{0} row read", "{0} rows read", of.read), grouped(texts, of.created),
                   grouped(texts, of.updated), grouped(texts, of.unchanged),
                   grouped(texts, of.rejected));
}

std::string summary_of(const Texts& texts, const ImportReport& report)
{
  return Summary(texts, report).text();
}

} // namespace myatlas::cli
