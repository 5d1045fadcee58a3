// The sums of an invoice as data: those of EN 16931, and those of the profiles EXTENDED where they
// have their own.
#include <algorithm>

#include "domain/invoices/einvoice_examination.hpp"
#include "domain/values/finding.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::domain {

namespace {

using util::total_of;

constexpr std::int64_t k_cent = 1;

Money counted(const EInvoicePart& part)
{
  return part.counts ? part.amount.value_or(Money{}) : Money{};
}

Money sum_of(const std::vector<EInvoicePart>& parts)
{
  return total_of(parts, counted);
}

std::int64_t count_of(const std::vector<EInvoicePart>& parts)
{
  return std::ranges::count_if(parts, &EInvoicePart::counts);
}

class SumRules : EInvoiceExamination
{
public:
  using EInvoiceExamination::EInvoiceExamination;

  Findings run()
  {
    check_sums();
    taxes();
    return std::move(m_found);
  }

private:
  // A sum of the norm, where all its terms are there.
  void sum(const std::string& rule, const char* term, const std::optional<Money>& found,
           Money expected, std::int64_t tolerance = 0)
  {
    if (found && std::abs(found->cents - expected.cents) > tolerance) {
      blocks(term, {"einvoice.sum", {rule, found->text(), expected.text()}});
    }
  }

  void check_sums()
  {
    if (m_profile.is_extended) {
      m_tolerance = amounts() * k_cent;
      extended_sums();
    } else {
      sum_of_lines();
      sums();
    }
    sum_with_tax();
    sum_due();
  }

  void sum_of_lines()
  {
    if (!m_invoice.line_parts.empty()) {
      const auto amount = [](const EInvoicePart& line) { return or_zero(line.amount); };
      sum("BR-CO-10", "BT-106", m_invoice.lines, total_of(m_invoice.line_parts, amount));
    }
  }

  void sums()
  {
    if (m_invoice.lines) {
      sum("BR-CO-11", "BT-107", m_invoice.allowances, sum_of(m_invoice.allowance_parts));
      sum("BR-CO-12", "BT-108", m_invoice.charges, sum_of(m_invoice.charge_parts));
      sum("BR-CO-13", "BT-109", m_invoice.without_tax,
          *m_invoice.lines - or_zero(m_invoice.allowances) + or_zero(m_invoice.charges));
    }
  }

  std::int64_t charges() const
  {
    return count_of(m_invoice.charge_parts) + count_of(m_invoice.logistics_parts);
  }

  std::int64_t amounts() const
  {
    return count_of(m_invoice.line_parts) + count_of(m_invoice.allowance_parts) + charges();
  }

  Money charged() const
  {
    return sum_of(m_invoice.charge_parts) + sum_of(m_invoice.logistics_parts);
  }

  // How a rule is called in the profiles EXTENDED.
  std::string own_rule(const char* number) const
  {
    return std::string(m_profile.own_rules) + number;
  }

  // Of lines, only those of detail count (BT-X-8 DETAIL, or none); what transport costs is a charge
  // (BT-X-272); a cent for each amount is tolerated. Factur-X 1.09, EXTENDED.
  void extended_sums()
  {
    if (m_invoice.line_parts.empty()) {
      return;
    }
    const Money lines = sum_of(m_invoice.line_parts), allowed = sum_of(m_invoice.allowance_parts);
    sum(own_rule("-CO-10"), "BT-106", m_invoice.lines, lines,
        count_of(m_invoice.line_parts) * k_cent);
    sum(own_rule("-CO-11"), "BT-107", m_invoice.allowances, allowed,
        count_of(m_invoice.allowance_parts) * k_cent);
    sum(own_rule("-CO-12"), "BT-108", m_invoice.charges, charged(), charges() * k_cent);
    sum(own_rule("-CO-13"), "BT-109", m_invoice.without_tax, lines - allowed + charged(),
        m_tolerance);
  }

  void sum_with_tax()
  {
    if (m_invoice.without_tax) {
      sum(m_profile.is_extended ? own_rule("-CO-15") : "BR-CO-15", "BT-112", m_invoice.with_tax,
          *m_invoice.without_tax + or_zero(m_invoice.tax), m_tolerance);
    }
  }

  // The profile MINIMUM has no place for what was paid before.
  bool may_be_paid_before() const
  {
    return m_profile.name == std::string_view("minimum") && !m_invoice.prepaid &&
           m_invoice.amount_due && *m_invoice.amount_due <= *m_invoice.with_tax;
  }

  void sum_due()
  {
    if (m_invoice.with_tax && !may_be_paid_before()) {
      sum("BR-CO-16", "BT-115", m_invoice.amount_due,
          *m_invoice.with_tax - or_zero(m_invoice.prepaid) + or_zero(m_invoice.rounding));
    }
  }

  // Rounding line by line. EXTENDED has no BR-CO-17, but one like it with a cent for each amount.
  void tax_of_base(const EInvoiceTax& tax)
  {
    if (tax.base && tax.rate) {
      const Money due{util::divide_half_up(__int128{tax.base->cents} * *tax.rate, 10'000)};
      sum(m_profile.is_extended ? own_rule("-S-09") : "BR-CO-17", "BT-117", tax.tax, due,
          std::max(k_cent, m_tolerance));
    }
  }

  void sum_of_taxes()
  {
    const auto amount = [](const EInvoiceTax& tax) { return or_zero(tax.tax); };
    if (!m_invoice.taxes.empty()) {
      sum("BR-CO-14", "BT-110", m_invoice.tax, total_of(m_invoice.taxes, amount));
    }
  }

  void taxes()
  {
    for (const EInvoiceTax& tax : m_invoice.taxes) {
      tax_of_base(tax);
    }
    sum_of_taxes();
    if (m_invoice.tax && !m_invoice.tax_has_currency) {
      warns("BT-110", {"einvoice.tax_currency", {m_invoice.tax->text()}});
    }
  }

  std::int64_t m_tolerance = 0; // of the profiles EXTENDED
};

} // namespace

Findings sum_findings(const EInvoice& invoice)
{
  return SumRules(invoice).run();
}

} // namespace myatlas::domain
