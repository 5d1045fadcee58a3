#include "commands/dossiers/requests.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "texts/errors.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

void bind_cancel_request(CommandLine& line, operations::CommentedDossier& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  line.option("--comment", o.comment, "TEXT", N_("Why"));
}

void bind_complete(CommandLine& line, operations::CommentedDossier& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  line.option("--comment", o.comment, "TEXT", N_("What was done"));
}

void bind_list_requests(CommandLine& line, operations::ListRequests& o)
{
  line.option("--state", o.state, words_known(domain::parse_request_state),
              N_("Only those in this state"));
  line.option("--scheme", o.scheme, words_known(domain::parse_scheme),
              N_("Only those of a scheme"));
  line.option("--since", o.since, "D", N_("Only those that changed on this day or later"));
  line.option("--company", o.company, "SIREN",
              N_("Only those of a company, by SIREN, SIRET or member code"));
  line.option("--provider-siret", o.provider_siret, "S", N_("Only those of a training provider"));
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

util::Result<int> show_requests(Session& session, const operations::Answer& answer)
{
  note_more(session, answer.document["next"]);
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

std::string sentence_of_finding(const Texts& texts, const Json& finding)
{
  const util::Error error{finding["code"].get<std::string>(),
                          finding["values"].get<std::vector<std::string>>()};
  return sentence_of(texts, error.at(finding["member"].get<std::string>()));
}

} // namespace

void bind_dossier(CommandLine& line, operations::DossierName& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
}

View request_view(const Json& document)
{
  return {document, k_request_fields};
}

util::Result<int> show_decided(Session& session, const operations::Answer& answer)
{
  (void)session.deliver_mails();
  return session.show(request_view(answer.document));
}

std::vector<Field> label_fields()
{
  return {{"company_name", N_("Company")},
          {"trainee", N_("Trainee"), Show::text, Room::if_wide},
          {"reference", N_("Reference"), Show::text, Room::if_wide}};
}

util::Result<int> show_check(Session& session, const operations::Answer& answer)
{
  Json document = answer.document;
  if (session.form() == Form::table) {
    for (Json& finding : document["findings"]) {
      finding["message"] = sentence_of_finding(session.texts(), finding);
    }
  }
  session.show({document, k_findings_fields, "findings"});
  return document["conform"].get<bool>() ? 0 : static_cast<int>(Status::negative);
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
