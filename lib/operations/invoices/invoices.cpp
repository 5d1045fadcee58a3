#include "operations/invoices/invoices.hpp"

#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "services/invoices/einvoices.hpp"
#include "services/labels.hpp"

namespace myatlas::operations {

namespace {

using domain::InvoiceEvent;
using services::Context;
using services::InvoiceAction;
using services::InvoiceForm;
using services::InvoiceView;

constexpr const char* k_invoice = "myatlas/invoice/1";

Json lines_json(const std::vector<domain::BilledLine>& lines)
{
  Json rows = Json::array();
  for (const domain::BilledLine& line : lines) {
    rows.push_back({{"nature", domain::to_text(line.nature)},
                    {"amount", line.amount.text()},
                    {"instalment", line.instalment ? Json(*line.instalment) : Json(nullptr)}});
  }
  return rows;
}

Json history_json(const std::vector<domain::InvoiceChange>& changes)
{
  Json history = Json::array();
  for (const domain::InvoiceChange& change : changes) {
    history.push_back(formats::to_json(change));
  }
  return history;
}

Json view_json(const InvoiceView& view)
{
  Json json = document(k_invoice, formats::to_json(view.invoice));
  json["lines"] = lines_json(view.lines);
  json["history"] = history_json(view.history);
  json["earlier"] = history_json(view.earlier);
  json["replaced_by"] = formats::text_or_null(view.replaced_by);
  return json;
}

util::Result<Json> view_answer(const util::Result<InvoiceView>& view)
{
  return view ? util::Result<Json>(view_json(*view)) : util::Result<Json>(view.errors());
}

// What a file says as data where the form says nothing; a picture or a plain PDF says nothing.
util::Result<services::CompletedForm> completed(InvoiceForm form)
{
  const auto kind = domain::document_kind(form.file_name, form.content);
  if (!kind || (*kind != domain::DocumentKind::pdf && *kind != domain::DocumentKind::xml)) {
    return services::CompletedForm{std::move(form), {}}; // the service refuses what is no document
  }
  const util::Result<domain::EInvoice> invoice = formats::read_einvoice(form.content);
  if (invoice) {
    return services::complete_form(std::move(form), *invoice);
  }
  if (formats::is_plain_document(invoice.error())) {
    return services::CompletedForm{std::move(form), {}};
  }
  util::Errors problems = invoice.errors();
  for (util::Error& problem : problems) {
    problem.where.file = form.file_name;
  }
  return problems;
}

// The form with its file; one that did not come along is told with what else is wrong.
util::Result<services::CompletedForm> form_of(const UploadInvoice& request, const Files& files)
{
  InvoiceForm form = request.form;
  if (!request.file.is_there()) {
    return services::CompletedForm{form, {}};
  }
  util::Result<std::string> content = files.find(request.file);
  if (!content) {
    form.problems = {content.error().at("file")};
    return services::CompletedForm{std::move(form), {}};
  }
  form.file_name = request.file.name;
  form.content = *std::move(content);
  return completed(std::move(form));
}

// Of a file that is not there nobody knows what it would have said.
util::Errors wrong_with(const InvoiceForm& form, util::Errors problems)
{
  if (!form.problems.empty() && form.content.empty()) {
    std::erase_if(problems, [](const util::Error& e) { return e.code == "field.required"; });
  }
  return problems;
}

util::Result<Answer> upload_invoice(const Context& context, const UploadInvoice& request,
                                    Files& files)
{
  TRY_ASSIGN(const services::CompletedForm complete, form_of(request, files));
  const auto received = services::upload_invoice(context, complete.form);
  if (!received) {
    return wrong_with(complete.form, received.errors());
  }
  util::Errors warnings = complete.warnings;
  warnings.insert(warnings.end(), received->warnings.begin(), received->warnings.end());
  Answer answer{.document = document(k_invoice, formats::to_json(received->invoice)),
                .warnings = warnings};
  answer.document["lines"] = lines_json(received->lines);
  answer.document["warnings"] = problems_json(warnings);
  return answer;
}

util::Result<store::InvoiceFilter> filter_of(const ListInvoices& request)
{
  store::InvoiceFilter filter{.request = request.request, .state = {}};
  if (!request.state.empty()) {
    TRY_ASSIGN(filter.state, domain::parse_invoice_state(request.state).or_at("state"));
  }
  return filter;
}

util::Result<Json> list_invoices(const Context& context, const store::InvoiceFilter& filter)
{
  TRY_ASSIGN(const auto found, services::list_invoices(context, filter));
  services::Labels labels(context);
  Json invoices = Json::array();
  for (const domain::Invoice& invoice : found) {
    invoices.push_back(formats::to_json(invoice));
    put_label(invoices.back(), labels.dossier(invoice.request));
  }
  return Json{{"schema", "myatlas/invoices/1"}, {"invoices", invoices}};
}

util::Result<Json> show_invoice(const Context& context, const InvoiceName& name)
{
  return view_answer(services::show_invoice(context, name.number, name.provider_siret));
}

util::Result<Answer> get_invoice(const Context& context, const InvoiceName& name)
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

util::Result<Json> cancel_invoice(const Context& context, const CancelInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::cancel);
  action.reason = request.comment;
  return view_answer(services::cancel_invoice(context, action));
}

util::Result<Json> open_invoice(const Context& context, const InvoiceName& name)
{
  return view_answer(services::review_invoice(context, action_on(name, InvoiceEvent::open)));
}

util::Result<Json> accept_invoice(const Context& context, const AcceptInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::accept);
  action.although = request.although;
  return view_answer(services::review_invoice(context, action));
}

util::Result<Json> reject_invoice(const Context& context, const RejectInvoice& request)
{
  InvoiceAction action = action_on(request.invoice, InvoiceEvent::reject);
  action.reason = request.reason;
  return view_answer(services::review_invoice(context, action));
}

util::Result<Json> pay_invoice(const Context& context, const PayInvoice& request)
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

constexpr OperationOf<ListInvoices> k_list_invoices =
  operation<filter_of, list_invoices>({.name = "list-invoices", .answer = "myatlas/invoices/1"});

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
