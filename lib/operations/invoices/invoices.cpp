#include "operations/invoices/invoices.hpp"

#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "operations/pages.hpp"
#include "services/invoices/einvoices.hpp"
#include "services/invoices/invoices.hpp"
#include "services/labels.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using domain::InvoiceEvent;
using services::Context;
using services::InvoiceAction;
using services::InvoiceView;

constexpr const char* k_invoice = "myatlas/invoice/1";

Json line_row(const domain::BilledLine& line)
{
  return {{"nature", domain::to_text(line.nature)},
          {"amount", line.amount.text()},
          {"instalment", line.instalment ? Json(*line.instalment) : Json(nullptr)}};
}

Json history_row(const domain::InvoiceChange& change)
{
  return formats::to_json(change);
}

Json view_json(const InvoiceView& view)
{
  Json json = document(k_invoice, formats::to_json(view.invoice));
  json["lines"] = rows_of(view.lines, line_row);
  json["history"] = rows_of(view.history, history_row);
  json["earlier"] = rows_of(view.earlier, history_row);
  json["replaced_by"] = formats::text_or_null(view.replaced_by);
  return json;
}

Result<Json> view_answer(const Result<InvoiceView>& view)
{
  return document_of(view, view_json);
}

using services::CompletedForm;

bool holds_data(domain::DocumentKind kind)
{
  return kind == domain::DocumentKind::pdf || kind == domain::DocumentKind::xml;
}

// Whether it may be an invoice as data.
bool may_hold_data(const InvoiceForm& form)
{
  const auto kind = domain::document_kind(form.file_name, form.content);
  return kind && holds_data(*kind);
}

Errors in_file(Errors problems, const std::string& file)
{
  for (Error& problem : problems) {
    problem.where.file = file;
  }
  return problems;
}

CompletedForm as_it_is(InvoiceForm form)
{
  return {std::move(form), {}};
}

Result<CompletedForm> completed(InvoiceForm form)
{
  if (!may_hold_data(form)) {
    return as_it_is(std::move(form)); // the service refuses what is no document
  }
  const auto invoice = formats::read_einvoice(form.content);
  if (invoice) {
    return services::complete_form(std::move(form), *invoice);
  }
  if (formats::is_plain_document(invoice.error())) {
    return as_it_is(std::move(form));
  }
  return in_file(invoice.errors(), form.file_name);
}

Result<CompletedForm> with_file(InvoiceForm form, const std::string& name,
                                const Result<std::string>& content)
{
  if (!content) {
    form.problems = {content.error().at("file")};
    return as_it_is(std::move(form));
  }
  form.file_name = name;
  form.content = *content;
  return completed(std::move(form));
}

Result<CompletedForm> form_of(const UploadInvoice& request, const Files& files)
{
  const SentFile& file = request.file;
  return file.is_there() ? with_file(request.form, file.name, files.find(file))
                         : as_it_is(request.form);
}

bool is_required(const Error& error)
{
  return error.code == "field.required";
}

bool lacks_file(const InvoiceForm& form)
{
  return !form.problems.empty() && form.content.empty();
}

// What the file would have said is not missing where it could not be read.
Errors wrong_with(const InvoiceForm& form, Errors problems)
{
  if (lacks_file(form)) {
    std::erase_if(problems, is_required);
  }
  return problems;
}

Errors joined(Errors warnings, const Errors& more)
{
  warnings.insert(warnings.end(), more.begin(), more.end());
  return warnings;
}

Answer received_answer(const services::ReceivedInvoice& received, const Errors& warnings)
{
  Answer answer{.document = document(k_invoice, formats::to_json(received.invoice)),
                .warnings = warnings};
  answer.document["lines"] = rows_of(received.lines, line_row);
  answer.document["warnings"] = problems_json(warnings);
  return answer;
}

Result<Answer> upload_invoice(const Context& context, const UploadInvoice& request, Files& files)
{
  TRY_ASSIGN(const CompletedForm complete, form_of(request, files));
  const auto received = services::upload_invoice(context, complete.form);
  if (!received) {
    return wrong_with(complete.form, received.errors());
  }
  return received_answer(*received, joined(complete.warnings, received->warnings));
}

struct InvoicesAsked
{
  store::InvoiceFilter filter;
  std::string company; // as it was named
};

Result<InvoicesAsked> invoices_asked(const ListInvoices& request)
{
  InvoicesAsked asked{.filter = {.request = request.request, .state = {}},
                      .company = request.company};
  asked.filter.reference = util::trim(request.reference);
  if (!request.state.empty()) {
    TRY_ASSIGN(asked.filter.state, domain::parse_invoice_state(request.state).or_at("state"));
  }
  return asked;
}

Json labelled(const domain::Invoice& invoice, services::Labels& labels)
{
  Json row = formats::to_json(invoice);
  put_label(row, labels.dossier(invoice.request));
  return row;
}

Result<Json> list_invoices(const Context& context, const InvoicesAsked& asked)
{
  store::InvoiceFilter filter = asked.filter;
  TRY_ASSIGN(filter.company, company_named(context, asked.company));
  TRY_ASSIGN(const auto found, services::list_invoices(context, filter));
  services::Labels labels(context);
  return list_document(
    "myatlas/invoices/1", "invoices",
    rows_of(found, [&](const domain::Invoice& one) { return labelled(one, labels); }));
}

Result<Json> show_invoice(const Context& context, const InvoiceName& name)
{
  return view_answer(services::show_invoice(context, name.number, name.provider_siret));
}

Result<Answer> get_invoice(const Context& context, const InvoiceName& name)
{
  TRY_ASSIGN(const auto fetched, services::get_invoice(context, name.number, name.provider_siret));
  return Answer{.document = view_json(fetched.view),
                .file = AnswerFile{fetched.view.invoice.file_name, fetched.content}};
}

InvoiceAction action_on(const InvoiceName& name, InvoiceEvent event)
{
  InvoiceAction action;
  action.event = event;
  action.number = name.number;
  action.provider = name.provider_siret;
  return action;
}

Result<Json> cancel_invoice(const Context& context, const CancelInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::cancel);
  action.reason = request.comment;
  return view_answer(services::cancel_invoice(context, action));
}

Result<Json> open_invoice(const Context& context, const InvoiceName& name)
{
  return view_answer(services::review_invoice(context, action_on(name, InvoiceEvent::open)));
}

Result<Json> accept_invoice(const Context& context, const AcceptInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::accept);
  action.although = request.although;
  return view_answer(services::review_invoice(context, action));
}

Result<Json> reject_invoice(const Context& context, const RejectInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::reject);
  action.reason = request.reason;
  return view_answer(services::review_invoice(context, action));
}

Result<Json> pay_invoice(const Context& context, const PayInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::pay);
  action.reference = request.reference;
  action.paid_on = request.date;
  action.although = request.although;
  return view_answer(services::review_invoice(context, action));
}

} // namespace

constexpr OperationOf<UploadInvoice> k_upload_invoice = operation<upload_invoice>({
  .name = "upload-invoice",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_invoice,
});

constexpr OperationOf<ListInvoices> k_list_invoices = operation<invoices_asked, list_invoices>(
  {.name = "list-invoices", .answer = "myatlas/invoices/1"});

constexpr OperationOf<InvoiceName> k_show_invoice =
  operation<show_invoice>({.name = "show-invoice", .answer = k_invoice});

constexpr OperationOf<InvoiceName> k_get_invoice =
  operation<get_invoice>({.name = "get-invoice", .answer = k_invoice});

constexpr OperationOf<CancelInvoice> k_cancel_invoice = operation<cancel_invoice>({
  .name = "cancel-invoice",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_invoice,
});

constexpr OperationOf<InvoiceName> k_open_invoice = operation<open_invoice>({
  .name = "admin open-invoice",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_invoice,
});

constexpr OperationOf<AcceptInvoice> k_accept_invoice = operation<accept_invoice>({
  .name = "admin accept-invoice",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_invoice,
});

constexpr OperationOf<RejectInvoice> k_reject_invoice = operation<reject_invoice>({
  .name = "admin reject-invoice",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_invoice,
});

constexpr OperationOf<PayInvoice> k_pay_invoice = operation<pay_invoice>({
  .name = "admin pay-invoice",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_invoice,
});

} // namespace myatlas::operations
