#include <set>
#include <unordered_set>

#include "services/import/loader.hpp"
#include "services/invoice_rules.hpp"
#include "util/text.hpp"

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
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_rules(setup.context),
      m_rows(formats::FileKind::invoices, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems) override
  {
    const formats::InvoiceRow row = m_rows.invoice(record, problems);
    look_for_duplicates(row, problems);
    if (m_cross_checks == CrossChecks::none) {
      m_counts.created += problems.errors.empty() ? 1 : 0;
      return;
    }
    const auto dossier = row.request.empty() ? std::nullopt : dossier_of(row, problems);
    if (problems.errors.empty() && dossier) {
      write(invoice_of(row), *dossier, problems);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  // The first of a file is kept; one that differs by its case alone is kept too, and said.
  void look_for_duplicates(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (!row.issuer || row.number.empty()) {
      return;
    }
    const std::string issuer = row.issuer->digits() + " ";
    if (!m_seen.insert(issuer + row.number).second) {
      problems.errors.push_back({formats::k_inv_number, row.number, {"row.duplicate", {}}});
    } else if (!m_folded.insert(issuer + util::to_lower(row.number)).second) {
      problems.warnings.push_back({formats::k_inv_number, row.number, {"invoice.near_duplicate", {row.number}}});
    }
  }

  std::optional<domain::FundingRequest> dossier_of(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    const auto dossier = m_rules.dossier(row.request);
    if (!dossier) {
      problems.errors.push_back({formats::k_inv_request, row.request, dossier.error()});
      return std::nullopt;
    }
    return *dossier;
  }

  domain::Invoice invoice_of(const formats::InvoiceRow& row) const
  {
    return {row.number, *row.issuer, row.request, *row.date, *row.amounts, row.iban, std::nullopt, row.file,
            domain::InvoiceState::deposee, m_context.now()};
  }

  void write(const domain::Invoice& invoice, const domain::FundingRequest& dossier, formats::RowProblems& problems)
  {
    const auto known = m_context.store.invoices().find(invoice.issuer.siren(), invoice.number);
    if (known && same(*known, invoice)) {
      ++m_counts.unchanged;
      return;
    }
    const util::Outcome fits = m_rules.check(invoice, dossier);
    if (!fits) {
      for (const util::Error& error : fits.errors()) {
        problems.errors.push_back({column_for(error.code), error.args[0], error});
      }
      return;
    }
    m_context.store.invoices().put(invoice, dossier.siret.siren());
    ++m_counts.created;
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  InvoiceRules m_rules;
  formats::RowReader m_rows;
  std::unordered_set<std::string> m_seen, m_folded;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup)
{
  return std::make_unique<InvoiceLoader>(setup);
}

} // namespace myatlas::services
