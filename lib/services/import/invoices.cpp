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

class InvoiceLoader final : public RowLoader
{
public:
  explicit InvoiceLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_rules(setup.context), m_attachments(setup.context, setup.folder, setup.mode),
      m_rows(formats::FileKind::invoices, setup.header, setup.options), m_writer(setup.context.store.invoices().load(setup.mode)),
      m_any_before(setup.context.store.invoices().any())
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::InvoiceRow row = m_rows.invoice(record, problems);
    look_for_duplicates(row, problems);
    if (m_cross_checks == CrossChecks::none) {
      m_trial_rows += problems.errors.empty() ? 1 : 0;
      return;
    }
    const domain::FundingRequest* dossier = row.request.empty() ? nullptr : dossier_of(row, problems);
    if (problems.errors.empty() && dossier != nullptr && pass == Pass::write) {
      write(invoice_of(row), *dossier, problems);
    }
  }

  Counts counts() override
  {
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
    const std::string key = row.issuer->digits() + " " + row.number;
    if (!m_seen.insert(key)) {
      problems.errors.push_back({formats::k_inv_number, row.number, {"row.duplicate", {}}});
    } else if (!m_folded.insert(util::to_lower(key))) {
      problems.warnings.push_back({formats::k_inv_number, row.number, {"invoice.near_duplicate", {row.number}}});
    }
  }

  const domain::FundingRequest* dossier_of(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (const auto* known = m_rules.known_dossier(row.request); known != nullptr && m_rules.knows(row.request)) {
      return known;
    }
    m_writer->rest(); // the store is asked
    const auto dossier = m_rules.dossier(row.request);
    if (!dossier) {
      problems.errors.push_back({formats::k_inv_request, row.request, dossier.error()});
      return nullptr;
    }
    return m_rules.known_dossier(row.request);
  }

  domain::Invoice invoice_of(const formats::InvoiceRow& row) const
  {
    return {row.number, *row.issuer, row.request, *row.date, *row.amounts, row.iban, std::nullopt, row.file,
            domain::InvoiceState::deposee, m_context.now()};
  }

  // The invoice of this provider and number, if the store had it before the file.
  std::optional<domain::Invoice> find_before(const domain::Invoice& invoice)
  {
    const domain::Siren provider = invoice.issuer.siren();
    if (!m_any_before) {
      return std::nullopt;
    }
    if (m_providers.insert(provider.number())) {
      m_writer->rest();
      m_context.store.invoices().each_number(provider, [&](const std::string& number) { m_before.insert(provider.digits() + number); });
    }
    if (!m_before.contains(provider.digits() + invoice.number)) {
      return std::nullopt;
    }
    m_writer->rest();
    return m_context.store.invoices().find(provider, invoice.number);
  }

  void write(domain::Invoice invoice, const domain::FundingRequest& dossier, formats::RowProblems& problems)
  {
    const auto known = find_before(invoice);
    if (known && same(*known, invoice)) {
      add_document(*known, invoice, problems);
      return;
    }
    m_rules.knows(dossier.number) ? void() : m_writer->rest();
    const util::Outcome fits = known ? m_rules.check(invoice, dossier) : m_rules.check_new(invoice, dossier);
    if (!fits) {
      for (const util::Error& error : fits.errors()) {
        problems.errors.push_back({column_for(error.code), error.args[0], error});
      }
      return;
    }
    if (attach(invoice, problems)) {
      store::Invoices::put(*m_writer, invoice, dossier.siret.siren());
    }
  }

  // False, and told, when the row names a file that cannot be taken.
  bool attach(domain::Invoice& invoice, formats::RowProblems& problems)
  {
    if (invoice.file_name.empty()) {
      return true;
    }
    m_writer->rest();
    const util::Result<std::string> digest = m_attachments.keep(invoice.file_name);
    if (!digest) {
      problems.errors.push_back({formats::k_inv_file, invoice.file_name, digest.error()});
      return false;
    }
    invoice.document = *digest;
    return true;
  }

  // An invoice that is there may still lack the file its row names.
  void add_document(const domain::Invoice& known, domain::Invoice invoice, formats::RowProblems& problems)
  {
    if (known.document || invoice.file_name.empty() || !attach(invoice, problems)) {
      return;
    }
    m_context.store.invoices().set_document(known.issuer.siren(), known.number, *invoice.document, invoice.file_name);
    ++m_updated;
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  InvoiceRules m_rules;
  Attachments m_attachments;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  util::KeySet m_providers; // whose numbers are in m_before
  util::TextSet m_before, m_seen, m_folded;
  std::int64_t m_trial_rows = 0, m_updated = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup)
{
  return std::make_unique<InvoiceLoader>(setup);
}

} // namespace myatlas::services
