#include "services/files/invoice_files.hpp"
#include "formats/tables/row_types.hpp"

namespace myatlas::services {

namespace {

void tell_of_file(const formats::InvoiceRow& row, const util::Error& error,
                  formats::RowProblems& problems)
{
  problems.errors.push_back({formats::k_inv_file, std::string(row.file), error});
}

} // namespace

std::optional<std::string> InvoiceFiles::attach(const formats::InvoiceRow& row,
                                                formats::RowProblems& problems)
{
  if (row.file.empty()) {
    return "";
  }
  m_rest();
  const util::Result<std::string> digest = m_attachments.keep(std::string(row.file));
  if (!digest) {
    tell_of_file(row, digest.error(), problems);
    return std::nullopt;
  }
  return *digest;
}

void InvoiceFiles::look_at(const formats::InvoiceRow& row, formats::RowProblems& problems)
{
  if (row.file.empty()) {
    return;
  }
  m_rest();
  if (const auto digest = m_attachments.check(std::string(row.file)); !digest) {
    tell_of_file(row, digest.error(), problems);
  }
}

bool InvoiceFiles::is_kept(const domain::Invoice& known, const formats::InvoiceRow& row) const
{
  return known.document && known.file_name == row.file &&
         !m_attachments.is_there(std::string(row.file));
}

bool InvoiceFiles::add_to(const domain::Invoice& known, const formats::InvoiceRow& row,
                          formats::RowProblems& problems)
{
  if (row.file.empty() || is_kept(known, row)) {
    return false;
  }
  const auto document = attach(row, problems);
  const bool is_news = document && (*document != known.document || known.file_name != row.file);
  if (!is_news) {
    return false;
  }
  if (!domain::state_facts(known.state).waits_for_decision()) { // what was looked at stays
    tell_of_file(row, {"invoice.decided", {known.number, domain::to_text(known.state)}}, problems);
    return false;
  }
  if (!is_trial()) {
    m_context.store.invoices().set_document(known.issuer.siren(), known.number, *document,
                                            row.file);
  }
  return true;
}

bool InvoiceFiles::call_again(const domain::Invoice& known, const formats::InvoiceRow& row)
{
  if (row.reference.empty() || row.reference == known.reference) {
    return false;
  }
  if (!is_trial()) {
    m_context.store.invoices().set_reference(known.issuer.siren(), known.number, row.reference);
  }
  return true;
}

} // namespace myatlas::services
