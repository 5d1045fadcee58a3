#include "formats/json/opco_json.hpp"

#include <algorithm>

#include "formats/json/contract_json.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using domain::Contract;

Json number_of(domain::Money amount)
{
  return Json::parse(amount.text());
}

// A member as text, whatever it was written as; empty when it is not there.
std::string any_text(const Json& object, const char* name)
{
  const auto found = object.is_object() ? object.find(name) : object.end();
  if (!object.is_object() || found == object.end() || found->is_null()) {
    return {};
  }
  return util::printable(found->is_string() ? found->get<std::string>() : found->dump());
}

std::optional<std::int64_t> whole_of(const Json& object, const char* name)
{
  const std::string text = any_text(object, name);
  return util::is_digits(text) && text.size() <= 9 ? std::optional<std::int64_t>(std::stoll(text))
                                                   : std::nullopt;
}

std::optional<domain::Date> leading_date(const Json& object, const char* name)
{
  const auto date = domain::Date::parse(any_text(object, name).substr(0, 10));
  return date ? std::optional(*date) : std::nullopt;
}

std::optional<domain::Money> money_of(const Json& object, const char* name)
{
  const auto money = domain::Money::parse(any_text(object, name)); // as it is written: 8109.59
  return money ? std::optional(*money) : std::nullopt;
}

// A day as the API has it: midnight, with an offset (doc/sources/inter-opco-api.md).
std::string api_day(const std::string& day)
{
  return day.empty() ? day : day + "T00:00:00+00:00";
}

// "contrat.dateFin" is "contrat" and "dateFin"; "etat" has no name in it.
std::pair<std::string, std::string> object_and_name(std::string_view path)
{
  const std::size_t dot = std::min(path.find('.'), path.size());
  return {std::string(path.substr(0, dot)),
          std::string(path.substr(std::min(dot + 1, path.size())))};
}

// The days of a contract document as the API has them.
void put_api_days(Json& cerfa)
{
  for (const domain::ContractMember& member : domain::contract_members()) {
    const auto [object, name] = object_and_name(member.path);
    if (member.kind == domain::MemberKind::date && cerfa.contains(object) &&
        cerfa[object].contains(name)) {
      cerfa[object][name] = api_day(cerfa[object][name].get<std::string>());
    }
  }
  if (!cerfa.contains("contrat") || !cerfa["contrat"].contains("remunerationsAnnuelles")) {
    return;
  }
  for (Json& period : cerfa["contrat"]["remunerationsAnnuelles"]) {
    for (const char* name : {"dateDebut", "dateFin"}) {
      period[name] = api_day(any_text(period, name));
    }
  }
}

// The list at one of the names, or the document itself; null when there is none.
const Json* list_of(const Json& json, std::initializer_list<const char*> names)
{
  if (json.is_array()) {
    return &json;
  }
  for (const char* name : names) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_array()) {
      return &*found;
    }
  }
  return nullptr;
}

// The members a path leads to, those that are there, under their own names.
Json copied(const Contract& contract, const std::string& prefix,
            std::initializer_list<const char*> names)
{
  Json into = Json::object();
  for (const char* name : names) {
    if (const std::string& value = contract.text(prefix + name); !value.empty()) {
      into[name] = value;
    }
  }
  return into;
}

} // namespace

Json opco_contract(const Contract& contract, int version)
{
  Json document = contract_json(contract, Nirs::shown);
  Json& cerfa = document["cerfa"];
  put_api_days(cerfa);
  if (version == 2 && cerfa.contains("employeur")) {
    Json second = Json::object();
    for (const auto& [name, member] : cerfa.items()) {
      second[name == "employeur" ? "employeurV2" : name] = member;
    }
    cerfa = std::move(second);
  }
  return document;
}

namespace {

Json opco_line(const domain::BilledLine& line, const OpcoInvoice& i)
{
  Json json = {{"montant", number_of(line.amount)},
               {"natureLigne", domain::to_text(line.nature)},
               {"quantite", domain::quantity_of(line)}};
  if (line.instalment) {
    const auto found = std::ranges::find(i.schedule, *line.instalment, &domain::Instalment::number);
    json["numeroEcheance"] = *line.instalment;
    json["codificationEcheance"] = found == i.schedule.end() ? "" : found->code;
  }
  if (!i.dossier.deca.empty()) {
    json["numeroDeca"] = i.dossier.deca;
  }
  json["numeroDossier"] = i.dossier.external;
  return json;
}

// The advance: E0 is what was given before the contract.
int first_instalment(const std::vector<domain::Instalment>& schedule)
{
  const auto advance =
    std::ranges::find_if(schedule, [](const domain::Instalment& one) { return one.code != "E0"; });
  return advance == schedule.end() ? 1 : advance->number;
}

} // namespace

Json opco_invoice(const OpcoInvoice& i)
{
  Json lines = Json::array();
  bool only_first = true;
  const int first = first_instalment(i.schedule);
  for (const domain::BilledLine& line : i.lines) {
    only_first = only_first && line.instalment.value_or(first) <= first;
    lines.push_back(opco_line(line, i));
  }
  Json document = {{"montantTotal", number_of(total_transmitted(i.invoice))},
                   {"numero", i.invoice.number},
                   {"dateEmission", api_day(i.invoice.date.text())},
                   {"siretEmetteur", i.invoice.issuer.digits()},
                   {"estCertificatRealisation", !only_first},
                   {"lignes", lines}};
  if (i.invoice.iban) {
    document["ibanEmetteur"] = i.invoice.iban->text();
  }
  return document;
}

namespace {

Json carried_out_json(const domain::Certificate& certificate, const domain::Instalment& instalment)
{
  return {{"numero", instalment.number},
          {"codification", instalment.code},
          {"duree", Json::parse(util::format_decimal(certificate.hours, 2))},
          {"dateDebut", api_day(certificate.from.text())},
          {"dateFin", api_day(certificate.to.text())}};
}

} // namespace

Json opco_certificate(const domain::Certificate& certificate, const domain::FullName& signatory,
                      const Contract& contract, const domain::Transmission& dossier,
                      const domain::Instalment& instalment, std::string_view invoice)
{
  Json document = {{"typeCertificat",
                    certificate.kind == domain::CertificateKind::last ? "Final" : "Intermediaire"},
                   {"numeroInterneDossier", dossier.internal}};
  if (!invoice.empty()) {
    document["numeroInterneFacture"] = std::string(invoice);
  }
  document["dateSignature"] = api_day(certificate.signed_on.text());
  document["lieuSignatureContrat"] = certificate.place;
  document["representantLegal"] = {
    {"nom", signatory.last}, {"prenom", signatory.first}, {"qualite", certificate.role}};
  document["attestationConservationPieces"] = true;
  document["natureAction"] = "action de formation par apprentissage";
  document["employeur"] = {{"siret", contract.text("employeur.siret")}};
  document["apprenti"] = {{"nom", contract.text("apprenti.nom")},
                          {"prenom", contract.text("apprenti.prenom")}};
  document["organismeFormation"] = {{"siret", certificate.provider.digits()}};
  document["echeance"] = carried_out_json(certificate, instalment);
  return document;
}

namespace {

Json opco_training(const Contract& contract)
{
  Json training =
    copied(contract, "formation.",
           {"rncp", "intituleQualification", "dateDebutFormation", "dateFinFormation"});
  for (const char* name : {"dateDebutFormation", "dateFinFormation"}) {
    if (training.contains(name)) {
      training[name] = api_day(training[name].get<std::string>());
    }
  }
  training["dureeFormation"] = contract.number("formation.dureeFormation");
  return training;
}

Json opco_costs(const ConventionCosts& costs)
{
  Json money = {{"coutTotalPedagogieCFA", number_of(costs.teaching)}};
  if (costs.first_equipment) {
    money["montantPremierEquipement"] = number_of(*costs.first_equipment);
  }
  if (costs.meals) {
    money["nombreRepasTotaux"] = *costs.meals;
  }
  if (costs.nights) {
    money["nombreHebergementTotaux"] = *costs.nights;
  }
  return money;
}

} // namespace

Json opco_convention(const Contract& contract, const domain::Transmission& dossier,
                     const ConventionCosts& costs)
{
  return {{"numeroInterneDossier", dossier.internal},
          {"employeur", {{"siret", contract.text("employeur.siret")}}},
          {"apprenti", copied(contract, "apprenti.", {"nom", "nomUsage", "prenom"})},
          {"contrat",
           {{"dateDebutContrat", api_day(contract.text("contrat.dateDebutContrat"))},
            {"dateFinContrat", api_day(contract.text("contrat.dateFinContrat"))}}},
          {"organismeFormation", copied(contract, "organismeFormation.", {"siret", "uaiCfa"})},
          {"formation", opco_training(contract)},
          {"couts", opco_costs(costs)},
          {"mandatEmployeur", costs.mandate},
          {"dateSignature", api_day(costs.signed_on.text())},
          {"attestationConventionSigneeEntreprise", true},
          {"attestationConventionSigneeCFA", true},
          {"attestationConventionSignatureProbante", false},
          {"attestationConventionConformeJSON", true}};
}

OpcoReceipt read_receipt(const Json& json)
{
  const std::string internal = any_text(json, "numeroInterne");
  return {any_text(json, "numeroExterne"), internal,
          internal.empty() && !any_text(json, "jobId").empty()};
}

std::string read_invoice_receipt(const Json& json)
{
  const std::string invoice = any_text(json, "numeroInterneFacture");
  return invoice.empty() ? any_text(json, "numeroInterneDocument") : invoice;
}

util::Result<OpcoPage> read_states(const Json& json)
{
  const Json* list = list_of(json, {"EtatDossierResult", "etatDossierResult", "dossiers"});
  if (list == nullptr) {
    return util::Error{"opco.answer", {"EtatDossierResult"}};
  }
  OpcoPage page;
  page.total = whole_of(json, "total").value_or(static_cast<std::int64_t>(list->size()));
  for (const Json& d : *list) {
    page.dossiers.push_back({any_text(d, "numeroInterne"), any_text(d, "numeroExterne"),
                             any_text(d, "numeroDeca"), any_text(d, "etat")});
  }
  return page;
}

namespace {

util::Result<domain::Instalment> read_instalment(const Json& e)
{
  const auto number = whole_of(e, "numero");
  const auto opens = leading_date(e, "dateOuverture"), from = leading_date(e, "dateDebut"),
             to = leading_date(e, "dateFin");
  const auto amount = money_of(e, "montantTotal");
  if (!number || !opens || !amount) {
    return util::Error{"opco.answer", {"echeances"}};
  }
  return domain::Instalment{.number = static_cast<int>(*number),
                            .code = any_text(e, "codification"),
                            .year = 0,
                            .opens = *opens,
                            .from = from.value_or(*opens),
                            .to = to.value_or(*opens),
                            .amount = *amount};
}

} // namespace

util::Result<OpcoDossier> read_dossier(const Json& json)
{
  if (!json.is_object() || !json.contains("cerfa") || !json["cerfa"].is_object()) {
    return util::Error{"opco.answer", {"cerfa"}};
  }
  OpcoDossier dossier;
  dossier.comment = any_text(json, "comment");
  if (const auto values = read_contract(Json{{"cerfa", json["cerfa"]}}.dump())) {
    util::Errors problems, warnings; // in our spelling, to be compared with ours
    dossier.contract = Contract::read(*values, problems, warnings).values();
  }
  if (const Json* schedule = list_of(json, {"echeances"})) {
    for (const Json& e : *schedule) {
      TRY_ASSIGN(const domain::Instalment instalment, read_instalment(e));
      dossier.schedule.push_back(instalment);
    }
  }
  return dossier;
}

util::Result<std::vector<OpcoInvoiceState>> read_invoice_states(const Json& json)
{
  const Json* list = list_of(json, {"factures"});
  if (list == nullptr) {
    return util::Error{"opco.answer", {"factures"}};
  }
  std::vector<OpcoInvoiceState> states;
  for (const Json& f : *list) {
    states.push_back({.internal = any_text(f, "numeroInterneFacture"),
                      .reference = any_text(f, "referenceFactureCFA"),
                      .state = any_text(f, "etatFacture"),
                      .transfer = any_text(f, "referenceVirement"),
                      .comment = any_text(f, "commentaire"),
                      .paid_on = leading_date(f, "dateReglement"),
                      .amount = money_of(f, "montantFacture")});
  }
  return states;
}

domain::Money total_transmitted(const domain::Invoice& invoice)
{
  return invoice.amounts.with_tax.value_or(invoice.amounts.without_tax);
}

namespace {

std::string error_text(const Json& error)
{
  std::string text = any_text(error, "code");
  if (const std::string description = any_text(error, "description"); !description.empty()) {
    util::add_to_list(text, description, ": ");
  }
  return text;
}

} // namespace

std::string opco_error(std::string_view body)
{
  constexpr std::size_t k_most = 500;
  const util::Result<Json> json = parse_json(body);
  if (!json || !json->is_object()) {
    return {};
  }
  std::string said;
  if (const Json* errors = list_of(*json, {"errors"})) {
    for (const Json& error : *errors) {
      util::add_to_list(said, error_text(error), "; ");
    }
  }
  for (const char* name : {"description", "comment", "message"}) {
    if (said.empty()) {
      said = any_text(*json, name);
    }
  }
  return said.size() > k_most ? util::printable(said.substr(0, k_most)) + "…" : said;
}

} // namespace myatlas::formats
