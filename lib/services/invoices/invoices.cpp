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
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Date;
using domain::FundingRequest;
using domain::Invoice;
using domain::InvoiceChange;
using domain::InvoiceEvent;
using domain::Sender;
using formats::audit_text;
using store::InvoiceFilter;
using store::Invoices;
using util::collect;

// Those of a provider, whose SIRET is typed.
Result<std::vector<Invoice>> those_of(std::vector<Invoice> invoices, const std::string& provider)
{
  Errors problems;
  const auto siret = collect(domain::Siret::parse(provider), problems, "provider_siret");
  if (!siret) {
    return problems;
  }
  std::erase_if(invoices, [&](const Invoice& i) { return i.issuer.siren() != siret->siren(); });
  return invoices;
}

Error not_the_only_one(const char* code, const std::string& number)
{
  return Error{code, {number}}.at("number");
}

Result<Invoice> seen_invoice(const Context& context, const std::string& number,
                             const std::string& provider)
{
  std::vector<Invoice> found = context.store.invoices().find_number(number, perimeter_of(context));
  if (!provider.empty()) {
    TRY_ASSIGN(found, those_of(std::move(found), provider));
  }
  if (found.size() != 1) {
    return not_the_only_one(found.empty() ? "invoice.unknown" : "invoice.several", number);
  }
  return found.front();
}

// Reasons to pass a rule stay between the offices and their audit.
void hide_reasons(std::vector<InvoiceChange>& history)
{
  for (InvoiceChange& change : history) {
    change.although.clear();
  }
}

// An invoice the actor looks at or decides on.
struct InvoiceReview
{
  const Context& context;
  const Invoice& invoice;

  std::vector<InvoiceChange> earlier_history() const;
  InvoiceView view_of() const;
  Errors problems_of_execution() const;
  void check_day_of_payment(Date paid_on, Errors& problems) const;
  Errors decision_problems(const InvoiceChange& change) const;
  bool is_of_provider(const FundingRequest& request) const;
  Outcome may_take_back(const FundingRequest& request) const;
  Outcome check_change(InvoiceEvent event) const;
  std::vector<Invoice> set_off_by(InvoiceEvent event) const;
};

std::vector<InvoiceChange> InvoiceReview::earlier_history() const
{
  const Invoices invoices = context.store.invoices();
  const auto before = invoice.replaces.empty()
                        ? std::nullopt
                        : invoices.find(invoice.issuer.siren(), invoice.replaces);
  return before ? invoices.history(*before) : std::vector<InvoiceChange>{};
}

// What became of an invoice, and of the one it took the place of.
InvoiceView InvoiceReview::view_of() const
{
  Invoices invoices = context.store.invoices();
  InvoiceView view{
    invoice, invoices.history(invoice), invoices.lines(invoice), invoices.replaced_by(invoice), {}};
  view.earlier = earlier_history();
  if (!sees_everything(context)) {
    hide_reasons(view.history);
    hide_reasons(view.earlier);
  }
  return view;
}

bool is_accepted_or_paid(InvoiceEvent event)
{
  return event == InvoiceEvent::accept || event == InvoiceEvent::pay;
}

Errors InvoiceReview::problems_of_execution() const
{
  const auto request = any_request(context, invoice.request);
  return request ? execution_problems(context, *request, invoice) : Errors{};
}

Error paid_early(Date paid_on, const Invoice& invoice)
{
  return Error{"invoice.paid_early", {paid_on.text(), invoice.date.text()}}.at("date");
}

void InvoiceReview::check_day_of_payment(Date paid_on, Errors& problems) const
{
  if (paid_on < invoice.date) {
    problems.push_back(paid_early(paid_on, invoice));
  }
  collect(has_come(context, paid_on), problems, "date");
}

// What speaks against accepting or paying it (R6332-26).
Errors InvoiceReview::decision_problems(const InvoiceChange& change) const
{
  Errors problems;
  if (is_accepted_or_paid(change.event) &&
      !invoice.is_credit_note()) { // what is given back need not have been carried out
    problems = problems_of_execution();
  }
  if (change.paid_on) {
    check_day_of_payment(*change.paid_on, problems);
  }
  return problems;
}

// The invoice as it is after the change.
Invoice after(Invoice invoice, const InvoiceChange& change)
{
  invoice.state = change.to;
  invoice.reason = change.event == InvoiceEvent::reject ? change.comment : "";
  invoice.payment_reference = change.reference;
  invoice.paid_on = change.paid_on;
  return invoice;
}

Invoice put_change(const Context& context, Transaction& write, const Invoice& invoice,
                   const InvoiceChange& change)
{
  const Invoice changed = after(invoice, change);
  context.store.invoices().add_change(changed, change);
  write.record({store::AuditKind::invoice, changed.number}, audit_text(invoice),
               audit_text(changed));
  return changed;
}

// Whether it is the provider's, whom the OPCO pays, and the member acts, who did not send it.
bool InvoiceReview::is_of_provider(const FundingRequest& request) const
{
  return request.pays_provider() && invoice.sender != Sender::member &&
         sender_for(context, request) == Sender::member;
}

// Where the OPCO pays the provider, its invoices are not the member's to take back, but for those
// it sent for it.
Outcome InvoiceReview::may_take_back(const FundingRequest& request) const
{
  TRY(allow(context, Act::invoice, request.siret, {invoice.issuer}));
  return fail_unless(!is_of_provider(request),
                     Error{"invoice.sent_by_provider", {invoice.number}}.at("number"));
}

// What speaks against a change, and cannot be passed.
Outcome InvoiceReview::check_change(InvoiceEvent event) const
{
  if (event == InvoiceEvent::cancel) {
    TRY_ASSIGN(const auto request, seen_request(context, invoice.request));
    TRY(may_take_back(request));
  }
  TRY(domain::after(invoice, event));
  TRY(check_credits(context, invoice, event));
  return check_owed(context, invoice, event);
}

// The credit notes on an invoice that are paid with it.
std::vector<Invoice> InvoiceReview::set_off_by(InvoiceEvent event) const
{
  const bool is_paid = event == InvoiceEvent::pay && !invoice.is_credit_note();
  return is_paid ? credits_to_set_off(context, invoice) : std::vector<Invoice>{};
}

// Inside one transaction: two at once cannot both act on one state.
Result<InvoiceView> changed_invoice(const Context& context, const InvoiceAction& action,
                                    InvoiceChange change, Although although)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const Invoice invoice, seen_invoice(context, action.number, action.provider));
  const InvoiceReview review{context, invoice};
  TRY(review.check_change(change.event));
  TRY(although.pass(review.decision_problems(change)));
  change.to = *domain::after(invoice, change.event);
  change.although = although.reason();
  const auto set_off = review.set_off_by(change.event);
  for (const Invoice& credit : set_off) {
    put_change(context, write, credit, change);
  }
  const Invoice changed = put_change(context, write, invoice, change);
  tell_about(context, changed, change.event, set_off);
  although.record(write, {store::AuditKind::invoice, changed.number});
  write.commit();
  return InvoiceReview{context, changed}.view_of();
}

// With its line in the audit.
void put_invoice(const Context& context, Transaction& write, const CheckedInvoice& checked)
{
  context.store.invoices().put(checked.invoice, checked.dossier_key);
  context.store.invoices().put_lines(checked.invoice, checked.lines);
  write.record({store::AuditKind::invoice, checked.invoice.number}, std::nullopt,
               audit_text(checked.invoice));
}

} // namespace

Result<ReceivedInvoice> upload_invoice(const Context& context, const InvoiceForm& form)
{
  TRY(acting_account(context));
  TRY(put_ahead(context, form.file_name, form.content));
  Transaction write = context.begin();
  TRY_ASSIGN(const CheckedInvoice checked, checked_invoice(context, form));
  if (checked.document) {
    TRY(keep(context, *checked.document, form.content));
  }
  put_invoice(context, write, checked);
  write.commit();
  return ReceivedInvoice{checked.invoice, checked.warnings, checked.lines};
}

Result<std::vector<Invoice>> list_invoices(const Context& context, const InvoiceFilter& filter)
{
  TRY(may_read(context));
  InvoiceFilter wanted = filter;
  wanted.request = number_typed(filter.request);
  return context.store.invoices().list(wanted, perimeter_of(context));
}

Result<InvoiceView> show_invoice(const Context& context, const std::string& number,
                                 const std::string& provider)
{
  TRY(may_read(context));
  TRY_ASSIGN(const Invoice invoice, seen_invoice(context, number, provider));
  return InvoiceReview{context, invoice}.view_of();
}

Result<FetchedInvoice> get_invoice(const Context& context, const std::string& number,
                                   const std::string& provider)
{
  TRY_ASSIGN(const InvoiceView view, show_invoice(context, number, provider));
  if (!view.invoice.document) {
    return Error{"document.none", {view.invoice.number}};
  }
  TRY_ASSIGN(const std::string content,
             fetch_document(context, *view.invoice.document, view.invoice.file_name));
  return FetchedInvoice{view, content};
}

namespace {

std::string comment_typed(const std::string& text, const char* member, Errors& problems)
{
  return collect(comment_of(text), problems, member).value_or("");
}

// Today, where it is not told.
std::optional<Date> day_of_payment(const Context& context, const InvoiceAction& action,
                                   Errors& problems)
{
  return action.paid_on.empty() ? context.today()
                                : collect(Date::parse(action.paid_on), problems, "date");
}

InvoiceChange change_told(const Context& context, const InvoiceAction& action, Errors& problems)
{
  return {.at = context.now(),
          .actor = context.actor.name(),
          .event = action.event,
          .comment = comment_typed(action.reason, "reason", problems),
          .reference = comment_typed(action.reference, "reference", problems)};
}

// A refusal with its reason, a payment with its reference and its day.
InvoiceChange change_typed(const Context& context, const InvoiceAction& action, Errors& problems)
{
  InvoiceChange change = change_told(context, action, problems);
  if (action.event == InvoiceEvent::reject) {
    require({{"reason", &action.reason}}, problems);
  }
  if (action.event == InvoiceEvent::pay) {
    require({{"reference", &action.reference}}, problems);
    change.paid_on = day_of_payment(context, action, problems);
  }
  return change;
}

} // namespace

Result<InvoiceView> review_invoice(const Context& context, const InvoiceAction& action)
{
  Errors problems;
  const InvoiceChange change = change_typed(context, action, problems);
  const Although although(action.although, problems);
  if (!problems.empty()) {
    return problems;
  }
  return changed_invoice(context, action, change, although);
}

Result<InvoiceView> cancel_invoice(const Context& context, const InvoiceAction& action)
{
  TRY(acting_account(context));
  Errors problems;
  const auto said = collect(comment_of(action.reason), problems, "comment");
  if (!said) {
    return problems;
  }
  return changed_invoice(context, action,
                         {.at = context.now(),
                          .actor = context.actor.name(),
                          .event = InvoiceEvent::cancel,
                          .to = domain::InvoiceState::annulee,
                          .comment = *said},
                         Although("", problems));
}

} // namespace myatlas::services
