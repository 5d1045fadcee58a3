// Making, changing and finding funding requests.
#include "operations/dossiers/requests.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "operations/dossiers/request_answers.hpp"
#include "operations/pages.hpp"
#include "services/companies/sirene.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/request_views.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_requests_answer = "myatlas/funding-requests/1";

domain::RequestForm with_new(domain::RequestForm form, const std::vector<std::string>& employees)
{
  form.new_employees = employees;
  return form;
}

// A draft has them already.
bool says_whose(const domain::RequestForm& form)
{
  return !form.siret.empty() || !form.scheme.empty();
}

Error said_twice(const domain::RequestForm& form)
{
  return {"usage.both", {"request", form.siret.empty() ? "scheme" : "siret"}};
}

Result<SubmitRequest> understood_request(const SubmitRequest& request)
{
  if (!request.request.empty() && says_whose(request.form)) {
    return said_twice(request.form);
  }
  return request;
}

Outcome ask_register(const Context& context, const SubmitRequest& request)
{
  TRY_ASSIGN(const auto look_up, context.public_register());
  return services::ask_about(context, *look_up, request.form, request.request);
}

Result<Answer> submit_request(const Context& context, const SubmitRequest& request)
{
  using services::Submission;
  if (request.online) {
    TRY(ask_register(context, request));
  }
  return written(services::submit_request(context, with_new(request.form, request.new_employees),
                                          request.request,
                                          request.draft ? Submission::draft : Submission::send));
}

Result<EditRequest> understood_edit(const EditRequest& request)
{
  if (says_whose(request.form)) {
    return said_twice(request.form);
  }
  return request;
}

Result<Answer> edit_request(const Context& context, const EditRequest& request)
{
  return written(services::edit_request(context, with_new(request.form, request.new_employees),
                                        request.request));
}

Result<Answer> complete_request(const Context& context, const CommentedDossier& request)
{
  return written(services::complete_request(context, request.request, request.comment));
}

Result<Json> cancel_request(const Context& context, const CommentedDossier& request)
{
  return decided(services::cancel_request(context, request.request, request.comment));
}

struct RequestsAsked
{
  store::RequestFilter filter;
  std::optional<domain::Date> since;
  std::string company; // as it was named
};

store::RequestFilter filter_asked(const ListRequests& request, Errors& problems)
{
  store::RequestFilter filter;
  filter.state = given<domain::parse_request_state>(request.state, "state", problems);
  filter.scheme = given<domain::parse_scheme>(request.scheme, "scheme", problems);
  return filter;
}

void put_provider(const std::string& siret, store::RequestFilter& filter, Errors& problems)
{
  if (const auto provider = given<domain::Siret::parse>(siret, "provider_siret", problems)) {
    filter.provider = provider->siren();
  }
}

// The number a page ended with: list.after (text).
Result<std::string> parse_after(std::string_view text)
{
  const std::string number = util::to_upper(util::trim(text));
  return domain::is_dossier_number(number)
           ? Result<std::string>(number)
           : Result<std::string>(Error{"list.after", {std::string(text)}});
}

// Of how much of the list.
void put_part(const ListRequests& request, store::RequestFilter& filter, Errors& problems)
{
  filter.limit = given<parse_limit>(request.limit, "limit", problems);
  filter.after = given<parse_after>(request.after, "after", problems).value_or("");
}

Result<RequestsAsked> understood_requests(const ListRequests& request)
{
  Errors problems;
  RequestsAsked asked{.filter = filter_asked(request, problems), .since = {}, .company = {}};
  asked.since = given<domain::Date::parse>(request.since, "since", problems);
  put_provider(request.provider_siret, asked.filter, problems);
  put_part(request, asked.filter, problems);
  asked.company = request.company;
  asked.filter.reference = util::trim(request.reference);
  return or_problems(asked, problems);
}

Result<store::RequestFilter> filter_of(const Context& context, const RequestsAsked& asked)
{
  store::RequestFilter filter = asked.filter;
  filter.since = begin_of_day(context, asked.since);
  TRY_ASSIGN(filter.company, company_named(context, asked.company));
  return filter;
}

Json request_rows(const services::RequestPage& page)
{
  Json rows = Json::array();
  for (std::size_t i = 0; i < page.requests.size(); ++i) {
    rows.push_back(formats::to_json(page.requests[i]));
    put_label(rows.back(), page.labels[i]);
  }
  return rows;
}

Json place_behind(const services::RequestPage& page)
{
  return page.more ? Json(page.requests.back().number) : Json(nullptr);
}

Json page_document(const services::RequestPage& page)
{
  return page_of(k_requests_answer, "requests", request_rows(page), place_behind(page));
}

Result<Json> list_requests(const Context& context, const RequestsAsked& asked)
{
  TRY_ASSIGN(const auto filter, filter_of(context, asked));
  return document_of(services::list_requests(context, filter), page_document);
}

template <typename Request>
domain::RequestForm laid_over(domain::RequestForm file, const Request& request)
{
  domain::take_texts(file, request.form);
  if (!request.form.employees.empty() || !request.new_employees.empty()) {
    file.employees = request.form.employees;
    file.trainees.clear();
  }
  return file;
}

} // namespace

domain::RequestForm form_over(domain::RequestForm file, const SubmitRequest& request)
{
  return laid_over(std::move(file), request);
}

domain::RequestForm form_over(domain::RequestForm file, const EditRequest& request)
{
  return laid_over(std::move(file), request);
}

constexpr OperationOf<SubmitRequest> k_submit_request =
  operation<understood_request, submit_request>({
    .name = "submit-request",
    .effect = Effect::write,
    .who = Who::account,
    .answer = k_request_answer,
  });

constexpr OperationOf<EditRequest> k_edit_request = operation<understood_edit, edit_request>({
  .name = "edit-request",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_request_answer,
});

constexpr OperationOf<CommentedDossier> k_complete_request = operation<complete_request>({
  .name = "complete-request",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_request_answer,
});

constexpr OperationOf<CommentedDossier> k_cancel_request = operation<cancel_request>({
  .name = "cancel-request",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_request_answer,
});

constexpr OperationOf<ListRequests> k_list_requests = operation<understood_requests, list_requests>(
  {.name = "list-requests", .answer = k_requests_answer});

} // namespace myatlas::operations
