#include "services/invoices/invoices.hpp"

#include "services/invoices/invoice_checks.hpp"

#include <algorithm>
#include <tuple>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "formats/json/json_records.hpp"
#include "services/although.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/dossier_part.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "services/notices/dossier_notices.hpp"
#include "services/rights.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

struct CheckedInvoice
{
  domain::Invoice invoice;
  std::int64_t dossier_key = 0;
  std::vector<domain::BilledLine> lines;
  std::optional<store::StoredDocument> document;
  util::Errors warnings;
};

// An amount as typed: of a credit note in either sign, of an invoice without one.
std::optional<domain::Money> amount_in(const InvoiceForm& form, const std::string& text,
                                       const char* member, util::Errors& problems)
{
  const auto amount = util::collect(domain::Money::parse(text), problems, member);
  if (amount && amount->cents < 0 && form.corrects.empty()) {
    problems.push_back(util::Error{"invoice.corrects_required", {text}}.at(member));
    return std::nullopt;
  }
  return amount;
}

std::optional<domain::InvoiceAmounts> amounts_in(const InvoiceForm& form, util::Errors& problems)
{
  domain::InvoiceAmounts amounts;
  const auto net = form.amount_without_tax.empty()
                     ? std::nullopt
                     : amount_in(form, form.amount_without_tax, "amount_without_tax", problems);
  if (net && net->cents == 0) {
    problems.push_back(
      util::Error{"amount.not_positive", {form.amount_without_tax}}.at("amount_without_tax"));
  }
  if (!form.vat_rate.empty()) {
    amounts.vat_rate = util::collect(domain::parse_vat_rate(form.vat_rate), problems, "vat_rate");
    if (const std::int64_t rate = amounts.vat_rate.value_or(0);
        rate != 0 && !domain::is_vat_rate(rate)) { // a fraction, or of another time or country
      problems.push_back(util::Error{
        "vat_rate.not_in_force",
        {domain::percent_text(rate), domain::percent_text(domain::likely_vat_rate(rate))}}
                           .at("vat_rate"));
    }
  }
  for (const auto& [text, into, member] : {std::tuple{&form.tax, &amounts.tax, "tax"},
                                           {&form.with_tax, &amounts.with_tax, "with_tax"}}) {
    *into = text->empty() ? std::nullopt : amount_in(form, *text, member, problems);
  }
  if (!net || net->cents == 0) {
    return std::nullopt;
  }
  amounts.without_tax = *net;
  const auto settled = util::collect(form.corrects.empty() ? domain::settle_amounts(amounts)
                                                           : domain::settle_credit(amounts),
                                     problems, "amount_without_tax");
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

util::Result<CheckedInvoice> check(const Context& context, const InvoiceForm& form)
{
  if (is_credit_of_none(form)) {
    return form.problems;
  }
  util::Errors problems = form.problems;
  require({{"request", &form.request},
           {"number", &form.number},
           {"date", &form.date},
           {"amount_without_tax", &form.amount_without_tax}},
          problems);
  std::string number, corrects;
  take(number, form.number, domain::parse_invoice_number, "number", problems);
  take(corrects, form.corrects, domain::parse_invoice_number, "corrects", problems);
  const auto date = form.date.empty()
                      ? std::nullopt
                      : util::collect(domain::Date::parse(form.date), problems, "date");
  const auto amounts = amounts_in(form, problems);
  std::optional<domain::Money> prepaid, due;
  take(prepaid, form.prepaid, domain::Money::parse, "prepaid", problems);
  take(due, form.due, domain::Money::parse, "due", problems);
  const auto hours = form.hours.empty()
                       ? std::nullopt
                       : util::collect(domain::parse_hours(form.hours), problems, "hours");
  const auto document =
    form.file_name.empty()
      ? std::nullopt
      : util::collect(document_of(form.file_name, form.content), problems, "FILE");
  InvoiceRules rules(context);
  const auto dossier = form.request.empty()
                         ? std::nullopt
                         : util::collect(rules.dossier(form.request), problems, "request");
  const auto part =
    dossier ? util::collect(part_in(context, form, (*dossier)->request), problems, "module")
            : std::nullopt;
  if (!part) {
    return problems;
  }
  const domain::FundingRequest& request = (*dossier)->request;
  CheckedInvoice checked{{number, part->issuer, request.number, date.value_or(context.today()),
                          amounts.value_or(domain::InvoiceAmounts{}),
                          account_in(context, {form.iban, form.seller_iban}, *part, problems),
                          document ? std::optional(document->digest) : std::nullopt, form.file_name,
                          domain::InvoiceState::deposee, context.now()},
                         (*dossier)->key,
                         {},
                         document,
                         {}};
  checked.invoice.hours = hours;
  checked.invoice.sender = (*dossier)->sender;
  checked.invoice.module = part->module;
  checked.invoice.corrects = corrects;
  checked.invoice.prepaid = prepaid;
  checked.invoice.due = domain::signed_as(!corrects.empty(), due);
  if (!form.replaces.empty()) { // undone with the transaction when something else is wrong
    checked.invoice.replaces =
      util::collect(set_aside(context, form.replaces, number, part->issuer.siren()), problems,
                    "replaces")
        .value_or("");
  }
  if (!number.empty()) {
    add_all(problems, rules.check_number(part->issuer.siren(), number));
  }
  if (date) {
    util::collect(
      domain::check_invoice_date(*date, request.start.value_or(context.today()), context.today()),
      problems, "date");
  }
  if (!form.issuer.empty() &&
      form.issuer.substr(0, 9) != part->issuer.siren().digits()) { // as data says who wrote it
    problems.push_back(
      util::Error{"invoice.issuer", {form.issuer, part->issuer.digits()}}.at("FILE"));
  }
  add_all(problems, InvoiceRules::check_buyer(form.buyer, **dossier));
  add_all(problems, InvoiceRules::check_due({checked.invoice.prepaid, checked.invoice.due},
                                            checked.invoice.amounts, **dossier));
  checked.lines = corrects.empty() ? check_invoice(context, form, checked, **dossier, problems)
                                   : check_credit(context, form, checked, **dossier, problems);
  if (!problems.empty()) {
    return problems;
  }
  checked.warnings = warnings_about(context, checked.invoice, request);
  if (const auto doubt = InvoiceRules::doubt_about_buyer(form.buyer, **dossier)) {
    checked.warnings.push_back(*doubt);
  }
  if (const auto doubt = doubt_about_meals(context, checked.lines, **dossier)) {
    checked.warnings.push_back(*doubt);
  }
  return checked;
}

util::Result<domain::Invoice> seen_invoice(const Context& context, const std::string& number,
                                           const std::string& provider)
{
  std::vector<domain::Invoice> found =
    context.store.invoices().find_number(number, perimeter_of(context));
  if (!provider.empty()) {
    util::Errors problems;
    const auto siret = util::collect(domain::Siret::parse(provider), problems, "provider_siret");
    if (!siret) {
      return problems;
    }
    std::erase_if(found,
                  [&](const domain::Invoice& i) { return i.issuer.siren() != siret->siren(); });
  }
  if (found.size() > 1) {
    return util::Error{"invoice.several", {number}}.at("NUMBER");
  }
  return found.empty()
           ? util::Result<domain::Invoice>(util::Error{"invoice.unknown", {number}}.at("NUMBER"))
           : util::Result<domain::Invoice>(found[0]);
}

// What became of an invoice, and of the one it took the place of.
InvoiceView view_of(const Context& context, const domain::Invoice& invoice)
{
  store::Invoices invoices = context.store.invoices();
  InvoiceView view{
    invoice, invoices.history(invoice), invoices.lines(invoice), invoices.replaced_by(invoice), {}};
  const auto before = invoice.replaces.empty()
                        ? std::nullopt
                        : invoices.find(invoice.issuer.siren(), invoice.replaces);
  view.earlier = before ? invoices.history(*before) : std::vector<domain::InvoiceChange>{};
  for (std::vector<domain::InvoiceChange>* history : {&view.history, &view.earlier}) {
    for (domain::InvoiceChange& change : *history) {
      change.although =
        sees_everything(context) ? change.although : ""; // between the offices and their audit
    }
  }
  return view;
}

// What speaks against accepting or paying it (R6332-26).
util::Errors decision_problems(const Context& context, const domain::Invoice& invoice,
                               const domain::InvoiceChange& change)
{
  util::Errors problems;
  const bool decides =
    change.event == domain::InvoiceEvent::accept || change.event == domain::InvoiceEvent::pay;
  if (decides && !invoice.is_credit_note()) { // what is given back need not have been carried out
    if (const auto request =
          context.store.funding_requests().find(invoice.request, store::Perimeter::all())) {
      problems = execution_problems(context, *request, invoice);
    }
  }
  if (change.paid_on && *change.paid_on < invoice.date) {
    problems.push_back(
      util::Error{"invoice.paid_early", {change.paid_on->text(), invoice.date.text()}}.at("date"));
  }
  if (change.paid_on) {
    util::collect(has_come(context, *change.paid_on), problems, "date");
  }
  return problems;
}

// The invoice as it is after the change.
domain::Invoice put_change(const Context& context, store::Transaction& write,
                           const domain::Invoice& invoice, const domain::InvoiceChange& change)
{
  domain::Invoice changed = invoice;
  changed.state = change.to;
  changed.reason = change.event == domain::InvoiceEvent::reject ? change.comment : "";
  changed.payment_reference = change.reference;
  changed.paid_on = change.paid_on;
  context.store.invoices().add_change(changed, change);
  write.record("invoice " + changed.number, formats::audit_text(invoice),
               formats::audit_text(changed));
  return changed;
}

// Where the OPCO pays the provider, its invoices are not the member's to take back, but for those
// it sent for it.
util::Outcome may_take_back(const Context& context, const domain::FundingRequest& request,
                            const domain::Invoice& invoice)
{
  const util::Outcome allowed = allow(context, Act::invoice, request.siret, {invoice.issuer});
  const bool is_others = request.pays_provider() && invoice.sender != domain::Sender::member &&
                         sender_for(context, request) == domain::Sender::member;
  return allowed && is_others
           ? util::Outcome(util::Error{"invoice.sent_by_provider", {invoice.number}}.at("NUMBER"))
           : allowed;
}

// Inside one transaction: two at once cannot both act on one state.
util::Result<InvoiceView> changed_invoice(const Context& context, const InvoiceAction& action,
                                          domain::InvoiceChange change, Although although)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const domain::Invoice invoice, seen_invoice(context, action.number, action.provider));
  if (change.event == domain::InvoiceEvent::cancel) {
    const auto request = seen_request(context, invoice.request);
    TRY(request ? may_take_back(context, *request, invoice) : util::Outcome(request.errors()));
  }
  const auto next = domain::after(invoice, change.event);
  TRY(next ? check_credits(context, invoice, change.event) : util::Outcome(next.errors()));
  TRY(check_owed(context, invoice, change.event));
  TRY(although.pass(decision_problems(context, invoice, change)));
  change.to = *next;
  change.although = although.reason();
  const bool is_paid = change.event == domain::InvoiceEvent::pay && !invoice.is_credit_note();
  const std::vector<domain::Invoice> set_off =
    is_paid ? credits_to_set_off(context, invoice) : std::vector<domain::Invoice>{};
  for (const domain::Invoice& credit : set_off) {
    put_change(context, write, credit, change);
  }
  const domain::Invoice changed = put_change(context, write, invoice, change);
  tell_about(context, changed, change.event, set_off);
  although.record(write, "invoice " + changed.number);
  write.commit();
  return view_of(context, changed);
}

} // namespace

util::Result<ReceivedInvoice> upload_invoice(const Context& context, const InvoiceForm& form)
{
  TRY(acting_account(context));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const CheckedInvoice checked, check(context, form));
  if (checked.document) {
    TRY(keep(context, *checked.document, form.content));
  }
  context.store.invoices().put(checked.invoice, checked.dossier_key);
  context.store.invoices().put_lines(checked.invoice, checked.lines);
  write.record("invoice " + checked.invoice.number, std::nullopt,
               formats::audit_text(checked.invoice));
  write.commit();
  return ReceivedInvoice{checked.invoice, checked.warnings, checked.lines};
}

util::Result<std::vector<domain::Invoice>> list_invoices(const Context& context,
                                                         const store::InvoiceFilter& filter)
{
  TRY(may_read(context));
  store::InvoiceFilter wanted = filter;
  wanted.request = util::to_upper(util::trim(filter.request));
  return context.store.invoices().list(wanted, perimeter_of(context));
}

util::Result<InvoiceView> show_invoice(const Context& context, const std::string& number,
                                       const std::string& provider)
{
  TRY(may_read(context));
  const util::Result<domain::Invoice> invoice = seen_invoice(context, number, provider);
  return invoice ? util::Result<InvoiceView>(view_of(context, *invoice))
                 : util::Result<InvoiceView>(invoice.errors());
}

util::Result<FetchedInvoice> get_invoice(const Context& context, const std::string& number,
                                         const std::string& provider)
{
  TRY_ASSIGN(const InvoiceView view, show_invoice(context, number, provider));
  if (!view.invoice.document) {
    return util::Error{"document.none", {view.invoice.number}};
  }
  const util::Result<std::string> content =
    fetch_document(context, *view.invoice.document, view.invoice.file_name);
  return content ? util::Result<FetchedInvoice>({view, *content})
                 : util::Result<FetchedInvoice>(content.errors());
}

util::Result<InvoiceView> review_invoice(const Context& context, const InvoiceAction& action)
{
  util::Errors problems;
  domain::InvoiceChange change{
    context.now(), context.actor.name(), action.event, domain::InvoiceState::deposee, "", "",
    std::nullopt};
  change.comment = util::collect(comment_of(action.reason), problems, "reason").value_or("");
  change.reference =
    util::collect(comment_of(action.reference), problems, "reference").value_or("");
  if (action.event == domain::InvoiceEvent::reject) {
    require({{"reason", &action.reason}}, problems);
  }
  if (action.event == domain::InvoiceEvent::pay) {
    require({{"reference", &action.reference}}, problems);
    change.paid_on = action.paid_on.empty()
                       ? context.today()
                       : util::collect(domain::Date::parse(action.paid_on), problems, "date");
  }
  const Although although(action.although, problems);
  return problems.empty() ? changed_invoice(context, action, change, although)
                          : util::Result<InvoiceView>(problems);
}

util::Result<InvoiceView> cancel_invoice(const Context& context, const InvoiceAction& action)
{
  TRY(acting_account(context));
  util::Errors problems;
  const auto said = util::collect(comment_of(action.reason), problems, "comment");
  if (!said) {
    return problems;
  }
  return changed_invoice(context, action,
                         {context.now(), context.actor.name(), domain::InvoiceEvent::cancel,
                          domain::InvoiceState::annulee, *said, "", std::nullopt},
                         Although("", problems));
}

} // namespace myatlas::services
