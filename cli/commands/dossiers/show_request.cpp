#include "commands/dossiers/requests.hpp"

#include <algorithm>

#include "commands/dossiers/commands.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/json_records.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
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

Json members_json(const std::vector<domain::AmendedMember>& members)
{
  Json changes = Json::array();
  for (const domain::AmendedMember& member : members) {
    changes.push_back({{"member", member.path},
                       {"before", formats::text_or_null(member.before)},
                       {"after", formats::text_or_null(member.after)}});
  }
  return changes;
}

Json contract_changes(const services::RequestView& view)
{
  Json versions = Json::array();
  for (const services::ContractChange& change : view.contract_changes) {
    versions.push_back({{"sent", util::to_rfc3339(change.sent)},
                        {"sent_by", change.sent_by},
                        {"changes", members_json(change.members)}});
  }
  return versions;
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

// What an amendment that waits would change; null without one.
Json amendment_json(const services::RequestView& view)
{
  if (!view.amendment) {
    return nullptr;
  }
  return {
    {"type", view.amendment->contract.number("contrat.typeContratApp")},
    {"effective", formats::text_or_null(view.amendment->contract.text("contrat.dateEffetAvenant"))},
    {"sent", util::to_rfc3339(view.amendment->sent)},
    {"changes", members_json(view.amended)}};
}

std::string amendment_table(const Session& session, const Json& amendment)
{
  return session.render_table({{{"changes", amendment["changes"]}},
                               {{"member", N_("Changed by the amendment")},
                                {"before", N_("Before")},
                                {"after", N_("Afterwards")}},
                               "changes"});
}

// What OPCOs call the dossier: numeroExterne, numeroInterne, numeroDeca.
Json opco_numbers(const std::vector<domain::Transmission>& transmissions)
{
  Json rows = Json::array();
  for (const domain::Transmission& t : transmissions) {
    rows.push_back({{"opco", t.opco},
                    {"kind", domain::name_of(domain::k_transmission_kinds, t.kind)},
                    {"state", domain::name_of(domain::k_transmission_states, t.state)},
                    {"external", formats::text_or_null(t.external)},
                    {"internal", formats::text_or_null(t.internal)},
                    {"deca", formats::text_or_null(t.deca)},
                    {"remote_state", formats::text_or_null(t.remote)}});
  }
  return rows;
}

Json document_of(const services::RequestView& view)
{
  Json documents = Json::array(), missing = Json::array(), history = Json::array();
  for (const domain::RequestDocument& document : view.documents) {
    documents.push_back(formats::to_json(document));
  }
  for (const domain::DocumentUse use : view.missing) {
    missing.push_back(domain::to_text(use));
  }
  for (const domain::RequestChange& change : view.history) {
    history.push_back(formats::to_json(change));
  }
  return {{"company_name", formats::text_or_null(view.label.company)},
          {"trainee", formats::text_or_null(view.label.trainee)},
          {"invoiced", view.billed.invoiced.text()},
          {"paid", view.billed.paid.text()},
          {"left_to_invoice", view.billed.left ? Json(view.billed.left->text()) : Json(nullptr)},
          {"amendment", amendment_json(view)},
          {"contract_changes", contract_changes(view)},
          {"to_recover", view.billed.to_recover.text()},
          {"recovered", view.billed.recovered.text()},
          {"contract", view.contract ? formats::contract_json(*view.contract, formats::Nirs::masked)
                                     : Json(nullptr)},
          {"opco_numbers", opco_numbers(view.transmissions)},
          {"documents", documents},
          {"missing_documents", missing},
          {"history", history}};
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

// What one reads of a contract first; all of it stands in the JSON document.
void say_contract(const Session& session, const services::RequestView& view)
{
  if (!view.contract) {
    return;
  }
  Json row;
  View table;
  const auto add = [&](const char* member, const char* path, const char* title,
                       Show show = Show::text) {
    row[member] = formats::text_or_null(view.contract->text(path));
    table.fields.push_back({member, title, show});
  };
  add("employer", "employeur.denomination", N_("Employer"));
  add("last_name", "apprenti.nom", N_("Apprentice"));
  add("first_name", "apprenti.prenom", N_("First name"));
  add("born", "apprenti.dateNaissance", N_("Born"));
  add("concluded", "contrat.dateConclusion", N_("Concluded"));
  add("from", "contrat.dateDebutContrat", N_("Contract from"));
  add("to", "contrat.dateFinContrat", N_("to"));
  add("pay", "contrat.salaireEmbauche", N_("First monthly pay"), Show::money);
  add("diploma", "formation.intituleQualification", N_("Diploma"));
  add("rncp", "formation.rncp", N_("RNCP"));
  add("cfa", "organismeFormation.denomination", N_("CFA"));
  table.document = std::move(row);
  say(session.env().out, "\n" + session.render_table(table));
}

void say_parts(const Session& session, const services::RequestView& view, const Json& document)
{
  say_table(session, document["modules"],
            {{"title", N_("Module")},
             {"provider_siret", N_("Provider")},
             {"hours", N_("Hours"), Show::number},
             {"teaching_cost", N_("Teaching cost"), Show::money}});
  const auto has_terms = [](const Json& trainee) {
    return !trainee["hours"].is_null() || !trainee["hourly_wage"].is_null();
  };
  if (!view.contract && std::ranges::any_of(document["trainees"], has_terms)) {
    say_table(session, document["trainees"],
              {{"name", N_("Trainee")},
               {"hours", N_("Hours"), Show::number},
               {"hourly_wage", N_("Hourly wage"), Show::money}});
  }
  say_contract(session, view);
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
  if (view.amendment) {
    say(session.env().out, "\n" + amendment_table(session, document["amendment"]));
  }
  say(session.env().out, "\n" + history_table(session, document["history"]));
}

void bind_show_request(CommandLine& line, std::string& number)
{
  line.argument(Kind::dossier, number, N_("Number of the dossier"));
}

util::Result<int> run_show_request(Session& session, const services::Context& context,
                                   const std::string& number)
{
  TRY_ASSIGN(const auto view, as_options(services::show_request(context, number)));
  View shown = request_view(view.request);
  shown.document.update(document_of(view));
  if (session.form() != Form::table) {
    for (const Field& field : {Field{"invoiced", N_("Invoiced")},
                               {"paid", N_("Paid")},
                               {"left_to_invoice", N_("Left to invoice")},
                               {"company_name", N_("Company")}}) {
      shown.fields.push_back(field);
    }
    return session.show(shown);
  }
  add_fields(shown);
  shown.document["document_count"] = shown.document["documents"].size();
  session.show(shown);
  say_parts(session, view, shown.document);
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
  .declare = with_options<bind_show_request, run_show_request>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
