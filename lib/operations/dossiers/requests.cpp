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

// A draft keeps its establishment and its scheme.
util::Result<SubmitRequest> understood_request(const SubmitRequest& request)
{
  const domain::RequestForm& form = request.form;
  if (!request.request.empty() && (!form.siret.empty() || !form.scheme.empty())) {
    return util::Error{"usage.both", {"request", form.siret.empty() ? "scheme" : "siret"}};
  }
  return request;
}

util::Result<Answer> submit_request(const Context& context, const SubmitRequest& request)
{
  if (request.online) {
    TRY_ASSIGN(const auto look_up, context.public_register());
    TRY(services::ask_about(context, *look_up, request.form, request.request));
  }
  const auto how = request.draft ? services::Submission::draft : services::Submission::send;
  return written(services::submit_request(context, with_new(request.form, request.new_employees),
                                          request.request, how));
}

util::Result<EditRequest> understood_edit(const EditRequest& request)
{
  const domain::RequestForm& form = request.form;
  if (!form.siret.empty() || !form.scheme.empty()) {
    return util::Error{"usage.both", {"request", form.siret.empty() ? "scheme" : "siret"}};
  }
  return request;
}

util::Result<Answer> edit_request(const Context& context, const EditRequest& request)
{
  return written(services::edit_request(context, with_new(request.form, request.new_employees),
                                        request.request));
}

util::Result<Answer> complete_request(const Context& context, const CommentedDossier& request)
{
  return written(services::complete_request(context, request.request, request.comment));
}

util::Result<Json> cancel_request(const Context& context, const CommentedDossier& request)
{
  return decided(services::cancel_request(context, request.request, request.comment));
}

struct RequestsAsked
{
  store::RequestFilter filter;
  std::optional<domain::Date> since;
  std::string company; // as it was named
};

util::Result<RequestsAsked> understood_requests(const ListRequests& request)
{
  util::Errors problems;
  RequestsAsked asked;
  store::RequestFilter& filter = asked.filter;
  filter.state = given<domain::parse_request_state>(request.state, "state", problems);
  filter.scheme = given<domain::parse_scheme>(request.scheme, "scheme", problems);
  asked.since = given<domain::Date::parse>(request.since, "since", problems);
  if (const auto provider =
        given<domain::Siret::parse>(request.provider_siret, "provider_siret", problems)) {
    filter.provider = provider->siren();
  }
  filter.limit = given<parse_limit>(request.limit, "limit", problems);
  filter.after = util::to_upper(util::trim(request.after));
  asked.company = request.company;
  return problems.empty() ? util::Result<RequestsAsked>(asked)
                          : util::Result<RequestsAsked>(problems);
}

util::Result<Json> list_requests(const Context& context, const RequestsAsked& asked)
{
  store::RequestFilter filter = asked.filter;
  if (asked.since) {
    filter.since = domain::begin_of(*asked.since, context.zone);
  }
  TRY_ASSIGN(filter.company, company_named(context, asked.company));
  TRY_ASSIGN(const auto found, services::list_requests(context, filter));
  Json requests = Json::array();
  for (std::size_t i = 0; i < found.requests.size(); ++i) {
    requests.push_back(formats::to_json(found.requests[i]));
    put_label(requests.back(), found.labels[i]);
  }
  return Json{{"schema", k_requests_answer},
              {"requests", requests},
              {"next", found.more ? Json(found.requests.back().number) : Json(nullptr)}};
}

} // namespace

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
