#include "services/dossiers/contracts.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct SubmitContractOptions
{
  std::string file, request;
  bool dry_run = false, online = false;
};

util::Result<services::ContractForm> form_of(const SubmitContractOptions& o)
{
  const util::Result<domain::Contract::Values> values = read_from(o.file, formats::read_contract);
  return values ? util::Result<services::ContractForm>({*values, o.request})
                : util::Result<services::ContractForm>(in_form(o.file, values.errors()));
}

void bind_submit_contract(CommandLine& line, SubmitContractOptions& o)
{
  line.argument(Kind::file, o.file, N_("The contract, as JSON"));
  line.option("--request", o.request, "N", N_("Dossier it completes or amends"));
  line.flag("--online", o.online,
            N_("Ask the public register for the establishments first: closed, without Qualiopi"));
  line.flag("--dry-run", o.dry_run,
            N_("Only say what speaks against it; ends with 1 when something blocks"));
}

// Of its establishments, in a store that takes the answers.
util::Outcome ask_register(Session& session, const domain::Contract::Values& values)
{
  TRY(session.open(store::Store::Use::write, Login::required));
  TRY_ASSIGN(const auto look_up, session.look_up());
  return services::ask_about(*look_up, values);
}

util::Result<int> run_submit_contract(Session& session, const SubmitContractOptions& o)
{
  TRY_ASSIGN(const services::ContractForm form, form_of(o));
  const domain::RateTable& rates = formats::built_in_rates();
  if (o.online) {
    TRY(ask_register(session, form.values));
  }
  if (o.dry_run) {
    TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::required));
    TRY_ASSIGN(const auto found, services::check_contract(*context, form, rates));
    return show_findings(session, nullptr, found);
  }
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::required));
  TRY_ASSIGN(const auto sent, in_form(o.file, services::submit_contract(*context, form, rates)));
  return show_written(session, sent);
}

Json instalment_json(const store::InstalmentState& state)
{
  const domain::Instalment& i = state.instalment;
  return {{"number", i.number},
          {"code", i.code},
          {"year", i.year},
          {"opens", i.opens.text()},
          {"from", i.from.text()},
          {"to", i.to.text()},
          {"amount", i.amount.text()},
          {"invoiced", state.invoiced.text()},
          {"paid", state.paid.text()},
          {"deducted", state.deducted.text()},
          {"left", state.left().text()},
          {"state", store::to_text(state)}};
}

void bind_list_instalments(CommandLine& line, std::string& number)
{
  line.argument(Kind::dossier, number, N_("Number of the dossier"));
}

const std::vector<Field> k_list_instalments_fields = {
  {"number", N_("No."), Show::number},   {"code", N_("Code")},
  {"year", N_("Year"), Show::number},    {"opens", N_("From when on")},
  {"from", N_("Period from")},           {"to", N_("to")},
  {"amount", N_("Amount"), Show::money}, {"invoiced", N_("Invoiced"), Show::money},
  {"paid", N_("Paid"), Show::money},     {"deducted", N_("Set off"), Show::money},
  {"left", N_("Left"), Show::money},     {"state", N_("State"), Show::state}};

util::Result<int> run_list_instalments(Session& session, const services::Context& context,
                                       const std::string& number)
{
  TRY_ASSIGN(const auto view, services::list_instalments(context, number));
  Json rows = Json::array();
  for (const store::InstalmentState& state : view.instalments) {
    rows.push_back(instalment_json(state));
  }
  Json document = {
    {"schema", "myatlas/instalments/1"}, {"request", view.request}, {"instalments", rows}};
  put_label(document, view.label);
  if (session.form() == Form::table) {
    say(session.env().out, session.texts().trf(N_("{0}: {1}, {2}"), view.request,
                                               view.label.trainee, view.label.company) +
                             "\n");
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
  .declare = with_options<bind_submit_contract, run_submit_contract>,
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
  .declare = with_options<bind_list_instalments, run_list_instalments>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
