#include "services/einvoices.hpp"

#include "services/request_form.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

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
  const util::Result<Value> value = Value::parse(text);
  return value ? util::Result<std::string>(value->text()) : util::Result<std::string>(value.errors());
}

util::Result<std::string> as_percent(const std::string& text)
{
  const util::Result<std::int64_t> rate = domain::parse_percent(text);
  return rate ? util::Result<std::string>(domain::percent_text(*rate)) : util::Result<std::string>(rate.errors());
}

// What the file says where the form says nothing; what is not read is told later.
void take_normal(std::string& into, const std::string& found, Normal normalize, const char* member, util::Errors& problems)
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
std::string rate_of(const domain::EInvoice& invoice)
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

} // namespace

util::Result<CompletedForm> complete_form(InvoiceForm form, const domain::EInvoice& invoice)
{
  const std::vector<domain::Finding> findings = domain::einvoice_findings(invoice);
  util::Errors problems = of_severity(findings, domain::Severity::blocks);
  if (invoice.is_credit_note || invoice.without_tax.value_or(domain::Money{}).cents < 0) {
    problems.push_back(util::Error{"einvoice.credit_note", {invoice.number}}.at("BT-3"));
  }
  if (!invoice.currency.empty() && invoice.currency != "EUR") {
    problems.push_back(util::Error{"einvoice.currency", {invoice.currency}}.at("BT-5"));
  }
  const auto text = [](const std::optional<domain::Money>& amount) { return amount ? amount->text() : std::string(); };
  take_normal(form.request, domain::dossier_named_in(invoice), as_number_of_dossier, "request", problems);
  take_normal(form.number, invoice.number, as_it_is, "number", problems);
  take_normal(form.date, invoice.issued ? invoice.issued->text() : "", normal<domain::Date>, "date", problems);
  take_normal(form.amount_without_tax, text(invoice.without_tax), normal<domain::Money>, "amount_without_tax", problems);
  take_normal(form.vat_rate, rate_of(invoice), as_percent, "vat_rate", problems);
  if (!problems.empty()) {
    return problems;
  }
  if (invoice.tax.value_or(domain::Money{}).cents != 0) {
    form.tax = text(invoice.tax);
    form.with_tax = text(invoice.with_tax);
  }
  form.seller_iban = invoice.iban; // whose account is paid depends on the dossier
  form.issuer = invoice.seller.siret.empty() ? invoice.seller.siren : invoice.seller.siret;
  return CompletedForm{form, of_severity(findings, domain::Severity::warns)};
}

} // namespace myatlas::services
