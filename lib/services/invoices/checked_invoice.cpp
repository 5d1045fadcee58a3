#include "services/invoices/checked_invoice.hpp"

#include <algorithm>

#include "domain/dossiers/dossier_share.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/dossier_part.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "services/rights.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLines;
using domain::Date;
using domain::FundingRequest;
using domain::Invoice;
using domain::InvoiceAmounts;
using domain::likely_vat_rate;
using domain::Money;
using domain::parse_invoice_number;
using domain::percent_text;
using domain::Siret;
using store::StoredDocument;
using util::collect;

Error sign_of_credit(const std::string& amount, const char* member)
{
  return Error{"invoice.corrects_required", {amount}}.at(member);
}

std::optional<Money> money_typed(const std::string& text, const char* member, Errors& problems)
{
  return given(text, Money::parse, member, problems);
}

// An amount as typed, where one was: of a credit note in either sign, of an invoice without one.
std::optional<Money> amount_in(const InvoiceForm& form, const std::string& text, const char* member,
                               Errors& problems)
{
  const auto amount = money_typed(text, member, problems);
  if (amount && amount->cents < 0 && form.corrects.empty()) {
    problems.push_back(sign_of_credit(text, member));
    return std::nullopt;
  }
  return amount;
}

Error rate_not_in_force(std::int64_t rate)
{
  const std::string likely = percent_text(likely_vat_rate(rate));
  return Error{"vat_rate.not_in_force", {percent_text(rate), likely}}.at("vat_rate");
}

bool may_be_vat_rate(std::int64_t rate)
{
  return rate == 0 || domain::is_vat_rate(rate);
}

// A rate in force. One that is not is a fraction, or of another time or country.
std::optional<std::int64_t> vat_rate_in(const std::string& text, Errors& problems)
{
  if (text.empty()) {
    return std::nullopt;
  }
  const auto rate = collect(domain::parse_vat_rate(text), problems, "vat_rate");
  if (rate && !may_be_vat_rate(*rate)) {
    problems.push_back(rate_not_in_force(*rate));
  }
  return rate;
}

Error amount_of_nothing(const InvoiceForm& form)
{
  return Error{"amount.not_positive", {form.amount_without_tax}}.at("amount_without_tax");
}

// What is not told of the amounts, worked out.
std::optional<InvoiceAmounts> settled(const InvoiceAmounts& amounts, bool is_credit_note,
                                      Errors& problems)
{
  const auto outcome =
    is_credit_note ? domain::settle_credit(amounts) : domain::settle_amounts(amounts);
  const auto found = collect(outcome, problems, "amount_without_tax");
  return found ? std::optional(found->amounts) : std::nullopt;
}

std::optional<InvoiceAmounts> amounts_in(const InvoiceForm& form, Errors& problems)
{
  InvoiceAmounts amounts;
  const auto net = amount_in(form, form.amount_without_tax, "amount_without_tax", problems);
  if (net && net->cents == 0) {
    problems.push_back(amount_of_nothing(form));
  }
  amounts.vat_rate = vat_rate_in(form.vat_rate, problems);
  amounts.tax = amount_in(form, form.tax, "tax", problems);
  amounts.with_tax = amount_in(form, form.with_tax, "with_tax", problems);
  if (!net || net->cents == 0) {
    return std::nullopt;
  }
  amounts.without_tax = *net;
  return settled(amounts, !form.corrects.empty(), problems);
}

void add_all(Errors& to, const Outcome& outcome)
{
  if (!outcome) {
    util::add_problems(outcome.errors(), to, "");
  }
}

// An invoice against its dossier, and its lines. What has no amount yet is looked at as far as it
// goes.
BilledLines check_invoice(const Context& context, const InvoiceForm& form,
                          const CheckedInvoice& checked, OpenDossier& dossier, Errors& problems)
{
  check_hours(context, checked.invoice, dossier.request, problems);
  const Money net = checked.invoice.amounts.without_tax;
  const auto amount =
    net.cents != 0 ? std::optional(net) : std::nullopt; // no invoice is of nothing
  const Outcome fits =
    InvoiceRules::check({checked.invoice.issuer, net, checked.invoice.module}, dossier);
  if (amount) {
    add_all(problems, fits);
  }
  return lines_in(context, form.lines, amount, dossier, problems);
}

CreditClaim claim_of(const Invoice& credit)
{
  return {credit.issuer, credit.corrects, Money{} - credit.amounts.without_tax,
          rate_of(credit.amounts), credit.date};
}

std::optional<Invoice> corrected_by(const Context& context, const Invoice& credit)
{
  return context.store.invoices().find(credit.issuer.siren(), credit.corrects);
}

// A credit note against the invoice it names, and its lines.
BilledLines check_credit(const Context& context, const InvoiceForm& form,
                         const CheckedInvoice& checked, OpenDossier& dossier, Errors& problems)
{
  const CreditClaim claim = claim_of(checked.invoice);
  const Outcome fits = CreditRules(context).check(claim, dossier);
  add_all(problems, fits);
  const auto corrected =
    fits && claim.without_tax.cents != 0 ? corrected_by(context, checked.invoice) : std::nullopt;
  return corrected ? credit_lines(context, form.lines, claim.without_tax, *corrected, problems)
                   : BilledLines{};
}

Error no_own_costs(const FundingRequest& request)
{
  return Error{"invoice.own_costs", {request.number}}.at("own_costs");
}

Error costs_of_member(const FundingRequest& request)
{
  return Error{"invoice.issuer", {request.siret.digits(), request.providers().front().digits()}}.at(
    "own_costs");
}

// Of the member, which has some, and by whoever acts for it.
Outcome check_own_costs(const Context& context, const FundingRequest& request)
{
  if (!domain::claims_own_costs(request, request.siret.siren())) {
    return no_own_costs(request);
  }
  if (is_provider_only(context, request.siret)) {
    return costs_of_member(request);
  }
  return Done{};
}

// Whose it is: the member's own costs when it says so, else as the dossier's parts tell.
Result<DossierPart> part_in(const Context& context, const InvoiceForm& form,
                            const FundingRequest& request)
{
  if (form.own_costs) {
    TRY(check_own_costs(context, request));
  }
  return part_of_dossier(context, form.module,
                         form.own_costs ? request.siret.digits() : form.issuer, request);
}

bool is_about_credit_note(const Error& problem)
{
  return problem.code.starts_with("einvoice.credit_note");
}

// A credit note that names no invoice is none to look at as an invoice.
bool is_credit_of_none(const InvoiceForm& form)
{
  return form.corrects.empty() && std::ranges::any_of(form.problems, is_about_credit_note);
}

// What a form says that stands by itself, as far as it can be read.
struct InvoiceFacts
{
  std::string number, corrects, reference;
  std::optional<Date> date;
  std::optional<InvoiceAmounts> amounts;
  std::optional<Money> prepaid, due;
  std::optional<std::int64_t> hours;
  std::optional<StoredDocument> document;
};

void require_members(const InvoiceForm& form, Errors& problems)
{
  require({{"request", &form.request},
           {"number", &form.number},
           {"date", &form.date},
           {"amount_without_tax", &form.amount_without_tax}},
          problems);
}

InvoiceFacts facts_in(const InvoiceForm& form, Errors& problems)
{
  InvoiceFacts facts;
  require_members(form, problems);
  take(facts.number, form.number, parse_invoice_number, "number", problems);
  take(facts.corrects, form.corrects, parse_invoice_number, "corrects", problems);
  take(facts.reference, form.reference, reference_of, "reference", problems);
  take(facts.date, form.date, Date::parse, "date", problems);
  facts.amounts = amounts_in(form, problems);
  take(facts.prepaid, form.prepaid, Money::parse, "prepaid", problems);
  take(facts.due, form.due, Money::parse, "due", problems);
  take(facts.hours, form.hours, domain::parse_hours, "hours", problems);
  facts.document = document_given(form.file_name, form.content, problems);
  return facts;
}

// The dossier it is for, and whose part of it; nothing is looked at further where there is none.
struct InvoicePlace
{
  OpenDossier* dossier = nullptr;
  DossierPart part;
};

std::optional<InvoicePlace> place_of(const Context& context, InvoiceRules& rules,
                                     const InvoiceForm& form, Errors& problems)
{
  if (form.request.empty()) {
    return std::nullopt;
  }
  const auto dossier = collect(rules.dossier(form.request), problems, "request");
  if (!dossier) {
    return std::nullopt;
  }
  const auto part = collect(part_in(context, form, (*dossier)->request), problems, "module");
  return part ? std::optional(InvoicePlace{*dossier, *part}) : std::nullopt;
}

// What it says besides who it is of, when and for how much.
void fill_invoice(Invoice& invoice, const InvoiceFacts& facts, const InvoicePlace& place)
{
  if (facts.document) {
    invoice.document = facts.document->digest;
  }
  invoice.hours = facts.hours;
  invoice.reference = facts.reference;
  invoice.sender = place.dossier->sender;
  invoice.module = place.part.module;
  invoice.corrects = facts.corrects;
  invoice.prepaid = facts.prepaid;
  invoice.due = domain::signed_as(invoice.is_credit_note(), facts.due);
}

Invoice invoice_of(const Context& context, const InvoiceForm& form, const InvoiceFacts& facts,
                   const InvoicePlace& place, Errors& problems)
{
  Invoice invoice{
    .number = facts.number,
    .issuer = place.part.issuer,
    .request = place.dossier->request.number,
    .date = facts.date.value_or(context.today()),
    .amounts = facts.amounts.value_or(InvoiceAmounts{}),
    .iban = account_in(context, {form.iban, form.seller_iban}, place.part, problems),
    .document = std::nullopt,
    .file_name = form.file_name,
    .state = domain::InvoiceState::deposee,
    .received = context.now(),
  };
  fill_invoice(invoice, facts, place);
  return invoice;
}

void check_day(const Context& context, Date day, const FundingRequest& request, Errors& problems)
{
  const Date start = request.start.value_or(context.today());
  collect(domain::check_invoice_date(day, start, context.today()), problems, "date");
}

Error written_by_another(const std::string& writer, Siret issuer)
{
  return Error{"invoice.issuer", {writer, issuer.digits()}}.at("file");
}

// As data says who wrote it: a SIRET, or a SIREN.
bool is_of_another(const std::string& writer, Siret issuer)
{
  return !writer.empty() && writer.substr(0, 9) != issuer.siren().digits();
}

// Its number, its day and who it is of and for.
void check_particulars(const Context& context, const InvoiceForm& form, const InvoiceFacts& facts,
                       const Invoice& invoice, const OpenDossier& dossier, Errors& problems)
{
  if (!facts.number.empty()) {
    const InvoiceRules rules(context);
    add_all(problems, rules.check_number(invoice.issuer.siren(), facts.number));
  }
  if (facts.date) {
    check_day(context, *facts.date, dossier.request, problems);
  }
  if (is_of_another(form.issuer, invoice.issuer)) {
    problems.push_back(written_by_another(form.issuer, invoice.issuer));
  }
  add_all(problems, InvoiceRules::check_buyer(form.buyer, dossier));
  const InvoiceRules::Due due{invoice.prepaid, invoice.due};
  add_all(problems, InvoiceRules::check_due(due, invoice.amounts, dossier));
}

void add_doubt(Errors& warnings, const std::optional<Error>& doubt)
{
  if (doubt) {
    warnings.push_back(*doubt);
  }
}

Errors doubts_about(const Context& context, const InvoiceForm& form, const CheckedInvoice& checked,
                    const OpenDossier& dossier)
{
  Errors doubts = warnings_about(context, checked.invoice, dossier.request);
  add_doubt(doubts, InvoiceRules::doubt_about_buyer(form.buyer, dossier));
  add_doubt(doubts, doubt_about_meals(context, checked.lines, dossier));
  return doubts;
}

// The one that it replaces; undone with the transaction when something else is wrong.
std::string make_room(const Context& context, const InvoiceForm& form, const Invoice& invoice,
                      Errors& problems)
{
  if (form.replaces.empty()) {
    return {};
  }
  const auto replaced = set_aside(context, form.replaces, invoice.number, invoice.issuer.siren());
  return collect(replaced, problems, "replaces").value_or("");
}

} // namespace

Result<CheckedInvoice> checked_invoice(const Context& context, const InvoiceForm& form)
{
  if (is_credit_of_none(form)) {
    return form.problems;
  }
  Errors problems = form.problems;
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
  checked.invoice.replaces = make_room(context, form, checked.invoice, problems);
  check_particulars(context, form, facts, checked.invoice, dossier, problems);
  checked.lines = checked.invoice.is_credit_note()
                    ? check_credit(context, form, checked, dossier, problems)
                    : check_invoice(context, form, checked, dossier, problems);
  if (!problems.empty()) {
    return problems;
  }
  checked.warnings = doubts_about(context, form, checked, dossier);
  return checked;
}

} // namespace myatlas::services
