#include "services/invoices/einvoices.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using Normal = util::Result<std::string> (*)(const std::string&);

util::Result<std::string> as_it_is(const std::string& text)
{
  return std::string(util::trim(text));
}

util::Result<std::string> as_number_of_dossier(const std::string& text)
{
  return util::to_upper(util::trim(text));
}

template <typename Value>
util::Result<std::string> normal(const std::string& text)
{
  TRY_ASSIGN(const Value value, Value::parse(text));
  return value.text();
}

util::Result<std::string> as_percent(const std::string& text)
{
  TRY_ASSIGN(const std::int64_t rate, domain::parse_vat_rate(text));
  return domain::percent_text(rate);
}

// What the file says where the form says nothing; what is not read is told later.
void take_normal(std::string& into, const std::string& found, Normal normalize, const char* member,
                 util::Errors& problems)
{
  if (found.empty()) {
    return;
  }
  if (into.empty()) {
    into = found;
    return;
  }
  const auto given = normalize(into), of_file = normalize(found);
  if (given && of_file && *given != *of_file) {
    problems.push_back(util::Error{"einvoice.contradicts", {into, found}}.at(member));
  }
}

// The rate, where all that is taxed has one.
std::string only_rate_of(const domain::EInvoice& invoice)
{
  std::string found;
  for (const domain::EInvoiceTax& tax : invoice.taxes) {
    if (tax.rate.value_or(0) == 0) {
      return {};
    }
    const std::string rate = domain::percent_text(*tax.rate);
    if (!found.empty() && found != rate) {
      return {};
    }
    found = rate;
  }
  return found;
}

// An amount of a credit note is the same with its sign and without.
util::Result<std::string> as_magnitude(const std::string& text)
{
  TRY_ASSIGN(const domain::Money amount, domain::Money::parse(text));
  return std::max(amount, domain::Money{} - amount).text();
}

std::string text_of(const std::optional<domain::Money>& amount)
{
  return amount ? amount->text() : std::string();
}

// The invoice a credit note takes from. Of several, the form says which: how the amount is parted
// is not told.
void take_corrected(InvoiceForm& form, const domain::EInvoice& invoice, util::Errors& problems)
{
  if (!domain::takes_back(invoice)) {
    if (!form.corrects.empty()) {
      problems.push_back(util::Error{"einvoice.no_credit_note", {invoice.number}}.at("corrects"));
    }
    return;
  }
  if (invoice.preceding.size() <= 1) {
    take_normal(form.corrects, invoice.preceding.empty() ? "" : invoice.preceding.front(), as_it_is,
                "corrects", problems);
    if (form.corrects.empty()) {
      problems.push_back(util::Error{"einvoice.credit_note", {invoice.number}}.at("BT-25"));
    }
    return;
  }
  if (std::ranges::find(invoice.preceding, std::string(util::trim(form.corrects))) ==
      invoice.preceding.end()) {
    const std::string names = fmt::format("{}", fmt::join(invoice.preceding, ", "));
    problems.push_back(
      form.corrects.empty()
        ? util::Error{"einvoice.credit_notes", {invoice.number, names}}.at("BT-25")
        : util::Error{"einvoice.contradicts", {form.corrects, names}}.at("corrects"));
  }
}

} // namespace

CompletedForm complete_form(InvoiceForm form, const domain::EInvoice& invoice)
{
  const std::vector<domain::Finding> findings = domain::einvoice_findings(invoice);
  util::Errors problems = of_severity(findings, domain::Severity::blocks);
  if (!invoice.currency.empty() && invoice.currency != "EUR") {
    problems.push_back(util::Error{"einvoice.currency", {invoice.currency}}.at("BT-5"));
  }
  take_corrected(form, invoice, problems);
  take_normal(form.request, domain::dossier_named_in(invoice), as_number_of_dossier, "request",
              problems);
  take_normal(form.number, invoice.number, as_it_is, "number", problems);
  take_normal(form.date, invoice.issued ? invoice.issued->text() : "", normal<domain::Date>, "date",
              problems);
  take_normal(form.amount_without_tax, text_of(invoice.without_tax),
              domain::takes_back(invoice) ? as_magnitude : normal<domain::Money>,
              "amount_without_tax", problems);
  take_normal(form.vat_rate, only_rate_of(invoice), as_percent, "vat_rate", problems);
  if (invoice.tax.value_or(domain::Money{}).cents != 0) {
    form.tax = text_of(invoice.tax);
    form.with_tax = text_of(invoice.with_tax);
  }
  form.seller_iban = invoice.iban;   // whose account is paid depends on the dossier
  if (domain::takes_back(invoice)) { // some write the sign and others do not
    for (std::string* amount : {&form.amount_without_tax, &form.tax, &form.with_tax}) {
      const util::Result<std::string> magnitude = as_magnitude(*amount);
      *amount = magnitude ? *magnitude : *amount;
    }
  }
  form.prepaid = text_of(invoice.prepaid);
  form.due = text_of(invoice.amount_due);
  form.buyer = invoice.buyer.siren;
  form.issuer = invoice.seller.siret.empty() ? invoice.seller.siren : invoice.seller.siret;
  form.problems = std::move(problems);
  util::Errors warnings = of_severity(findings, domain::Severity::warns);
  return {std::move(form), warnings};
}

} // namespace myatlas::services
