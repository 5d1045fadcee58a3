#include "commands/dossiers/requests.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

void bind_cancel_request(CommandLine& line, operations::CommentedDossier& o)
{
  add_dossier(line, o.request);
  add_comment(line, o.comment, N_("Why"));
}

void bind_complete(CommandLine& line, operations::CommentedDossier& o)
{
  add_dossier(line, o.request);
  add_comment(line, o.comment, N_("What was done"));
}

constexpr FormOption<operations::ListRequests> k_list_requests_options[] = {
  {"--state", &operations::ListRequests::state, words_for<domain::parse_request_state>,
   N_("Only those in this state")},
  {"--scheme", &operations::ListRequests::scheme, words_for<domain::parse_scheme>,
   N_("Only those of a scheme")},
  {"--since", &operations::ListRequests::since, k_day_value,
   N_("Only those that changed on this day or later")},
  {"--company", &operations::ListRequests::company, "SIREN", k_of_company_help},
  {"--reference", &operations::ListRequests::reference, "REF",
   N_("Only those with this reference, as they were sent under it")},
  {"--provider-siret", &operations::ListRequests::provider_siret, "S",
   N_("Only those of a training provider")},
  {"--limit", &operations::ListRequests::limit, k_number_value, N_("At most so many, by number")},
  {"--after", &operations::ListRequests::after, "NUMBER", N_("Only those that follow this one")},
};

void bind_list_requests(CommandLine& line, operations::ListRequests& o)
{
  add_options(line, o, k_list_requests_options);
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

Result<int> show_requests(Session& session, const Answer& answer)
{
  return session.show({answer.document, k_list_requests_fields, "requests"});
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

namespace {

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

const std::vector<Field> k_findings_fields = {{"severity", N_("Severity")},
                                              {"code", N_("Code")},
                                              {"member", N_("Member")},
                                              {"message", N_("What")}};

Error error_of_finding(const Json& finding)
{
  return {finding["code"].get<std::string>(), finding["values"].get<std::vector<std::string>>()};
}

constexpr Field k_label_fields[] = {{"company_name", N_("Company")},
                                    {"trainee", N_("Trainee"), Show::text, Room::if_wide},
                                    {"reference", N_("Reference"), Show::text, Room::if_wide}};

std::string sentence_of_finding(const Texts& texts, const Json& finding)
{
  return sentence_of(texts, error_of_finding(finding).at(finding["member"].get<std::string>()));
}

} // namespace

void bind_dossier(CommandLine& line, operations::DossierName& o)
{
  add_dossier(line, o.request);
}

View request_view(const Json& document)
{
  return {document, k_request_fields};
}

Result<int> show_decided(Session& session, const Answer& answer)
{
  (void)session.deliver_mails();
  return session.show(request_view(answer.document));
}

std::vector<Field> label_fields()
{
  return fields_of(k_label_fields);
}

void say_findings(const Texts& texts, Json& findings)
{
  for (Json& finding : findings) {
    finding["message"] = sentence_of_finding(texts, finding);
  }
}

Result<int> show_check(Session& session, const Answer& answer)
{
  Json document = answer.document;
  if (session.is_table()) {
    say_findings(session.texts(), document["findings"]);
  }
  session.show({document, k_findings_fields, "findings"});
  return done_or_negative(document["conform"].get<bool>());
}

const Command k_cancel_request = {
  .name = "cancel-request",
  .group = Group::requests,
  .summary = N_("Cancel a dossier"),
  .description = N_("Cancels a dossier that is not finished, before its training starts, while "
                    "no invoice waits and no money paid on it is still to come back."),
  .examples = k_cancel_request_examples,
  .declare = asks<operations::k_cancel_request, bind_cancel_request, request_view>,
  .operation = &operations::k_cancel_request,
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
  .declare = asks<operations::k_complete_request, bind_complete, show_decided>,
  .operation = &operations::k_complete_request,
  .keyed = true,
};

const Command k_list_requests = {
  .name = "list-requests",
  .group = Group::requests,
  .summary = N_("List the dossiers"),
  .description =
    N_("Lists the dossiers of the establishments and of the provider the account manages."),
  .examples = k_list_requests_examples,
  .declare = asks<operations::k_list_requests, bind_list_requests, show_requests>,
  .operation = &operations::k_list_requests,
};

} // namespace myatlas::cli
