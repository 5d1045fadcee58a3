#include "domain/invoice.hpp"

#include <cstdlib>

#include "domain/names.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<InvoiceState> k_states[] = {
  {"DEPOSEE", InvoiceState::deposee}, {"EN_TRAITEMENT", InvoiceState::en_traitement}, {"VALIDEE", InvoiceState::validee},
  {"REGLEE", InvoiceState::reglee},   {"REJETEE", InvoiceState::rejetee},             {"ANNULEE", InvoiceState::annulee},
};

Money tax_at(std::int64_t vat_rate, Money base)
{
  return {util::divide_half_up(static_cast<__int128>(base.cents) * vat_rate, 10'000)};
}

} // namespace

util::Result<SettledAmounts> settle_amounts(const InvoiceAmounts& given)
{
  SettledAmounts settled{given, false};
  util::Errors problems;
  if (given.vat_rate) {
    const Money expected = tax_at(*given.vat_rate, given.without_tax);
    const std::int64_t gap = given.tax ? std::llabs(given.tax->cents - expected.cents) : 0;
    if (gap > k_rounding_cents) {
      problems.push_back(util::Error{"invoice.tax", {given.tax->text(), expected.text()}}.at("montant_tva"));
    }
    settled.rounded = gap == k_rounding_cents;
    settled.amounts.tax = given.tax ? given.tax : expected;
  }
  if (!settled.amounts.tax && given.with_tax) {
    settled.amounts.tax = *given.with_tax - given.without_tax;
  }
  if (given.with_tax && *given.with_tax < given.without_tax) {
    settled.amounts.tax = given.tax.value_or(Money{0});
  }
  const Money total = given.without_tax + settled.amounts.tax.value_or(Money{0});
  if (given.with_tax && *given.with_tax != total) {
    problems.push_back(util::Error{"invoice.total", {given.with_tax->text(), total.text()}}.at("montant_ttc"));
  }
  settled.amounts.with_tax = total;
  return problems.empty() ? util::Result<SettledAmounts>(settled) : util::Result<SettledAmounts>(problems);
}

util::Result<std::string> parse_invoice_number(std::string_view text)
{
  const std::string_view number = util::trim(text);
  if (number.empty()) {
    return util::Error{"invoice_number.required", {}};
  }
  if (util::length_utf8(number) > 50 || util::has_hidden(number)) {
    return util::Error{"invoice_number.form", {util::printable(number)}};
  }
  return std::string(number);
}

bool weighs(InvoiceState state)
{
  return state != InvoiceState::rejetee && state != InvoiceState::annulee;
}

const char* to_text(InvoiceState state)
{
  return name_of(k_states, state);
}

util::Result<InvoiceState> parse_invoice_state(std::string_view text)
{
  return value_of(k_states, text, "invoice.state_unknown");
}

} // namespace myatlas::domain
