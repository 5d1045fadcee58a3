#include "services/invoices/einvoices.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/invoices/invoice.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::EInvoice;
using domain::Money;
using domain::percent_text;
using domain::Severity;
using domain::takes_back;
using util::trim;

using Normal = Result<std::string> (*)(const std::string&);

Result<std::string> as_it_is(const std::string& text)
{
  return std::string(trim(text));
}

Result<std::string> as_number_of_dossier(const std::string& text)
{
  return util::to_upper(trim(text));
}

template <typename Value>
Result<std::string> normal(const std::string& text)
{
  TRY_ASSIGN(const Value value, Value::parse(text));
  return value.text();
}

Result<std::string> as_percent(const std::string& text)
{
  TRY_ASSIGN(const std::int64_t rate, domain::parse_vat_rate(text));
  return percent_text(rate);
}

Error contradicts(const std::string& said, const std::string& found, const char* member)
{
  return Error{"einvoice.contradicts", {said, found}}.at(member);
}

// Whether two texts are written otherwise, each being what it is to be.
bool differ(const std::string& one, const std::string& other, Normal normalize)
{
  const auto first = normalize(one), second = normalize(other);
  return first && second && *first != *second;
}

// What the file says where the form says nothing; what is not read is told later.
void take_normal(std::string& into, const std::string& found, Normal normalize, const char* member,
                 Errors& problems)
{
  if (found.empty()) {
    return;
  }
  if (into.empty()) {
    into = found;
  } else if (differ(into, found, normalize)) {
    problems.push_back(contradicts(into, found, member));
  }
}

// The rate, where all that is taxed has one.
std::string only_rate_of(const EInvoice& invoice)
{
  std::string found;
  for (const domain::EInvoiceTax& tax : invoice.taxes) {
    if (tax.rate.value_or(0) == 0) {
      return {};
    }
    const std::string rate = percent_text(*tax.rate);
    if (!found.empty() && found != rate) {
      return {};
    }
    found = rate;
  }
  return found;
}

// An amount of a credit note is the same with its sign and without.
Result<std::string> as_magnitude(const std::string& text)
{
  TRY_ASSIGN(const Money amount, Money::parse(text));
  return std::max(amount, Money{} - amount).text();
}

std::string text_of(const std::optional<Money>& amount)
{
  return amount ? amount->text() : std::string();
}

Error no_credit_note(const EInvoice& invoice)
{
  return Error{"einvoice.no_credit_note", {invoice.number}}.at("corrects");
}

Error credit_of_none(const EInvoice& invoice)
{
  return Error{"einvoice.credit_note", {invoice.number}}.at("BT-25");
}

std::string names_of_preceding(const EInvoice& invoice)
{
  return fmt::format("{}", fmt::join(invoice.preceding, ", "));
}

Error credit_of_several(const EInvoice& invoice)
{
  return Error{"einvoice.credit_notes", {invoice.number, names_of_preceding(invoice)}}.at("BT-25");
}

bool takes_from(const EInvoice& credit, std::string_view number)
{
  return util::contains(credit.preceding, trim(number));
}

void take_only_corrected(InvoiceForm& form, const EInvoice& invoice, Errors& problems)
{
  take_normal(form.corrects, invoice.preceding.empty() ? "" : invoice.preceding.front(), as_it_is,
              "corrects", problems);
  if (form.corrects.empty()) {
    problems.push_back(credit_of_none(invoice));
  }
}

// How the amount is parted is not told.
void choose_corrected(const InvoiceForm& form, const EInvoice& invoice, Errors& problems)
{
  if (!takes_from(invoice, form.corrects)) {
    problems.push_back(form.corrects.empty()
                         ? credit_of_several(invoice)
                         : contradicts(form.corrects, names_of_preceding(invoice), "corrects"));
  }
}

// The invoice a credit note takes from. Of several, the form says which.
void take_corrected(InvoiceForm& form, const EInvoice& invoice, Errors& problems)
{
  if (!takes_back(invoice)) {
    if (!form.corrects.empty()) {
      problems.push_back(no_credit_note(invoice));
    }
  } else if (invoice.preceding.size() <= 1) {
    take_only_corrected(form, invoice, problems);
  } else {
    choose_corrected(form, invoice, problems);
  }
}

void check_currency(const EInvoice& invoice, Errors& problems)
{
  if (!invoice.currency.empty() && invoice.currency != "EUR") {
    problems.push_back(Error{"einvoice.currency", {invoice.currency}}.at("BT-5"));
  }
}

// What names it: its dossier, its number and its day.
void take_names(InvoiceForm& form, const EInvoice& invoice, Errors& problems)
{
  take_normal(form.request, domain::dossier_named_in(invoice), as_number_of_dossier, "request",
              problems);
  take_normal(form.number, invoice.number, as_it_is, "number", problems);
  take_normal(form.date, invoice.issued ? invoice.issued->text() : "", normal<domain::Date>, "date",
              problems);
}

void take_amounts(InvoiceForm& form, const EInvoice& invoice, Errors& problems)
{
  take_normal(form.amount_without_tax, text_of(invoice.without_tax),
              takes_back(invoice) ? as_magnitude : normal<Money>, "amount_without_tax", problems);
  take_normal(form.vat_rate, only_rate_of(invoice), as_percent, "vat_rate", problems);
  if (invoice.tax.value_or(Money{}).cents != 0) {
    form.tax = text_of(invoice.tax);
    form.with_tax = text_of(invoice.with_tax);
  }
}

// Some write the sign and others do not.
void take_signs_off(InvoiceForm& credit)
{
  for (std::string* amount : {&credit.amount_without_tax, &credit.tax, &credit.with_tax}) {
    const Result<std::string> magnitude = as_magnitude(*amount);
    *amount = magnitude ? *magnitude : *amount;
  }
}

// Who it is of and for, and what is left to pay.
void take_parties(InvoiceForm& form, const EInvoice& invoice)
{
  form.prepaid = text_of(invoice.prepaid);
  form.due = text_of(invoice.amount_due);
  form.buyer = invoice.buyer.siren;
  form.issuer = invoice.seller.siret.empty() ? invoice.seller.siren : invoice.seller.siret;
}

} // namespace

CompletedForm complete_form(InvoiceForm form, const EInvoice& invoice)
{
  const domain::Findings findings = domain::einvoice_findings(invoice);
  Errors problems = of_severity(findings, Severity::blocks);
  check_currency(invoice, problems);
  take_corrected(form, invoice, problems);
  take_names(form, invoice, problems);
  take_amounts(form, invoice, problems);
  form.seller_iban = invoice.iban; // whose account is paid depends on the dossier
  if (takes_back(invoice)) {
    take_signs_off(form);
  }
  take_parties(form, invoice);
  form.problems = std::move(problems);
  Errors warnings = of_severity(findings, Severity::warns);
  return {std::move(form), warnings};
}

} // namespace myatlas::services
