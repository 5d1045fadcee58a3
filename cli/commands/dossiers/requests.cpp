#include "commands/dossiers/requests.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "formats/json/json_records.hpp"
#include "services/companies/companies.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct CancelRequestOptions
{
  std::string number, comment;
};

void bind_cancel_request(CommandLine& line, CancelRequestOptions& o)
{
  line.argument(Kind::dossier, o.number, N_("Number of the dossier"));
  line.option("--comment", o.comment, "TEXT", N_("Why"));
}

util::Result<int> run_cancel_request(Session& session, const services::Context& context,
                                     const CancelRequestOptions& options)
{
  TRY_ASSIGN(const auto request,
             as_options(services::cancel_request(context, options.number, options.comment)));
  return session.show(request_view(request));
}

void bind_complete(CommandLine& line, CancelRequestOptions& o)
{
  line.argument(Kind::dossier, o.number, N_("Number of the dossier"));
  line.option("--comment", o.comment, "TEXT", N_("What was done"));
}

util::Result<int> run_complete(Session& session, const services::Context& context,
                               const CancelRequestOptions& options)
{
  TRY_ASSIGN(const auto written,
             as_options(services::complete_request(context, options.number, options.comment)));
  return show_written(session, written);
}

struct ListRequestsOptions
{
  std::string state, scheme, since, company, provider, after, limit;
};

struct RequestQuery
{
  store::RequestFilter filter;
  std::string company; // as it was named
};

util::Result<RequestQuery> read_list_requests(const Session& session,
                                              const ListRequestsOptions& options)
{
  util::Errors problems;
  store::RequestFilter filter;
  filter.state =
    given<domain::RequestState>(options.state, domain::parse_request_state, "--state", problems);
  filter.scheme = given<domain::Scheme>(options.scheme, domain::parse_scheme, "--scheme", problems);
  if (const auto since =
        given<domain::Date>(options.since, domain::Date::parse, "--since", problems)) {
    filter.since = domain::begin_of(*since, session.zone());
  }
  if (const auto provider = given<domain::Siret>(options.provider, domain::Siret::parse,
                                                 "--provider-siret", problems)) {
    filter.provider = provider->siren();
  }
  filter.limit = given<std::int64_t>(options.limit, parse_limit, "--limit", problems);
  filter.after = util::to_upper(util::trim(options.after));
  if (!problems.empty()) {
    return problems;
  }
  return RequestQuery{filter, options.company};
}

void bind_list_requests(CommandLine& line, ListRequestsOptions& o)
{
  line.option("--state", o.state, words_known(domain::parse_request_state),
              N_("Only those in this state"));
  line.option("--scheme", o.scheme, words_known(domain::parse_scheme),
              N_("Only those of a scheme"));
  line.option("--since", o.since, "D", N_("Only those that changed on this day or later"));
  line.option("--company", o.company, "SIREN",
              N_("Only those of a company, by SIREN, SIRET or member code"));
  line.option("--provider-siret", o.provider, "S", N_("Only those of a training provider"));
  line.option("--limit", o.limit, "N", N_("At most so many, by number"));
  line.option("--after", o.after, "NUMBER", N_("Only those that follow this one"));
}

const std::vector<Field> k_list_requests_fields = {
  {"number", N_("Dossier")},
  {"state", N_("State"), Show::state},
  {"siret", N_("SIRET"), Show::text, Room::if_wide},
  {"company_name", N_("Company")},
  {"trainee", N_("Trainee"), Show::text, Room::if_wide},
  {"title", N_("Training")},
  {"reference", N_("Reference"), Show::text, Room::if_wide},
  {"start", N_("Start"), Show::text, Room::if_wide},
  {"teaching_cost", N_("Teaching cost"), Show::money, Room::if_wide},
  {"accepted_amount", N_("Accepted"), Show::money}};

util::Result<int> run_list_requests(Session& session, const services::Context& context,
                                    const RequestQuery& query)
{
  store::RequestFilter filter = query.filter;
  TRY_ASSIGN(filter.company, company_named(context, query.company));
  TRY_ASSIGN(const auto found, services::list_requests(context, filter));
  Json requests = Json::array();
  for (std::size_t i = 0; i < found.requests.size(); ++i) {
    requests.push_back(formats::to_json(found.requests[i]));
    put_label(requests.back(), found.labels[i]);
  }
  const Json next = found.more ? Json(found.requests.back().number) : Json(nullptr);
  note_more(session, next);
  return session.show(
    {{{"schema", "myatlas/funding-requests/1"}, {"requests", requests}, {"next", next}},
     k_list_requests_fields,
     "requests"});
}

constexpr Example k_cancel_request_examples[] = {
  {N_("A request that is no longer wanted"), "myatlas cancel-request D20260000001"},
  {N_("With a word of explanation"),
   "myatlas cancel-request D20260000001 --comment 'départ du stagiaire'"},
};
constexpr Example k_complete_examples[] = {
  {N_("What was missing is attached"), "myatlas complete-request D20260000001"},
  {N_("With a word of explanation"),
   "myatlas complete-request D20260000001 --comment 'devis signé'"},
};
constexpr Example k_list_requests_examples[] = {
  {N_("All dossiers"), "myatlas list-requests"},
  {N_("Those accepted that changed since the beginning of the year"),
   "myatlas list-requests --state ENGAGE --since 2026-01-01"},
  {N_("A hundred at a time"), "myatlas list-requests --limit 100 --after D20260000100"},
};

} // namespace

util::Result<std::optional<domain::Siren>> company_named(const services::Context& context,
                                                         const std::string& text)
{
  util::Errors problems;
  const auto asked_for = [&](const std::string& name) {
    return services::company_asked_for(context, name);
  };
  const auto siren = given<domain::Siren>(text, asked_for, "--company", problems);
  return problems.empty() ? util::Result<std::optional<domain::Siren>>(siren)
                          : util::Result<std::optional<domain::Siren>>(problems);
}

const std::vector<Field> k_request_fields = {{"number", N_("Dossier")},
                                             {"state", N_("State"), Show::state},
                                             {"siret", N_("SIRET")},
                                             {"scheme", N_("Scheme"), Show::state},
                                             {"title", N_("Training")},
                                             {"provider_siret", N_("Provider")},
                                             {"start", N_("Start")},
                                             {"end", N_("End")},
                                             {"hours", N_("Hours"), Show::number},
                                             {"mode", N_("Mode"), Show::state},
                                             {"employees", N_("Trainees")},
                                             {"teaching_cost", N_("Teaching cost"), Show::money},
                                             {"asked_amount", N_("Asked"), Show::money},
                                             {"accepted_amount", N_("Accepted"), Show::money}};

View request_view(const domain::FundingRequest& request)
{
  Json document = {{"schema", "myatlas/funding-request/1"}};
  document.update(formats::to_json(request));
  return {document, k_request_fields};
}

util::Result<int> show_decided(Session& session,
                               const util::Result<domain::FundingRequest>& request)
{
  if (!request) {
    return as_options(request.errors());
  }
  (void)session.deliver_mails();
  return session.show(request_view(*request));
}

void put_label(Json& row, const services::DossierLabel& label)
{
  row["company_name"] = formats::text_or_null(label.company);
  row["trainee"] = formats::text_or_null(label.trainee);
  row["reference"] = formats::text_or_null(label.reference);
}

std::vector<Field> label_fields()
{
  return {{"company_name", N_("Company")},
          {"trainee", N_("Trainee"), Show::text, Room::if_wide},
          {"reference", N_("Reference"), Show::text, Room::if_wide}};
}

Json problems_json(const util::Errors& problems)
{
  Json list = Json::array();
  for (const util::Error& problem : problems) {
    list.push_back(
      {{"code", problem.code}, {"member", problem.where.column}, {"values", problem.args}});
  }
  return list;
}

const std::vector<Field> k_findings_fields = {{"severity", N_("Severity")},
                                              {"code", N_("Code")},
                                              {"member", N_("Member")},
                                              {"message", N_("What")}};

util::Result<int> show_findings(Session& session, const Json& number,
                                const std::vector<domain::Finding>& found)
{
  Json findings = Json::array();
  bool conform = true;
  for (const domain::Finding& finding : found) {
    const bool blocks = finding.severity == domain::Severity::blocks;
    conform = conform && !blocks;
    findings.push_back({{"severity", letter_of(finding.severity)},
                        {"code", finding.error.code},
                        {"member", finding.error.where.column},
                        {"values", finding.error.args}});
    if (session.form() == Form::table) {
      findings.back()["message"] = sentence_of(session.texts(), finding.error);
    }
  }
  session.show({{{"schema", "myatlas/request-check/1"},
                 {"request", number},
                 {"conform", conform},
                 {"findings", findings}},
                k_findings_fields,
                "findings"});
  return conform ? 0 : static_cast<int>(Status::negative);
}

util::Result<int> show_written(Session& session, const services::WrittenRequest& written)
{
  View view = request_view(written.request);
  view.document["warnings"] = problems_json(written.warnings);
  for (const util::Error& warning : written.warnings) {
    session.warn(warning);
  }
  (void)session.deliver_mails();
  return session.show(view);
}

const Command k_cancel_request = {
  .name = "cancel-request",
  .group = Group::requests,
  .summary = N_("Cancel a dossier"),
  .description = N_("Cancels a dossier that is not finished, before its training starts, while "
                    "no invoice waits and no money paid on it is still to come back."),
  .examples = k_cancel_request_examples,
  .declare = with_options<bind_cancel_request, run_cancel_request>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_complete_request = {
  .name = "complete-request",
  .group = Group::requests,
  .summary = N_("Complete a dossier found incomplete"),
  .description =
    N_("Sends a dossier that was found incomplete (INCOMPLET) back under instruction, once what "
       "was asked for is attached (attach-document) or changed (edit-request). A CFA sends the "
       "contract again instead: submit-contract FILE --request NUMBER."),
  .examples = k_complete_examples,
  .declare = with_options<bind_complete, run_complete>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_requests = {
  .name = "list-requests",
  .group = Group::requests,
  .summary = N_("List the dossiers"),
  .description =
    N_("Lists the dossiers of the establishments and of the provider the account manages."),
  .examples = k_list_requests_examples,
  .declare = with_request<bind_list_requests, read_list_requests, run_list_requests>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
