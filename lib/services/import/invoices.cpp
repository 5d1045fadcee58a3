#include <algorithm>

#include "services/import/attachments.hpp"
#include "services/import/loader.hpp"
#include "services/invoice_rules.hpp"
#include "util/text.hpp"
#include "util/text_set.hpp"

namespace myatlas::services {

namespace {

// Where the rules between records speak of an invoice, the file's column for it.
std::size_t column_for(const std::string& code)
{
  if (code == "invoice.issuer") {
    return formats::k_inv_issuer;
  }
  if (code == "invoice.over") {
    return formats::k_inv_net;
  }
  return code == "invoice.duplicate" ? formats::k_inv_number : formats::k_inv_request;
}

bool same(const domain::Invoice& a, const domain::Invoice& b)
{
  return a.issuer == b.issuer && a.request == b.request && a.date == b.date &&
         a.amounts.without_tax == b.amounts.without_tax && a.amounts.with_tax == b.amounts.with_tax && a.iban == b.iban;
}

// The numbers a file has named so far, by provider (a company numbers its invoices once, whatever the establishment): 16 to 24 bytes each. Two are the same when a hash of 64 bits in small letters
// and one of 48 bits as they stand agree.
class SeenNumbers
{
public:
  enum class Answer
  {
    new_one,
    other_case, // one that differs by its capitals was there
    again,
  };

  Answer insert(std::int64_t provider, std::string_view number)
  {
    m_text.assign(reinterpret_cast<const char*>(&provider), sizeof provider);
    m_text += number;
    const std::uint64_t exact = std::hash<std::string_view>{}(m_text);
    std::transform(m_text.begin() + sizeof provider, m_text.end(), m_text.begin() + sizeof provider,
                   [](char c) { return util::is_upper(c) ? static_cast<char>(c | 0x20) : c; });
    const std::uint64_t folded = std::hash<std::string_view>{}(m_text);
    const auto upper = static_cast<std::int64_t>((folded >> 17) + 1), lower = static_cast<std::int64_t>((folded & k_mask) + 1),
               exactly = static_cast<std::int64_t>((exact & k_mask) + 1);
    m_upper.prefetch(upper);
    m_lower.prefetch(lower);
    m_exact.prefetch(exactly);
    const bool new_upper = m_upper.insert(upper), new_lower = m_lower.insert(lower);
    const bool new_folded = new_upper || new_lower;
    const bool new_exact = m_exact.insert(exactly);
    return new_folded ? Answer::new_one : new_exact ? Answer::other_case : Answer::again;
  }

private:
  static constexpr std::uint64_t k_mask = (std::uint64_t{1} << 47) - 1;
  util::KeySet m_upper, m_lower, m_exact;
  std::string m_text;
};

class InvoiceLoader final : public RowLoader
{
public:
  explicit InvoiceLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_chunked(setup.chunked), m_rules(setup.context), m_attachments(setup.context, setup.folder, setup.mode),
      m_rows(formats::FileKind::invoices, setup.header, setup.options), m_writer(setup.context.store.invoices().load(setup.mode)),
      m_any_before(setup.context.store.invoices().any())
  {
  }

  // A row that an earlier run wrote is found in the store and left alone; one that it refused is refused again.
  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass) override
  {
    const formats::InvoiceRow row = m_rows.invoice(record, problems);
    look_for_duplicates(row, problems);
    if (m_cross_checks == CrossChecks::none) {
      m_trial_rows += problems.errors.empty() ? 1 : 0;
      return;
    }
    OpenDossier* dossier = row.request.empty() ? nullptr : dossier_of(row, problems);
    if (problems.errors.empty() && dossier != nullptr) {
      write(row, *dossier, problems);
    }
  }

  Counts counts() override
  {
    if (!m_chunked) {
      m_seen = {}; // all is read: its memory goes to the indexes
    }
    return {m_cross_checks == CrossChecks::none ? m_trial_rows : m_writer->settle().inserted, m_updated};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  // The first of a file is kept; one that differs by its case alone is kept too, and said.
  void look_for_duplicates(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (!row.issuer || row.number.empty()) {
      return;
    }
    switch (m_seen.insert(row.issuer->siren().number(), row.number)) {
    case SeenNumbers::Answer::again:
      problems.errors.push_back({formats::k_inv_number, std::string(row.number), {"row.duplicate", {}}});
      break;
    case SeenNumbers::Answer::other_case:
      problems.warnings.push_back(
        {formats::k_inv_number, std::string(row.number), {"invoice.near_duplicate", {std::string(row.number)}}});
      break;
    case SeenNumbers::Answer::new_one:
      break;
    }
  }

  OpenDossier* dossier_of(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (OpenDossier* known = m_rules.known_dossier(row.request)) {
      return known;
    }
    m_writer->rest(); // the store is asked
    const util::Result<OpenDossier*> dossier = m_rules.dossier(row.request);
    if (!dossier) {
      problems.errors.push_back({formats::k_inv_request, std::string(row.request), dossier.error()});
      return nullptr;
    }
    return *dossier;
  }

  domain::Invoice invoice_of(const formats::InvoiceRow& row) const
  {
    return {std::string(row.number), *row.issuer, std::string(row.request), *row.date, *row.amounts,
            row.iban.empty() ? std::nullopt : std::optional(*domain::Iban::parse(row.iban)), std::nullopt, std::string(row.file),
            domain::InvoiceState::deposee, m_context.now()};
  }

  // The invoice of this provider and number, if the store had it before the file.
  std::optional<domain::Invoice> find_before(const formats::InvoiceRow& row)
  {
    const domain::Siren provider = row.issuer->siren();
    if (!m_any_before) {
      return std::nullopt;
    }
    if (m_providers.insert(provider.number())) {
      m_writer->rest();
      m_context.store.invoices().each_number(provider, [&](const std::string& number) { m_before.insert(provider.digits() + number); });
    }
    if (!m_before.contains(provider.digits() + std::string(row.number))) {
      return std::nullopt;
    }
    m_writer->rest();
    return m_context.store.invoices().find(provider, row.number);
  }

  void write(const formats::InvoiceRow& row, OpenDossier& dossier, formats::RowProblems& problems)
  {
    const auto known = find_before(row);
    if (known && same(*known, invoice_of(row))) {
      add_document(*known, row, problems);
      return;
    }
    const util::Outcome fits = known ? m_rules.check(invoice_of(row), dossier)
                                     : InvoiceRules::claim({*row.issuer, row.amounts->without_tax}, dossier);
    if (!fits) {
      for (const util::Error& error : fits.errors()) {
        problems.errors.push_back({column_for(error.code), error.args[0], error});
      }
      return;
    }
    const auto document = attach(row, problems);
    if (document) {
      store::Invoices::put(*m_writer,
                           {row.number, *row.issuer, row.request, *row.date, *row.amounts, row.iban, *document, row.file,
                            domain::InvoiceState::deposee, m_context.now()},
                           dossier.request.siret.siren());
    }
  }

  // The digest of the file a row names, empty when it names none; nothing, and told, when it cannot be taken.
  std::optional<std::string> attach(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (row.file.empty()) {
      return "";
    }
    m_writer->rest();
    const util::Result<std::string> digest = m_attachments.keep(std::string(row.file));
    if (!digest) {
      problems.errors.push_back({formats::k_inv_file, std::string(row.file), digest.error()});
      return std::nullopt;
    }
    return *digest;
  }

  // An invoice that is there may still lack the file its row names, or have another. A file that was kept need not lie there again.
  void add_document(const domain::Invoice& known, const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    const bool kept = known.document && known.file_name == row.file && !m_attachments.is_there(std::string(row.file));
    const auto document = kept || row.file.empty() ? std::nullopt : attach(row, problems);
    if (document && (*document != known.document || known.file_name != row.file)) {
      m_context.store.invoices().set_document(known.issuer.siren(), known.number, *document, row.file);
      ++m_updated;
    }
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  bool m_chunked;
  InvoiceRules m_rules;
  Attachments m_attachments;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  util::KeySet m_providers; // whose numbers are in m_before
  util::TextSet m_before;
  SeenNumbers m_seen;
  std::int64_t m_trial_rows = 0, m_updated = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup)
{
  return std::make_unique<InvoiceLoader>(setup);
}

} // namespace myatlas::services
