#include "services/dossiers/contracts.hpp"

#include "commands/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "messages/say.hpp"
#include "session.hpp"
#include "util/try.hpp"

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

util::Result<int> run_submit_contract(Session& session, const SubmitContractOptions& o)
{
  TRY_ASSIGN(const services::ContractForm form, form_of(o));
  const domain::RateTable& rates = formats::built_in_rates();
  if (o.online) {
    TRY(session.in_store(store::Store::Use::write, Login::required, [&](const services::Context&) {
      const auto look_up = session.look_up();
      return look_up ? services::ask_about(**look_up, form.values)
                     : util::Outcome(look_up.errors());
    }));
  }
  if (o.dry_run) {
    const auto check = session.in_store(store::Store::Use::read, Login::required,
                                        [&](const services::Context& context) {
                                          return services::check_contract(context, form, rates);
                                        });
    return check ? show_findings(session, nullptr, *check) : session.fail(check.errors());
  }
  const auto sent = session.in_store(store::Store::Use::write, Login::required,
                                     [&](const services::Context& context) {
                                       return services::submit_contract(context, form, rates);
                                     });
  return sent ? show_written(session, *sent) : session.fail(in_form(o.file, sent.errors()));
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

util::Result<int> run_list_instalments(Session& session, const std::string& number)
{
  TRY_ASSIGN(const auto view, session.in_store(store::Store::Use::read, Login::account_or_host,
                                               [&](const services::Context& context) {
                                                 return services::list_instalments(context, number);
                                               }));
  Json rows = Json::array();
  for (const store::InstalmentState& state : view.instalments) {
    rows.push_back(instalment_json(state));
  }
  Json document = {
    {"schema", "myatlas/instalments/1"}, {"request", view.request}, {"instalments", rows}};
  put_label(document, view.label);
  if (session.form() == Form::table) {
    say(session.env().out,
        trf(N_("{0}: {1}, {2}"), view.request, view.label.trainee, view.label.company) + "\n");
  }
  return session.show({document,
                       {{"number", N_("No."), Show::number},
                        {"code", N_("Code")},
                        {"year", N_("Year"), Show::number},
                        {"opens", N_("From when on")},
                        {"from", N_("Period from")},
                        {"to", N_("to")},
                        {"amount", N_("Amount"), Show::money},
                        {"invoiced", N_("Invoiced"), Show::money},
                        {"paid", N_("Paid"), Show::money},
                        {"deducted", N_("Set off"), Show::money},
                        {"left", N_("Left"), Show::money},
                        {"state", N_("State"), Show::state}},
                       "instalments"});
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
  "submit-contract",
  Group::requests,
  N_("Send an apprenticeship contract (CFA)"),
  N_("Sends an apprenticeship contract (Cerfa 10103) on behalf of the employer, from a JSON file "
     "in the shape of the inter-OPCO API, and prints "
     "the number of its dossier. Numbers and numeric strings are both read. Everything that is "
     "missing or against the rules is told at once; "
     "what may have it refused is a warning. With --request an incomplete dossier is completed, or "
     "an amendment of an accepted contract sent, which the "
     "OPCO accepts or refuses; the apprentice and the certification stay as they are. The shape is "
     "reconstructed from public clients of that API. With --online the public register says "
     "whether establishments are open and the CFA certified "
     "(Qualiopi); whether the certification is registered and reached by apprenticeship is looked "
     "up in the table imported with \"import certifications\"."),
  k_submit_contract_examples,
  [](CommandLine& line) {
    declare_with<SubmitContractOptions>(
      line,
      [](CommandLine& l, SubmitContractOptions& o) {
        l.argument(Kind::file, o.file, N_("The contract, as JSON"));
        l.option("--request", o.request, "N", N_("Dossier it completes or amends"));
        l.flag(
          "--online", o.online,
          N_("Ask the public register for the establishments first: closed, without Qualiopi"));
        l.flag("--dry-run", o.dry_run,
               N_("Only say what speaks against it; ends with 1 when something blocks"));
      },
      run_submit_contract);
  }};

const Command k_list_instalments = {
  "list-instalments",
  Group::invoices,
  N_("List the instalments of a contract"),
  N_("Lists the schedule (échéancier) of an apprenticeship contract that was accepted: when each "
     "instalment can be invoiced, the period it is "
     "for, and what is invoiced, paid and left of it. The balance is lost four months after the "
     "end of a contract concluded since July 2025. An instalment that "
     "an amendment or a break-off took out of the schedule stays as far as it was invoiced, and "
     "that is set off against those that follow."),
  k_list_instalments_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line,
      [](CommandLine& l, std::string& n) {
        l.argument(Kind::dossier, n, N_("Number of the dossier"));
      },
      run_list_instalments);
  }};

} // namespace myatlas::cli
