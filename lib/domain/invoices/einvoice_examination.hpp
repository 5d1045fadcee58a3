#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/invoices/einvoice.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What all have that look at an invoice as data under some of its rules: the invoice, its profile,
// and what they found.
class EInvoiceExamination
{
public:
  explicit EInvoiceExamination(const EInvoice& invoice)
    : m_invoice(invoice), m_profile(einvoice_profile(invoice))
  {
  }

protected:
  void blocks(const char* term, util::Error error)
  {
    m_found.push_back({Severity::blocks, error.at(term)});
  }
  void warns(const char* term, util::Error error)
  {
    m_found.push_back({Severity::warns, error.at(term)});
  }

  const EInvoice& m_invoice;
  EInvoiceProfile m_profile;
  Findings m_found;
};

inline Money or_zero(const std::optional<Money>& amount)
{
  return amount.value_or(Money{});
}

// Sums that are not as the norm has them: of the lines, of allowances and charges, and of VAT.
Findings sum_findings(const EInvoice& invoice);

} // namespace myatlas::domain
