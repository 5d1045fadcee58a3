#include "services/invoices/invoices.hpp"

#include <algorithm>

#include "formats/json/json_records.hpp"
#include "services/although.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/invoices/checked_invoice.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "services/notices/dossier_notices.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

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
    return util::Error{"invoice.several", {number}}.at("number");
  }
  return found.empty()
           ? util::Result<domain::Invoice>(util::Error{"invoice.unknown", {number}}.at("number"))
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
  write.record({store::AuditKind::invoice, changed.number}, formats::audit_text(invoice),
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
           ? util::Outcome(util::Error{"invoice.sent_by_provider", {invoice.number}}.at("number"))
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
  although.record(write, {store::AuditKind::invoice, changed.number});
  write.commit();
  return view_of(context, changed);
}

} // namespace

util::Result<ReceivedInvoice> upload_invoice(const Context& context, const InvoiceForm& form)
{
  TRY(acting_account(context));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const CheckedInvoice checked, checked_invoice(context, form));
  if (checked.document) {
    TRY(keep(context, *checked.document, form.content));
  }
  context.store.invoices().put(checked.invoice, checked.dossier_key);
  context.store.invoices().put_lines(checked.invoice, checked.lines);
  write.record({store::AuditKind::invoice, checked.invoice.number}, std::nullopt,
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
  TRY_ASSIGN(const domain::Invoice invoice, seen_invoice(context, number, provider));
  return view_of(context, invoice);
}

util::Result<FetchedInvoice> get_invoice(const Context& context, const std::string& number,
                                         const std::string& provider)
{
  TRY_ASSIGN(const InvoiceView view, show_invoice(context, number, provider));
  if (!view.invoice.document) {
    return util::Error{"document.none", {view.invoice.number}};
  }
  TRY_ASSIGN(const std::string content,
             fetch_document(context, *view.invoice.document, view.invoice.file_name));
  return FetchedInvoice{view, content};
}

util::Result<InvoiceView> review_invoice(const Context& context, const InvoiceAction& action)
{
  util::Errors problems;
  domain::InvoiceChange change{
    .at = context.now(),
    .actor = context.actor.name(),
    .event = action.event,
    .comment = util::collect(comment_of(action.reason), problems, "reason").value_or(""),
    .reference = util::collect(comment_of(action.reference), problems, "reference").value_or("")};
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
                         {.at = context.now(),
                          .actor = context.actor.name(),
                          .event = domain::InvoiceEvent::cancel,
                          .to = domain::InvoiceState::annulee,
                          .comment = *said},
                         Although("", problems));
}

} // namespace myatlas::services
