#include "formats/json/opco_json.hpp"

#include <algorithm>

#include "formats/json/contract_json.hpp"
#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::formats {

namespace {

using domain::Contract;
using domain::Instalment;

Json number_of(domain::Money amount)
{
  return Json::parse(amount.text());
}

void put_if_told(Json& object, const char* name, std::string_view text)
{
  if (!text.empty()) {
    object[name] = text;
  }
}

template <typename Value>
void put_if_told(Json& object, const char* name, const std::optional<Value>& value)
{
  if (value) {
    object[name] = *value;
  }
}

// A day as the API has it: midnight, with an offset (doc/sources/inter-opco-api.md).
std::string api_day(const std::string& day)
{
  return day.empty() ? day : day + "T00:00:00+00:00";
}

std::string api_day(domain::Date day)
{
  return api_day(day.text());
}

void as_api_day(Json& day)
{
  day = api_day(day.get<std::string>());
}

void put_api_day(Json& object, std::string_view name)
{
  if (object.contains(name)) {
    as_api_day(object[name]);
  }
}

// "contrat.dateFin" is "contrat" and "dateFin"; "etat" has no name in it.
std::pair<std::string, std::string> object_and_name(std::string_view path)
{
  const std::size_t dot = std::min(path.find('.'), path.size());
  return {std::string(path.substr(0, dot)),
          std::string(path.substr(std::min(dot + 1, path.size())))};
}

void put_api_day_at(Json& cerfa, std::string_view path)
{
  const auto [object, name] = object_and_name(path);
  if (cerfa.contains(object)) {
    put_api_day(cerfa[object], name);
  }
}

void put_days_of_period(Json& period)
{
  for (const char* name : {"dateDebut", "dateFin"}) {
    period[name] = api_day(period.value(name, ""));
  }
}

// Those of the pay: both days of each period, told or not.
void put_api_days_of_pay(Json& contract)
{
  if (contract.contains("remunerationsAnnuelles")) {
    for (Json& period : contract["remunerationsAnnuelles"]) {
      put_days_of_period(period);
    }
  }
}

bool is_day(const domain::ContractMember& member)
{
  return member.kind == domain::MemberKind::date;
}

void put_api_days_of_members(Json& cerfa)
{
  for (const domain::ContractMember& member : domain::contract_members()) {
    if (is_day(member)) {
      put_api_day_at(cerfa, member.path);
    }
  }
}

// The days of a contract document as the API has them.
void put_api_days(Json& cerfa)
{
  put_api_days_of_members(cerfa);
  if (cerfa.contains("contrat")) {
    put_api_days_of_pay(cerfa["contrat"]);
  }
}

// The members a path leads to, those that are there, under their own names.
Json copied(const Contract& contract, const std::string& prefix,
            std::initializer_list<const char*> names)
{
  Json into = Json::object();
  for (const char* name : names) {
    put_if_told(into, name, contract.text(prefix + name));
  }
  return into;
}

std::string in_second_version(const std::string& name)
{
  return name == "employeur" ? "employeurV2" : name;
}

// The second version calls the employer employeurV2.
Json as_second_version(const Json& cerfa)
{
  Json second;
  for (const auto& [name, member] : cerfa.items()) {
    second[in_second_version(name)] = member;
  }
  return second;
}

} // namespace

Json opco_contract(const Contract& contract, int version)
{
  Json document = contract_json(contract, Nirs::shown);
  Json& cerfa = document["cerfa"];
  put_api_days(cerfa);
  if (version == 2 && cerfa.contains("employeur")) {
    cerfa = as_second_version(cerfa);
  }
  return document;
}

namespace {

using Schedule = std::vector<Instalment>;

std::string code_of(int number, const Schedule& schedule)
{
  const auto* found = util::find_by(schedule, number, &Instalment::number);
  return found == nullptr ? "" : found->code;
}

void put_instalment(Json& line, int number, const Schedule& schedule)
{
  line["numeroEcheance"] = number;
  line["codificationEcheance"] = code_of(number, schedule);
}

Json opco_line(const domain::BilledLine& line, const OpcoInvoice& i)
{
  Json json = {{"montant", number_of(line.amount)},
               {"natureLigne", domain::to_text(line.nature)},
               {"quantite", domain::quantity_of(line)}};
  if (line.instalment) {
    put_instalment(json, *line.instalment, i.schedule);
  }
  put_if_told(json, "numeroDeca", i.dossier.deca);
  json["numeroDossier"] = i.dossier.external;
  return json;
}

bool is_after_advance(const Instalment& instalment)
{
  return instalment.code != "E0";
}

// The advance: E0 is what was given before the contract.
int first_instalment(const Schedule& schedule)
{
  const auto advance = std::ranges::find_if(schedule, is_after_advance);
  return advance == schedule.end() ? 1 : advance->number;
}

// Whether lines bill nothing but the advance.
bool is_advance(const OpcoInvoice& i)
{
  const int first = first_instalment(i.schedule);
  return std::ranges::all_of(i.lines, [&](const domain::BilledLine& line) {
    return line.instalment.value_or(first) <= first;
  });
}

Json opco_lines(const OpcoInvoice& i)
{
  return array_of(i.lines, [&](const domain::BilledLine& line) { return opco_line(line, i); });
}

} // namespace

Json opco_invoice(const OpcoInvoice& i)
{
  Json document = {{"montantTotal", number_of(total_transmitted(i.invoice))},
                   {"numero", i.invoice.number},
                   {"dateEmission", api_day(i.invoice.date)},
                   {"siretEmetteur", i.invoice.issuer.digits()},
                   {"estCertificatRealisation", !is_advance(i)},
                   {"lignes", opco_lines(i)}};
  if (i.invoice.iban) {
    document["ibanEmetteur"] = i.invoice.iban->text();
  }
  return document;
}

namespace {

Json carried_out_json(const domain::Certificate& certificate, const Instalment& instalment)
{
  return {{"numero", instalment.number},
          {"codification", instalment.code},
          {"duree", Json::parse(util::format_decimal(certificate.hours, 2))},
          {"dateDebut", api_day(certificate.from)},
          {"dateFin", api_day(certificate.to)}};
}

const char* kind_of(const domain::Certificate& certificate)
{
  return certificate.kind == domain::CertificateKind::last ? "Final" : "Intermediaire";
}

// What numbers it has at the OPCO.
Json certificate_head(const domain::Certificate& certificate, const domain::Transmission& dossier,
                      std::string_view invoice)
{
  Json document = {{"typeCertificat", kind_of(certificate)},
                   {"numeroInterneDossier", dossier.internal}};
  put_if_told(document, "numeroInterneFacture", invoice);
  return document;
}

void put_signature(Json& document, const domain::Certificate& certificate,
                   const domain::FullName& signatory)
{
  document["dateSignature"] = api_day(certificate.signed_on);
  document["lieuSignatureContrat"] = certificate.place;
  document["representantLegal"] = {
    {"nom", signatory.last}, {"prenom", signatory.first}, {"qualite", certificate.role}};
}

void put_parties(Json& document, const Contract& contract)
{
  document["employeur"] = {{"siret", contract.text("employeur.siret")}};
  document["apprenti"] = {{"nom", contract.text("apprenti.nom")},
                          {"prenom", contract.text("apprenti.prenom")}};
}

} // namespace

Json opco_certificate(const domain::Certificate& certificate, const domain::FullName& signatory,
                      const Contract& contract, const domain::Transmission& dossier,
                      const Instalment& instalment, std::string_view invoice)
{
  Json document = certificate_head(certificate, dossier, invoice);
  put_signature(document, certificate, signatory);
  document["attestationConservationPieces"] = true;
  document["natureAction"] = "action de formation par apprentissage";
  put_parties(document, contract);
  document["organismeFormation"] = {{"siret", certificate.provider.digits()}};
  document["echeance"] = carried_out_json(certificate, instalment);
  return document;
}

namespace {

Json qualification(const Contract& contract)
{
  return copied(contract, "formation.",
                {"rncp", "intituleQualification", "dateDebutFormation", "dateFinFormation"});
}

Json opco_training(const Contract& contract)
{
  Json training = qualification(contract);
  put_api_day(training, "dateDebutFormation");
  put_api_day(training, "dateFinFormation");
  training["dureeFormation"] = contract.number("formation.dureeFormation");
  return training;
}

void put_first_equipment(Json& money, const ConventionCosts& costs)
{
  if (costs.first_equipment) {
    money["montantPremierEquipement"] = number_of(*costs.first_equipment);
  }
}

Json opco_costs(const ConventionCosts& costs)
{
  Json money = {{"coutTotalPedagogieCFA", number_of(costs.teaching)}};
  put_first_equipment(money, costs);
  put_if_told(money, "nombreRepasTotaux", costs.meals);
  put_if_told(money, "nombreHebergementTotaux", costs.nights);
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
          {"dateSignature", api_day(costs.signed_on)},
          {"attestationConventionSigneeEntreprise", true},
          {"attestationConventionSigneeCFA", true},
          {"attestationConventionSignatureProbante", false},
          {"attestationConventionConformeJSON", true}};
}

domain::Money total_transmitted(const domain::Invoice& invoice)
{
  return invoice.amounts.with_tax.value_or(invoice.amounts.without_tax);
}

} // namespace myatlas::formats
