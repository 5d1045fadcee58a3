#include "formats/json/contract_json.hpp"

#include <fmt/format.h>

#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/calendar.hpp"
#include "domain/values/money.hpp"
#include "domain/values/person.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using domain::Contract;
using domain::MemberKind;

// Where 0 says that there is none.
bool is_number_of_contract(std::string_view path)
{
  return path == "contrat.noContrat" || path == "contrat.noAvenant";
}

void flatten(const Json& value, const std::string& path, Contract::Values& values);

// The second version calls the employer employeurV2.
std::string in_first_version(const std::string& name)
{
  return name == "employeurV2" ? "employeur" : name;
}

std::string path_of_member(const std::string& path, const std::string& name)
{
  return path.empty() ? in_first_version(name) : path + "." + name;
}

void flatten_object(const Json& object, const std::string& path, Contract::Values& values)
{
  for (const auto& [name, member] : object.items()) {
    flatten(member, path_of_member(path, name), values);
  }
}

std::string path_of_element(const std::string& path, std::size_t i)
{
  return path + "[" + std::to_string(i) + "]";
}

void flatten_array(const Json& array, const std::string& path, Contract::Values& values)
{
  for (std::size_t i = 0; i < array.size(); ++i) {
    flatten(array[i], path_of_element(path, i), values);
  }
}

bool is_told(const std::string& text, const std::string& path)
{
  return !text.empty() && !(text == "0" && is_number_of_contract(path));
}

void keep_scalar(const Json& value, const std::string& path, Contract::Values& values)
{
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (is_told(text, path)) {
    values[path] = text;
  }
}

void flatten(const Json& value, const std::string& path, Contract::Values& values)
{
  if (value.is_object()) {
    flatten_object(value, path, values);
  } else if (value.is_array()) {
    flatten_array(value, path, values);
  } else if (!value.is_null()) {
    keep_scalar(value, path, values);
  }
}

// A number, where it reads the same as one.
bool is_whole_number(const std::string& text)
{
  return util::is_digits(text) && (text.size() == 1 || text[0] != '0');
}

Json code_json(const std::string& value)
{
  return is_whole_number(value) ? Json(std::stoll(value)) : Json(value);
}

Json typed(const domain::ContractMember& member, const std::string& value, Nirs nirs)
{
  switch (member.kind) {
  case MemberKind::count:
    return std::stoll(value);
  case MemberKind::code:
    return code_json(value);
  case MemberKind::amount:
    return std::stod(value);
  case MemberKind::flag:
    return value == "true";
  case MemberKind::nir:
    return nirs == Nirs::masked ? domain::masked_nir(value) : value;
  default:
    return value;
  }
}

// What the members of a period of pay are told under.
std::string pay_path(std::size_t number)
{
  return fmt::format("contrat.remunerationsAnnuelles[{}].", number);
}

// Puts a value at "a.b.c" of a document.
void put_at(Json& document, std::string_view path, Json value)
{
  Json* at = &document;
  for (const std::string_view name : util::split(path, '.')) {
    at = &(*at)[std::string(name)];
  }
  *at = std::move(value);
}

// A NIR with its key, of somebody born in Paris.
std::string with_nir_key(const std::string& digits)
{
  return fmt::format("{}{:02}", digits, 97 - std::stoll(digits) % 97);
}

std::string sample_nir(domain::Date birth)
{
  return with_nir_key(fmt::format("1{:02}{:02}75056001", birth.year() % 100, birth.month()));
}

} // namespace

util::Result<Contract::Values> read_contract(std::string_view text)
{
  TRY_ASSIGN(const Json json, parse_json(text));
  return contract_values(json);
}

// Of a document with its "cerfa" around or without.
const Json& contract_of(const Json& json)
{
  return json.is_object() && json.contains("cerfa") ? json["cerfa"] : json;
}

Contract::Values flattened(const Json& contract)
{
  Contract::Values values;
  flatten(contract, "", values);
  values.erase("$schema");
  return values;
}

util::Result<Contract::Values> contract_values(const Json& json)
{
  const Json& contract = contract_of(json);
  if (!contract.is_object() || contract.empty()) {
    return util::Error{"contract.shape", {}};
  }
  return flattened(contract);
}

namespace {

Json period_json(const Contract& contract, std::size_t number, Nirs nirs)
{
  Json period = Json::object();
  const std::string prefix = pay_path(number);
  for (const domain::ContractMember& member : domain::pay_members()) {
    const std::string& value = contract.text(fmt::format("{}{}", prefix, member.path));
    if (!value.empty()) {
      period[std::string(member.path)] = typed(member, value, nirs);
    }
  }
  return period;
}

Json pay_json(const Contract& contract, Nirs nirs)
{
  Json periods = Json::array();
  for (std::size_t i = 0, count = contract.pay().size(); i < count; ++i) {
    periods.push_back(period_json(contract, i, nirs));
  }
  return periods;
}

bool is_left_out(const domain::ContractMember& member, Nirs nirs)
{
  return nirs == Nirs::left_out && member.kind == MemberKind::nir;
}

void put_member(Json& document, const domain::ContractMember& member, const Contract& contract,
                Nirs nirs)
{
  if (contract.has(member.path) && !is_left_out(member, nirs)) {
    put_at(document, member.path, typed(member, contract.text(member.path), nirs));
  }
}

Json cerfa_json(const Contract& contract, Nirs nirs)
{
  Json document = Json::object();
  for (const domain::ContractMember& member : domain::contract_members()) {
    put_member(document, member, contract, nirs);
  }
  return document;
}

} // namespace

Json contract_json(const Contract& contract, Nirs nirs)
{
  Json document = cerfa_json(contract, nirs);
  const Json periods = pay_json(contract, nirs);
  if (!periods.empty()) {
    document["contrat"]["remunerationsAnnuelles"] = periods;
  }
  return {{"cerfa", document}};
}

namespace {

constexpr std::pair<const char*, const char*> k_sample[] = {
  {"employeur.typeEmployeur", "12"},
  {"employeur.employeurSpecifique", "0"},
  {"employeur.denomination", "ALTEA CONSEIL"},
  {"employeur.siret", "73282932000074"},
  {"employeur.naf", "6202A"},
  {"employeur.codeIdcc", "1486"},
  {"employeur.nombreDeSalaries", "24"},
  {"employeur.telephone", "0102030405"},
  {"employeur.courriel", "rh@altea.example"},
  {"employeur.adresse.adresse1", "8 rue de la Paix"},
  {"employeur.adresse.codePostal", "75002"},
  {"employeur.adresse.commune", "PARIS"},
  {"employeur.caisseComplementaire", "Caisse"},
  {"employeur.attestationEligibilite", "true"},
  {"employeur.attestationPieces", "true"},
  {"apprenti.nom", "MARTIN"},
  {"apprenti.prenom", "Hugo"},
  {"apprenti.sexe", "M"},
  {"apprenti.nationalite", "1"},
  {"apprenti.departementNaissance", "75"},
  {"apprenti.communeNaissance", "PARIS"},
  {"apprenti.regimeSocial", "2"},
  {"apprenti.handicap", "false"},
  {"apprenti.situationAvantContrat", "1"},
  {"apprenti.diplome", "41"},
  {"apprenti.derniereClasse", "01"},
  {"maitre1.nom", "PETIT"},
  {"maitre1.prenom", "Jeanne"},
  {"maitre1.dateNaissance", "1985-03-14"},
  {"maitre1.emploiOccupe", "Cheffe de projet"},
  {"maitre1.niveauDiplomeObtenu", "7"},
  {"formation.rncp", "RNCP38368"},
  {"formation.typeDiplome", "54"},
  {"formation.intituleQualification", "BTS Comptabilité et gestion"},
  {"formation.dureeFormation", "1350"},
  {"formation.nombreHeuresEnDistanciel", "0"},
  {"organismeFormation.denomination", "CFA DE L'EXEMPLE"},
  {"organismeFormation.siret", "88087814500015"},
  {"organismeFormation.uaiCfa", "0561910X"},
  {"organismeFormation.formationInterne", "false"},
  {"organismeFormation.visaCfa", "true"},
  {"organismeFormation.lieuFormationIdentique", "true"},
  {"contrat.modeContractuel", "1"},
  {"contrat.typeContratApp", "11"},
  {"contrat.lieuSignatureContrat", "Paris"},
  {"contrat.dureeTravailHebdoHeures", "35"},
  {"contrat.dureeTravailHebdoMinutes", "0"},
  {"contrat.travailRisque", "false"},
  {"etat", "TRANSMIS"},
  {"versionCERFA", "10103*14"},
  {"CERFAsignatureProbante", "false"},
};

void put_sample_period(const domain::PayStep& step, domain::Date last, const std::string& prefix,
                       Contract::Values& values)
{
  values[prefix + "dateDebut"] = step.from.text();
  values[prefix + "dateFin"] = last.text();
  values[prefix + "taux"] = std::to_string(step.percent);
  values[prefix + "typeSalaire"] = "SMIC";
  values[prefix + "ordre"] = fmt::format("{}.1", step.year);
}

// Each period lasts until the next begins.
// The day before the next step, `end` of the last.
domain::Date last_day_of(const std::vector<domain::PayStep>& steps, std::size_t i, domain::Date end)
{
  return i + 1 < steps.size() ? domain::plus_days(steps[i + 1].from, -1) : end;
}

void put_sample_pay(const std::vector<domain::PayStep>& steps, domain::Date end,
                    Contract::Values& values)
{
  for (std::size_t i = 0; i < steps.size(); ++i) {
    put_sample_period(steps[i], last_day_of(steps, i, end), pay_path(i), values);
  }
}

void put_sample_days(domain::Date today, domain::Date end, Contract::Values& values)
{
  values["formation.dateFinFormation"] = end.text();
  values["contrat.dateFinContrat"] = end.text();
  for (const char* name : {"formation.dateDebutFormation", "contrat.dateConclusion",
                           "contrat.dateDebutContrat", "contrat.dateFormationPratiqueEmployeur"}) {
    values[name] = today.text();
  }
}

void put_sample_apprentice(domain::Date birth, Contract::Values& values)
{
  values["apprenti.dateNaissance"] = birth.text();
  values["apprenti.nir"] = sample_nir(birth);
}

domain::Money sample_wage(const domain::PayStep& step, std::optional<domain::Money> smic)
{
  return domain::apply(domain::Rate{std::int64_t{step.percent} * 10'000'000},
                       smic.value_or(domain::Money{2000'00}));
}

} // namespace

Contract sample_contract(domain::Date today, std::optional<domain::Money> smic)
{
  constexpr int k_months = 24, k_age = 19 * 12;
  const domain::Date end = domain::plus_days(domain::plus_months(today, k_months), -1),
                     birth = domain::plus_months(today, -k_age);
  const std::vector<domain::PayStep> steps = domain::minimum_pay(birth, today, end);
  Contract::Values values(std::begin(k_sample), std::end(k_sample));
  put_sample_apprentice(birth, values);
  put_sample_days(today, end, values);
  values["contrat.salaireEmbauche"] = sample_wage(steps.front(), smic).text();
  put_sample_pay(steps, end, values);
  util::Errors problems, warnings;
  return Contract::read(values, problems, warnings);
}

} // namespace myatlas::formats
