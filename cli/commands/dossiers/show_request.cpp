#include "commands/dossiers/requests.hpp"

#include <algorithm>

#include "commands/dossiers/commands.hpp"
#include "domain/values/money.hpp"
#include "output/plain_text.hpp"
#include "request.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_request_history_fields = {{"at", N_("When")},
                                                     {"event", N_("What"), Show::state},
                                                     {"state", N_("State"), Show::state},
                                                     {"actor", N_("Who")},
                                                     {"comment", N_("Comment")}};

// Those of one version, each with when it was sent.
void add_changes(const Json& version, Json& rows)
{
  for (Json change : version["changes"]) {
    change["sent"] = version["sent"];
    rows.push_back(std::move(change));
  }
}

Json changes_in_turn(const Json& versions)
{
  Json rows = Json::array();
  for (const Json& version : versions) {
    add_changes(version, rows);
  }
  return rows;
}

const std::vector<Field> k_amendment_fields = {{"member", N_("Changed by the amendment")},
                                               {"before", N_("Before")},
                                               {"after", N_("Afterwards")}};

// What a dossier may have.
const std::vector<Field> k_optional_fields = {{"reference", N_("Reference")},
                                              {"certification", N_("Certification")},
                                              {"place", N_("Place")},
                                              {"travel_cost", N_("Travel"), Show::money},
                                              {"lodging_cost", N_("Lodging"), Show::money},
                                              {"meal_cost", N_("Meals"), Show::money},
                                              {"wage_cost", N_("Pay of the trainees"), Show::money},
                                              {"co_funding", N_("Co-funding"), Show::money},
                                              {"subrogation", N_("The OPCO pays the provider")}};

const std::vector<Field> k_billed_fields = {
  {"invoiced", N_("Invoiced"), Show::money},
  {"paid", N_("Paid"), Show::money},
  {"left_to_invoice", N_("Left to invoice"), Show::money}};

bool has(const View& shown, const char* member)
{
  return !member_of(shown.document, member).is_null();
}

void add_company(View& shown)
{
  const auto siret = std::ranges::find(shown.fields, std::string_view("siret"), &Field::member);
  if (has(shown, "company_name")) {
    shown.fields.insert(siret, {"company_name", N_("Company")});
  }
}

void add_optional_fields(View& shown)
{
  for (const Field& field : k_optional_fields) {
    if (has(shown, field.member)) {
      shown.fields.push_back(field);
    }
  }
}

constexpr Field k_recovery_fields[] = {{"to_recover", N_("Paid too much, to recover"), Show::money},
                                       {"recovered", N_("Recovered"), Show::money}};

void add_amounts(View& shown)
{
  shown.fields.insert(shown.fields.end(), k_billed_fields.begin(), k_billed_fields.end());
  for (const Field& field : k_recovery_fields) {
    if (shown.document[field.member] != "0.00") {
      shown.fields.push_back(field);
    }
  }
}

// Fields of the table for what the dossier has; a line without a value says nothing.
void add_fields(View& shown)
{
  add_company(shown);
  add_optional_fields(shown);
  add_amounts(shown);
  shown.fields.push_back({"document_count", N_("Documents"), Show::number});
  shown.fields.push_back({"missing_documents", N_("Documents missing"), Show::state});
}

// A table below the first one, though it may have no rows.
void print_table(Session& session, const Json& rows, const std::vector<Field>& fields)
{
  session.print("\n" + session.render_table({{{"rows", rows}}, fields, "rows"}));
}

// A member of a contract by its path, "employeur.denomination"; null where it has none.
Json in_contract(const Json& contract, const char* path)
{
  Json at = contract["cerfa"];
  for (const std::string_view name : util::split(path, '.')) {
    at = Json(member_of(at, std::string(name).c_str()));
  }
  return at;
}

// As amounts are everywhere else: "1850.50".
Json amount_of(const Json& number)
{
  const auto amount = domain::Money::parse(plain_text(number));
  return amount ? Json(amount->text()) : number;
}

// What one reads of a contract first; all of it stands in the JSON document.
struct ContractLine
{
  const char* path;
  Field field;

  Json value_in(const Json& contract) const
  {
    const Json value = in_contract(contract, path);
    return field.show == Show::money ? amount_of(value) : value;
  }
};

constexpr ContractLine k_contract_lines[] = {
  {"employeur.denomination", {"employer", N_("Employer")}},
  {"apprenti.nom", {"last_name", N_("Apprentice")}},
  {"apprenti.prenom", {"first_name", N_("First name")}},
  {"apprenti.dateNaissance", {"born", N_("Born")}},
  {"contrat.dateConclusion", {"concluded", N_("Concluded")}},
  {"contrat.dateDebutContrat", {"from", N_("Contract from")}},
  {"contrat.dateFinContrat", {"to", N_("to")}},
  {"contrat.salaireEmbauche", {"pay", N_("First monthly pay"), Show::money}},
  {"formation.intituleQualification", {"diploma", N_("Diploma")}},
  {"formation.rncp", {"rncp", N_("RNCP")}},
  {"organismeFormation.denomination", {"cfa", N_("CFA")}},
};

View contract_view(const Json& contract)
{
  View view;
  for (const ContractLine& line : k_contract_lines) {
    view.document[line.field.member] = line.value_in(contract);
    view.fields.push_back(line.field);
  }
  return view;
}

void print_contract(Session& session, const Json& contract)
{
  if (!contract.is_null()) {
    session.print("\n" + session.render_table(contract_view(contract)));
  }
}

const std::vector<Field> k_module_fields = {{"title", N_("Module")},
                                            {"provider_siret", N_("Provider")},
                                            {"hours", N_("Hours"), Show::number},
                                            {"teaching_cost", N_("Teaching cost"), Show::money}};

const std::vector<Field> k_trainee_fields = {{"name", N_("Trainee")},
                                             {"hours", N_("Hours"), Show::number},
                                             {"hourly_wage", N_("Hourly wage"), Show::money}};

const std::vector<Field> k_opco_number_fields = {{"opco", N_("OPCO")},
                                                 {"kind", N_("What")},
                                                 {"external", N_("Number at the OPCO")},
                                                 {"internal", N_("Its own number")},
                                                 {"deca", N_("DECA")},
                                                 {"remote_state", N_("State at the OPCO")}};

const std::vector<Field> k_contract_change_fields = {{"sent", N_("When")},
                                                     {"member", N_("Changed in the contract")},
                                                     {"before", N_("Before")},
                                                     {"after", N_("Afterwards")}};

bool has_terms(const Json& trainee)
{
  return !trainee["hours"].is_null() || !trainee["hourly_wage"].is_null();
}

bool are_told_apart(const Json& document)
{
  return document["contract"].is_null() && std::ranges::any_of(document["trainees"], has_terms);
}

// Those of a contract are told with it.
void print_trainees(Session& session, const Json& document)
{
  if (are_told_apart(document)) {
    session.print_part("trainees", document["trainees"], k_trainee_fields);
  }
}

void print_amendment(Session& session, const Json& amendment)
{
  if (!amendment.is_null()) {
    print_table(session, amendment["changes"], k_amendment_fields);
  }
}

void print_changes(Session& session, const Json& document)
{
  session.print_part("changes", changes_in_turn(document["contract_changes"]),
                     k_contract_change_fields);
  print_amendment(session, document["amendment"]);
}

void print_parts(Session& session, const Json& document)
{
  session.print_part("modules", document["modules"], k_module_fields);
  print_trainees(session, document);
  print_contract(session, document["contract"]);
  session.print_part("opco_numbers", document["opco_numbers"], k_opco_number_fields);
  print_changes(session, document);
  print_table(session, document["history"], k_request_history_fields);
}

constexpr Field k_plain_fields[] = {{"invoiced", N_("Invoiced")},
                                    {"paid", N_("Paid")},
                                    {"left_to_invoice", N_("Left to invoice")},
                                    {"company_name", N_("Company")}};

// A list of lines, or CSV, has what a program asks for first.
View plain_view(const Json& document)
{
  View shown = request_view(document);
  shown.fields.insert(shown.fields.end(), std::begin(k_plain_fields), std::end(k_plain_fields));
  return shown;
}

View table_view(const Json& document)
{
  View shown = request_view(document);
  add_fields(shown);
  shown.document["document_count"] = shown.document["documents"].size();
  return shown;
}

Result<int> show_dossier(Session& session, const Answer& answer)
{
  if (!session.is_table()) {
    return session.show(plain_view(answer.document));
  }
  const View shown = table_view(answer.document);
  session.show(shown);
  print_parts(session, shown.document);
  return 0;
}

constexpr Example k_show_request_examples[] = {
  {N_("A dossier and its history"), "myatlas show-request D20260000001"},
  {N_("What is left to invoice"),
   "myatlas show-request D20260000001 -o json | jq -r .left_to_invoice"},
};

} // namespace

const Command k_show_request = {
  .name = "show-request",
  .group = Group::requests,
  .summary = N_("Show a dossier and its history"),
  .description = N_("Shows a dossier: what was asked and accepted, its modules, trainees or "
                    "contract, the numbers OPCOs gave it, what was invoiced and what is left, and "
                    "every change with its date and author."),
  .examples = k_show_request_examples,
  .declare = asks<operations::k_show_request, bind_dossier, show_dossier>,
  .operation = &operations::k_show_request,
};

} // namespace myatlas::cli
