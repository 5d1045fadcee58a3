#include "operations/dossiers/contracts.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "formats/json/contract_json.hpp"
#include "output/plain_text.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct SubmitContractOptions
{
  operations::SubmitContract request;
  std::string file;
};

constexpr FormOption<operations::SubmitContract> k_submit_contract_options[] = {
  {"--request", &operations::SubmitContract::request, k_number_value,
   N_("Dossier it completes or amends")},
  {"--online", &operations::SubmitContract::online, k_register_help},
  {"--dry-run", &operations::SubmitContract::dry_run,
   N_("Only say what speaks against it; ends with 1 when something blocks")},
};

void bind_submit_contract(CommandLine& line, SubmitContractOptions& o)
{
  add_file(line, o.file, o.request.contract, N_("The contract, as JSON"), Need::always);
  add_options(line, o.request, k_submit_contract_options);
}

Result<Json> contract_in(const std::string& file)
{
  TRY_ASSIGN(Json contract, in_form(file, read_from(file, formats::parse_json)));
  TRY(in_form(file, formats::contract_values(contract)));
  return contract;
}

Outcome read_contract(Session&, SubmitContractOptions& o, LocalFiles& files)
{
  TRY_ASSIGN(o.request.contract, contract_in(o.file));
  if (!o.request.dry_run) {
    files.request_is_in(o.file);
  }
  return Done{};
}

Result<int> show_contract(Session& session, const SubmitContractOptions& o, const Answer& answer)
{
  return o.request.dry_run ? show_check(session, answer) : show_decided(session, answer);
}

const std::vector<Field> k_list_instalments_fields = {
  {"number", N_("No."), Show::number},   {"code", N_("Code")},
  {"year", N_("Year"), Show::number},    {"opens", N_("From when on")},
  {"from", N_("Period from")},           {"to", N_("to")},
  {"amount", N_("Amount"), Show::money}, {"invoiced", N_("Invoiced"), Show::money},
  {"paid", N_("Paid"), Show::money},     {"deducted", N_("Set off"), Show::money},
  {"left", N_("Left"), Show::money},     {"state", N_("State"), Show::state}};

std::string heading_of(const Session& session, const Json& contract)
{
  return session.trf(N_("{0}: {1}, {2}"), plain_text(contract["request"]),
                     plain_text(contract["trainee"]), plain_text(contract["company_name"]));
}

Result<int> show_instalments(Session& session, const Answer& answer)
{
  const Json& document = answer.document;
  if (session.is_table()) {
    session.print(heading_of(session, document) + "\n");
  }
  return session.show({document, k_list_instalments_fields, "instalments"});
}

constexpr Example k_submit_contract_examples[] = {
  {N_("A contract to fill in"), "myatlas template contract --to contract.json"},
  {N_("What speaks against it"), "myatlas submit-contract contract.json --dry-run"},
  {N_("Sent"), "myatlas submit-contract contract.json"},
  {N_("An amendment of an accepted one"),
   "myatlas submit-contract avenant.json --request D20260000001"},
};
constexpr Example k_list_instalments_examples[] = {
  {N_("What can be invoiced, and when"), "myatlas list-instalments D20260000001"},
  {N_("For a script"), "myatlas list-instalments D20260000001 -o json | jq -r '.instalments[] | "
                       "select(.left != \"0.00\") | .number'"},
};

} // namespace

const Command k_submit_contract = {
  .name = "submit-contract",
  .group = Group::requests,
  .summary = N_("Send an apprenticeship contract (CFA)"),
  .description = N_(
    "Sends an apprenticeship contract (Cerfa 10103) on behalf of the employer, from a JSON file in "
    "the shape of the inter-OPCO API, and prints the number of its dossier. Numbers and numeric "
    "strings are both read. Everything that is missing or against the rules is told at once; what "
    "may have it refused is a warning. With --request an incomplete dossier is completed, or an "
    "amendment of an accepted contract sent, which the OPCO accepts or refuses; the apprentice and "
    "the certification stay as they are. The shape is reconstructed from public clients of that "
    "API. With --online the public register says whether establishments are open and the CFA "
    "certified (Qualiopi); whether the certification is registered and reached by apprenticeship "
    "is looked up in the table imported with \"import certifications\"."),
  .examples = k_submit_contract_examples,
  .declare =
    asks<operations::k_submit_contract, bind_submit_contract, show_contract, read_contract>,
  .operation = &operations::k_submit_contract,
  .keyed = true,
};

const Command k_list_instalments = {
  .name = "list-instalments",
  .group = Group::invoices,
  .summary = N_("List the instalments of a contract"),
  .description = N_(
    "Lists the schedule (échéancier) of an apprenticeship contract that was accepted: when each "
    "instalment can be invoiced, the period it is for, and what is invoiced, paid and left of it. "
    "The balance is lost four months after the end of a contract concluded since July 2025. An "
    "instalment that an amendment or a break-off took out of the schedule stays as far as it was "
    "invoiced, and that is set off against those that follow."),
  .examples = k_list_instalments_examples,
  .declare = asks<operations::k_list_instalments, bind_dossier, show_instalments>,
  .operation = &operations::k_list_instalments,
};

} // namespace myatlas::cli
