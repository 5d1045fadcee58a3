#include "commands/dossiers/requests.hpp"

#include <algorithm>

#include "commands/dossiers/commands.hpp"
#include "domain/values/money.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

std::string history_table(const Session& session, const Json& history)
{
  return session.render_table({{{"history", history}},
                               {{"at", N_("When")},
                                {"event", N_("What"), Show::state},
                                {"state", N_("State"), Show::state},
                                {"actor", N_("Who")},
                                {"comment", N_("Comment")}},
                               "history"});
}

Json changes_in_turn(const Json& versions)
{
  Json rows = Json::array();
  for (const Json& version : versions) {
    for (Json change : version["changes"]) {
      change["sent"] = version["sent"];
      rows.push_back(std::move(change));
    }
  }
  return rows;
}

std::string amendment_table(const Session& session, const Json& amendment)
{
  return session.render_table({{{"changes", amendment["changes"]}},
                               {{"member", N_("Changed by the amendment")},
                                {"before", N_("Before")},
                                {"after", N_("Afterwards")}},
                               "changes"});
}

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

// Fields of the table for what the dossier has; a line without a value says nothing.
void add_fields(View& shown)
{
  const auto siret = std::ranges::find(shown.fields, std::string_view("siret"), &Field::member);
  if (!member_of(shown.document, "company_name").is_null()) {
    shown.fields.insert(siret, {"company_name", N_("Company")});
  }
  for (const Field& field : k_optional_fields) {
    if (!member_of(shown.document, field.member).is_null()) {
      shown.fields.push_back(field);
    }
  }
  shown.fields.insert(shown.fields.end(), k_billed_fields.begin(), k_billed_fields.end());
  for (const auto& [member, title] :
       {std::pair{"to_recover", N_("Paid too much, to recover")}, {"recovered", N_("Recovered")}}) {
    if (shown.document[member] != "0.00") {
      shown.fields.push_back({member, title, Show::money});
    }
  }
  shown.fields.push_back({"document_count", N_("Documents"), Show::number});
  shown.fields.push_back({"missing_documents", N_("Documents missing"), Show::state});
}

// A table below the first one, where it has rows.
void say_table(const Session& session, const Json& rows, const std::vector<Field>& fields)
{
  if (!rows.empty()) {
    say(session.env().out, "\n" + session.render_table({{{"rows", rows}}, fields, "rows"}));
  }
}

// A member of a contract by its path, "employeur.denomination"; null where it has none.
Json in_contract(const Json& contract, const char* path)
{
  const Json* at = &contract["cerfa"];
  for (const std::string_view name : util::split(path, '.')) {
    const auto found = at->find(std::string(name));
    if (found == at->end()) {
      return nullptr;
    }
    at = &*found;
  }
  return *at;
}

// As amounts are everywhere else: "1850.50".
Json amount_of(const Json& number)
{
  const auto amount = domain::Money::parse(plain_text(number));
  return amount ? Json(amount->text()) : number;
}

// What one reads of a contract first; all of it stands in the JSON document.
void say_contract(const Session& session, const Json& contract)
{
  if (contract.is_null()) {
    return;
  }
  Json row;
  View table;
  const auto add = [&](const char* member, const char* path, const char* title) {
    row[member] = in_contract(contract, path);
    table.fields.push_back({member, title});
  };
  add("employer", "employeur.denomination", N_("Employer"));
  add("last_name", "apprenti.nom", N_("Apprentice"));
  add("first_name", "apprenti.prenom", N_("First name"));
  add("born", "apprenti.dateNaissance", N_("Born"));
  add("concluded", "contrat.dateConclusion", N_("Concluded"));
  add("from", "contrat.dateDebutContrat", N_("Contract from"));
  add("to", "contrat.dateFinContrat", N_("to"));
  table.fields.push_back({"pay", N_("First monthly pay"), Show::money});
  row["pay"] = amount_of(in_contract(contract, "contrat.salaireEmbauche"));
  add("diploma", "formation.intituleQualification", N_("Diploma"));
  add("rncp", "formation.rncp", N_("RNCP"));
  add("cfa", "organismeFormation.denomination", N_("CFA"));
  table.document = std::move(row);
  say(session.env().out, "\n" + session.render_table(table));
}

void say_parts(const Session& session, const Json& document)
{
  say_table(session, document["modules"],
            {{"title", N_("Module")},
             {"provider_siret", N_("Provider")},
             {"hours", N_("Hours"), Show::number},
             {"teaching_cost", N_("Teaching cost"), Show::money}});
  const auto has_terms = [](const Json& trainee) {
    return !trainee["hours"].is_null() || !trainee["hourly_wage"].is_null();
  };
  if (document["contract"].is_null() && std::ranges::any_of(document["trainees"], has_terms)) {
    say_table(session, document["trainees"],
              {{"name", N_("Trainee")},
               {"hours", N_("Hours"), Show::number},
               {"hourly_wage", N_("Hourly wage"), Show::money}});
  }
  say_contract(session, document["contract"]);
  say_table(session, document["opco_numbers"],
            {{"opco", N_("OPCO")},
             {"kind", N_("What")},
             {"external", N_("Number at the OPCO")},
             {"internal", N_("Its own number")},
             {"deca", N_("DECA")},
             {"remote_state", N_("State at the OPCO")}});
  say_table(session, changes_in_turn(document["contract_changes"]),
            {{"sent", N_("When")},
             {"member", N_("Changed in the contract")},
             {"before", N_("Before")},
             {"after", N_("Afterwards")}});
  if (!document["amendment"].is_null()) {
    say(session.env().out, "\n" + amendment_table(session, document["amendment"]));
  }
  say(session.env().out, "\n" + history_table(session, document["history"]));
}

// A list of lines, or CSV, has what a program asks for first.
View plain_view(const Json& document)
{
  View shown = request_view(document);
  for (const Field& field : {Field{"invoiced", N_("Invoiced")},
                             {"paid", N_("Paid")},
                             {"left_to_invoice", N_("Left to invoice")},
                             {"company_name", N_("Company")}}) {
    shown.fields.push_back(field);
  }
  return shown;
}

util::Result<int> show_dossier(Session& session, const operations::Answer& answer)
{
  if (session.form() != Form::table) {
    return session.show(plain_view(answer.document));
  }
  View shown = request_view(answer.document);
  add_fields(shown);
  shown.document["document_count"] = shown.document["documents"].size();
  session.show(shown);
  say_parts(session, shown.document);
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
