#include "operations/invoices/einvoices.hpp"

#include <algorithm>

#include "formats/einvoice/einvoice.hpp"
#include "operations/documents.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

namespace {

Json finding_json(const domain::Finding& finding)
{
  return {{"severity", letter_of(finding.severity)},
          {"code", finding.error.code},
          {"term", finding.error.where.column},
          {"message", texts::english_sentence_of(finding.error)}};
}

} // namespace

bool InspectedInvoice::is_wrong() const
{
  return std::ranges::any_of(findings, [](const domain::Finding& finding) {
    return finding.severity == domain::Severity::blocks;
  });
}

Result<InspectedInvoice> inspect_invoice(std::string_view bytes)
{
  TRY_ASSIGN(const domain::EInvoice invoice, formats::read_einvoice(bytes));
  InspectedInvoice inspected{.document = document("myatlas/e-invoice/1", formats::to_json(invoice)),
                             .findings = domain::einvoice_findings(invoice)};
  inspected.document["problems"] = rows_of(inspected.findings, finding_json);
  return inspected;
}

} // namespace myatlas::operations
