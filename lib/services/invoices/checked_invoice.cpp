#include "services/invoices/checked_invoice.hpp"

#include <algorithm>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/dossier_part.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "services/rights.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// An amount as typed, where one was: of a credit note in either sign, of an invoice without one.
std::optional<domain::Money> amount_in(const InvoiceForm& form, const std::string& text,
                                       const char* member, util::Errors& problems)
{
  std::optional<domain::Money> amount;
  if (!text.empty()) {
    amount = util::collect(domain::Money::parse(text), problems, member);
  }
  if (amount && amount->cents < 0 && form.corrects.empty()) {
    problems.push_back(util::Error{"invoice.corrects_required", {text}}.at(member));
    return std::nullopt;
  }
  return amount;
}

// A rate in force. One that is not is a fraction, or of another time or country.
std::optional<std::int64_t> vat_rate_in(const std::string& text, util::Errors& problems)
{
  if (text.empty()) {
    return std::nullopt;
  }
  const auto parsed = util::collect(domain::parse_vat_rate(text), problems, "vat_rate");
  const std::int64_t rate = parsed.value_or(0);
  if (rate != 0 && !domain::is_vat_rate(rate)) {
    const std::string likely = domain::percent_text(domain::likely_vat_rate(rate));
    const util::Error wrong{"vat_rate.not_in_force", {domain::percent_text(rate), likely}};
    problems.push_back(wrong.at("vat_rate"));
  }
  return parsed;
}

std::optional<domain::InvoiceAmounts> amounts_in(const InvoiceForm& form, util::Errors& problems)
{
  domain::InvoiceAmounts amounts;
  const auto net = amount_in(form, form.amount_without_tax, "amount_without_tax", problems);
  if (net && net->cents == 0) {
    const util::Error nothing{"amount.not_positive", {form.amount_without_tax}};
    problems.push_back(nothing.at("amount_without_tax"));
  }
  amounts.vat_rate = vat_rate_in(form.vat_rate, problems);
  amounts.tax = amount_in(form, form.tax, "tax", problems);
  amounts.with_tax = amount_in(form, form.with_tax, "with_tax", problems);
  if (!net || net->cents == 0) {
    return std::nullopt;
  }
  amounts.without_tax = *net;
  const auto outcome =
    form.corrects.empty() ? domain::settle_amounts(amounts) : domain::settle_credit(amounts);
  const auto settled = util::collect(outcome, problems, "amount_without_tax");
  return settled ? std::optional(settled->amounts) : std::nullopt;
}

void add_all(util::Errors& to, const util::Outcome& outcome)
{
  if (!outcome) {
    to.insert(to.end(), outcome.errors().begin(), outcome.errors().end());
  }
}

// An invoice against its dossier, and its lines. What has no amount yet is looked at as far as it
// goes.
std::vector<domain::BilledLine> check_invoice(const Context& context, const InvoiceForm& form,
                                              const CheckedInvoice& checked, OpenDossier& dossier,
                                              util::Errors& problems)
{
  check_hours(context, checked.invoice, dossier.request, problems);
  const domain::Money amount = checked.invoice.amounts.without_tax;
  const util::Outcome fits =
    InvoiceRules::check({checked.invoice.issuer, amount, checked.invoice.module}, dossier);
  if (amount.cents != 0) {
    add_all(problems, fits);
  }
  return lines_in(context, form.lines, amount, dossier, problems);
}

// A credit note against the invoice it names, and its lines.
std::vector<domain::BilledLine> check_credit(const Context& context, const InvoiceForm& form,
                                             const CheckedInvoice& checked, OpenDossier& dossier,
                                             util::Errors& problems)
{
  const domain::Invoice& credit = checked.invoice;
  const domain::Money amount = domain::Money{} - credit.amounts.without_tax;
  const util::Outcome fits = CreditRules(context).check(
    {credit.issuer, credit.corrects, amount, rate_of(credit.amounts), credit.date}, dossier);
  add_all(problems, fits);
  const auto corrected = fits && amount.cents != 0
                           ? context.store.invoices().find(credit.issuer.siren(), credit.corrects)
                           : std::nullopt;
  return corrected ? credit_lines(context, form.lines, amount, *corrected, problems)
                   : std::vector<domain::BilledLine>{};
}

// Whose it is: the member's own costs when it says so, else as the dossier's parts tell.
util::Result<DossierPart> part_in(const Context& context, const InvoiceForm& form,
                                  const domain::FundingRequest& request)
{
  if (form.own_costs && !domain::claims_own_costs(request, request.siret.siren())) {
    return util::Error{"invoice.own_costs", {request.number}}.at("own_costs");
  }
  if (form.own_costs && is_provider_only(context, request.siret)) {
    return util::Error{"invoice.issuer",
                       {request.siret.digits(), request.providers().front().digits()}}
      .at("own_costs");
  }
  return part_of_dossier(context, form.module,
                         form.own_costs ? request.siret.digits() : form.issuer, request);
}

// A credit note that names no invoice is none to look at as an invoice.
bool is_credit_of_none(const InvoiceForm& form)
{
  return form.corrects.empty() &&
         std::ranges::any_of(form.problems, [](const util::Error& problem) {
           return problem.code.starts_with("einvoice.credit_note");
         });
}

// What a form says that stands by itself, as far as it can be read.
struct InvoiceFacts
{
  std::string number, corrects;
  std::optional<domain::Date> date;
  std::optional<domain::InvoiceAmounts> amounts;
  std::optional<domain::Money> prepaid, due;
  std::optional<std::int64_t> hours;
  std::optional<store::StoredDocument> document;
};

InvoiceFacts facts_in(const InvoiceForm& form, util::Errors& problems)
{
  InvoiceFacts facts;
  require({{"request", &form.request},
           {"number", &form.number},
           {"date", &form.date},
           {"amount_without_tax", &form.amount_without_tax}},
          problems);
  take(facts.number, form.number, domain::parse_invoice_number, "number", problems);
  take(facts.corrects, form.corrects, domain::parse_invoice_number, "corrects", problems);
  take(facts.date, form.date, domain::Date::parse, "date", problems);
  facts.amounts = amounts_in(form, problems);
  take(facts.prepaid, form.prepaid, domain::Money::parse, "prepaid", problems);
  take(facts.due, form.due, domain::Money::parse, "due", problems);
  take(facts.hours, form.hours, domain::parse_hours, "hours", problems);
  if (!form.file_name.empty()) {
    facts.document = util::collect(document_of(form.file_name, form.content), problems, "file");
  }
  return facts;
}

// The dossier it is for, and whose part of it; nothing is looked at further where there is none.
struct InvoicePlace
{
  OpenDossier* dossier = nullptr;
  DossierPart part;
};

std::optional<InvoicePlace> place_of(const Context& context, InvoiceRules& rules,
                                     const InvoiceForm& form, util::Errors& problems)
{
  if (form.request.empty()) {
    return std::nullopt;
  }
  const auto dossier = util::collect(rules.dossier(form.request), problems, "request");
  if (!dossier) {
    return std::nullopt;
  }
  const auto part = util::collect(part_in(context, form, (*dossier)->request), problems, "module");
  return part ? std::optional(InvoicePlace{*dossier, *part}) : std::nullopt;
}

domain::Invoice invoice_of(const Context& context, const InvoiceForm& form,
                           const InvoiceFacts& facts, const InvoicePlace& place,
                           util::Errors& problems)
{
  domain::Invoice invoice{
    .number = facts.number,
    .issuer = place.part.issuer,
    .request = place.dossier->request.number,
    .date = facts.date.value_or(context.today()),
    .amounts = facts.amounts.value_or(domain::InvoiceAmounts{}),
    .iban = account_in(context, {form.iban, form.seller_iban}, place.part, problems),
    .document = std::nullopt,
    .file_name = form.file_name,
    .state = domain::InvoiceState::deposee,
    .received = context.now(),
  };
  if (facts.document) {
    invoice.document = facts.document->digest;
  }
  invoice.hours = facts.hours;
  invoice.sender = place.dossier->sender;
  invoice.module = place.part.module;
  invoice.corrects = facts.corrects;
  invoice.prepaid = facts.prepaid;
  invoice.due = domain::signed_as(invoice.is_credit_note(), facts.due);
  return invoice;
}

// Its number, its day and who it is of and for.
void check_particulars(const Context& context, const InvoiceForm& form, const InvoiceFacts& facts,
                       const domain::Invoice& invoice, const OpenDossier& dossier,
                       util::Errors& problems)
{
  if (!facts.number.empty()) {
    const InvoiceRules rules(context);
    add_all(problems, rules.check_number(invoice.issuer.siren(), facts.number));
  }
  if (facts.date) {
    const domain::Date start = dossier.request.start.value_or(context.today());
    util::collect(domain::check_invoice_date(*facts.date, start, context.today()), problems,
                  "date");
  }
  const std::string siren = form.issuer.substr(0, 9); // as data says who wrote it
  if (!siren.empty() && siren != invoice.issuer.siren().digits()) {
    const util::Error other{"invoice.issuer", {form.issuer, invoice.issuer.digits()}};
    problems.push_back(other.at("file"));
  }
  add_all(problems, InvoiceRules::check_buyer(form.buyer, dossier));
  const InvoiceRules::Due due{invoice.prepaid, invoice.due};
  add_all(problems, InvoiceRules::check_due(due, invoice.amounts, dossier));
}

} // namespace

util::Result<CheckedInvoice> checked_invoice(const Context& context, const InvoiceForm& form)
{
  if (is_credit_of_none(form)) {
    return form.problems;
  }
  util::Errors problems = form.problems;
  const InvoiceFacts facts = facts_in(form, problems);
  InvoiceRules rules(context);
  const auto place = place_of(context, rules, form, problems);
  if (!place) {
    return problems;
  }
  OpenDossier& dossier = *place->dossier;
  CheckedInvoice checked{.invoice = invoice_of(context, form, facts, *place, problems)};
  checked.dossier_key = dossier.key;
  checked.document = facts.document;
  if (!form.replaces.empty()) { // undone with the transaction when something else is wrong
    const auto set = set_aside(context, form.replaces, facts.number, place->part.issuer.siren());
    checked.invoice.replaces = util::collect(set, problems, "replaces").value_or("");
  }
  check_particulars(context, form, facts, checked.invoice, dossier, problems);
  checked.lines = checked.invoice.is_credit_note()
                    ? check_credit(context, form, checked, dossier, problems)
                    : check_invoice(context, form, checked, dossier, problems);
  if (!problems.empty()) {
    return problems;
  }
  checked.warnings = warnings_about(context, checked.invoice, dossier.request);
  if (const auto doubt = InvoiceRules::doubt_about_buyer(form.buyer, dossier)) {
    checked.warnings.push_back(*doubt);
  }
  if (const auto doubt = doubt_about_meals(context, checked.lines, dossier)) {
    checked.warnings.push_back(*doubt);
  }
  return checked;
}

} // namespace myatlas::services
