#include "formats/json/sirene_json.hpp"

#include <algorithm>

#include "domain/values/codes.hpp"
#include "formats/json/lookup.hpp"
#include "formats/json/nullable.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using Sirene = domain::SireneEstablishment;
using Found = std::optional<Sirene>;

util::Error strange(const char* what)
{
  return util::Error{"register.answer", {what}};
}

// What the holder does not let be published: [ND], [ND] [ND], [NON-DIFFUSIBLE].
bool is_mask(const std::string& text)
{
  return text.find("[ND]") != std::string::npos ||
         text.find("[NON-DIFFUSIBLE]") != std::string::npos;
}

using Texts = std::vector<std::string>;

// The member as text; empty when it is absent, null, or something else.
std::string string_member(const Json& object, const char* name)
{
  return util::printable(as_text(member_of(object, name)).value_or(""));
}

const Json& array_or_empty(const Json& object, const char* name)
{
  static const Json none = Json::array();
  return value_or(array_in(object, name), none);
}

const Json& object_of(const Json& object, const char* name)
{
  static const Json none = Json::object();
  return value_or(object_in(object, name), none);
}

void add_text(const Json& text, Texts& texts)
{
  if (text.is_string()) {
    texts.push_back(util::printable(text.get<std::string>()));
  }
}

Texts texts_of(const Json& object, const char* name)
{
  Texts texts;
  for (const Json& text : array_or_empty(object, name)) {
    add_text(text, texts);
  }
  return texts;
}

bool is_of(const Json& establishment, domain::Siret siret)
{
  return string_member(establishment, "siret") == siret.digits();
}

std::optional<domain::Date> date_member(const Json& object, const char* name)
{
  return domain::Date::parse(string_member(object, name)).as_optional();
}

std::string first_of(const Texts& texts)
{
  for (const std::string& text : texts) {
    if (!text.empty()) {
      return text;
    }
  }
  return "";
}

// Of the members with these names.
std::string first_text(const Json& object, std::initializer_list<const char*> names)
{
  return first_of(
    util::mapped(names, [&](const char* name) { return string_member(object, name); }));
}

std::string naf_of(const std::string& dotted)
{
  std::string naf = dotted;
  std::erase(naf, '.');
  return domain::has_naf_form(naf) ? naf : "";
}

bool clear_mask(std::string& text)
{
  const bool masked = is_mask(text);
  if (masked) {
    text.clear();
  }
  return masked;
}

// Takes masks away and says so.
void unmask(Sirene& e)
{
  for (std::string* text : {&e.name, &e.sign, &e.address, &e.postcode, &e.town}) {
    e.masked = clear_mask(*text) || e.masked;
  }
}

const Json* matching_entry(const Json& result, domain::Siret asked)
{
  for (const Json& entry : array_or_empty(result, "matching_etablissements")) {
    if (entry.is_object() && is_of(entry, asked)) {
      return &entry;
    }
  }
  return nullptr;
}

const Json* head_office_of(const Json& result, domain::Siret asked)
{
  const Json& head_office = object_of(result, "siege");
  return is_of(head_office, asked) ? &head_office : nullptr;
}

// The one asked for among those that match, else the head office; null when it is neither.
const Json* entry_of(const Json& result, domain::Siret asked)
{
  const Json* entry = matching_entry(result, asked);
  return entry != nullptr ? entry : head_office_of(result, asked);
}

std::optional<bool> flag_of(const Json& object, const char* name)
{
  return as_flag(member_of(object, name));
}

// The list of one that has it.
Texts texts_of_either(const Json& one, const Json& other, const char* name)
{
  const Texts texts = texts_of(one, name);
  return texts.empty() ? texts_of(other, name) : texts;
}

// Lists stand at the company or at the establishment.
void take_complements(const Json& result, const Json& entry, Sirene& e)
{
  const Json& more = object_of(result, "complements");
  e.idccs = texts_of_either(entry, more, "liste_idcc");
  e.activity_numbers = texts_of_either(more, entry, "liste_id_organisme_formation");
  e.qualiopi = flag_of(more, "est_qualiopi");
}

// Whether it is open: "A", or closed: "F".
util::Result<bool> is_open_in(const Json& object, const char* name)
{
  const std::string state = string_member(object, name);
  if (state != "A" && state != "F") {
    return strange(name);
  }
  return state == "A";
}

bool is_hidden(const Json& result)
{
  const std::string shown = string_member(result, "statut_diffusion");
  return shown == "P" || shown == "N";
}

void take_place(const Json& entry, Sirene& e)
{
  e.address = string_member(entry, "adresse");
  e.postcode = string_member(entry, "code_postal");
  e.town = string_member(entry, "libelle_commune");
}

std::string recherche_naf(const Json& result, const Json& entry)
{
  return naf_of(first_of(
    {string_member(entry, "activite_principale"), string_member(result, "activite_principale")}));
}

util::Result<Found> from_recherche(const Json& result, const Json& entry, domain::Siret asked)
{
  Sirene e;
  e.siret = asked;
  TRY_ASSIGN(e.is_open, is_open_in(entry, "etat_administratif"));
  e.masked = is_hidden(result);
  e.created = date_member(entry, "date_creation");
  e.closed = date_member(entry, "date_fermeture");
  e.name = first_text(result, {"nom_raison_sociale", "nom_complet"});
  const Texts signs = texts_of(entry, "liste_enseignes");
  e.sign = signs.empty() ? "" : signs.front();
  take_place(entry, e);
  e.naf = recherche_naf(result, entry);
  take_complements(result, entry, e);
  unmask(e);
  return Found(e);
}

bool has_no_end(const Json& period)
{
  return period.is_object() && string_member(period, "dateFin").empty();
}

// The period that has no end: the one that is now.
const Json* current_period(const Json& establishment)
{
  for (const Json& period : array_or_empty(establishment, "periodesEtablissement")) {
    if (has_no_end(period)) {
      return &period;
    }
  }
  return nullptr;
}

// Empty where the unit is no person.
std::string name_of_person(const Json& unit)
{
  const std::string family = first_text(unit, {"nomUsageUniteLegale", "nomUniteLegale"});
  if (family.empty()) {
    return "";
  }
  const std::string first = first_text(unit, {"prenomUsuelUniteLegale", "prenom1UniteLegale"});
  return std::string(util::trim(first + " " + family));
}

std::string insee_name(const Json& unit, const Json& period)
{
  return first_of(
    {string_member(unit, "denominationUniteLegale"), name_of_person(unit),
     string_member(unit, "denominationUsuelle1UniteLegale"),
     first_text(period, {"denominationUsuelleEtablissement", "enseigne1Etablissement"})});
}

std::string insee_address(const Json& address)
{
  std::string whole;
  for (const char* part :
       {"complementAdresseEtablissement", "numeroVoieEtablissement",
        "indiceRepetitionEtablissement", "typeVoieEtablissement", "libelleVoieEtablissement"}) {
    const std::string text = string_member(address, part);
    if (!text.empty()) {
      util::add_to_list(whole, text, " ");
    }
  }
  return whole;
}

util::Result<Json> document(std::string_view text)
{
  auto json = parse_json(text);
  if (json && json->is_object()) {
    return json;
  }
  return strange("JSON");
}

} // namespace

static util::Result<Found> first_found(const Json& results, domain::Siret asked)
{
  for (const Json& result : results) {
    if (const Json* entry = result.is_object() ? entry_of(result, asked) : nullptr) {
      return from_recherche(result, *entry, asked);
    }
  }
  return Found();
}

util::Result<Found> read_recherche(std::string_view text, domain::Siret asked)
{
  TRY_ASSIGN(const Json json, document(text));
  const Json* results = array_in(json, "results");
  if (results == nullptr) {
    return strange("results");
  }
  return first_found(*results, asked);
}

namespace {

bool is_hidden_by_insee(const Json& given)
{
  const std::string shown = string_member(given, "statutDiffusionEtablissement");
  return !shown.empty() && shown != "O";
}

void take_insee_place(const Json& address, Sirene& e)
{
  e.address = insee_address(address);
  e.postcode = string_member(address, "codePostalEtablissement");
  e.town =
    first_text(address, {"libelleCommuneEtablissement", "libelleCommuneEtrangerEtablissement"});
}

std::string insee_naf(const Json& unit, const Json& period)
{
  return naf_of(first_of({string_member(period, "activitePrincipaleEtablissement"),
                          string_member(unit, "activitePrincipaleUniteLegale")}));
}

util::Result<Found> from_insee(const Json& given, const Json& period, domain::Siret asked)
{
  const Json& unit = object_of(given, "uniteLegale");
  Sirene e;
  e.siret = asked;
  TRY_ASSIGN(e.is_open, is_open_in(period, "etatAdministratifEtablissement"));
  e.masked = is_hidden_by_insee(given);
  e.created = date_member(given, "dateCreationEtablissement");
  e.closed = e.is_open ? std::nullopt : date_member(period, "dateDebut");
  e.name = insee_name(unit, period);
  e.sign = string_member(period, "enseigne1Etablissement");
  take_insee_place(object_of(given, "adresseEtablissement"), e);
  e.naf = insee_naf(unit, period);
  unmask(e);
  return Found(e);
}

} // namespace

util::Result<Found> read_insee(std::string_view text, domain::Siret asked)
{
  TRY_ASSIGN(const Json json, document(text));
  const Json& given = object_of(json, "etablissement");
  const Json* period = current_period(given);
  if (period == nullptr) {
    return strange("periodesEtablissement");
  }
  return is_of(given, asked) ? from_insee(given, *period, asked) : strange("siret");
}

Json to_json(const domain::SireneEstablishment& e)
{
  const auto same = [](bool value) { return value; };
  return {{"siret", e.siret.digits()},
          {"open", e.is_open},
          {"masked", e.masked},
          {"created", text_or_null(e.created)},
          {"closed", text_or_null(e.closed)},
          {"name", text_or_null(e.name)},
          {"sign", text_or_null(e.sign)},
          {"address", text_or_null(e.address)},
          {"postcode", text_or_null(e.postcode)},
          {"town", text_or_null(e.town)},
          {"naf", text_or_null(e.naf)},
          {"idccs", e.idccs},
          {"activity_numbers", e.activity_numbers},
          {"qualiopi", maybe(e.qualiopi, same)}};
}

namespace {

void read_texts(const Json& json, Sirene& e)
{
  const std::pair<const char*, std::string*> members[] = {
    {"name", &e.name},         {"sign", &e.sign}, {"address", &e.address},
    {"postcode", &e.postcode}, {"town", &e.town}, {"naf", &e.naf}};
  for (const auto& [name, text] : members) {
    *text = string_member(json, name);
  }
}

bool is_set(const Json& json, const char* name)
{
  return flag_of(json, name).value_or(false);
}

} // namespace

domain::SireneEstablishment sirene_from(const Json& json)
{
  Sirene e;
  if (const auto siret = domain::Siret::parse(string_member(json, "siret"))) {
    e.siret = *siret;
  }
  e.is_open = is_set(json, "open");
  e.masked = is_set(json, "masked");
  e.created = date_member(json, "created");
  e.closed = date_member(json, "closed");
  read_texts(json, e);
  e.idccs = texts_of(json, "idccs");
  e.activity_numbers = texts_of(json, "activity_numbers");
  e.qualiopi = flag_of(json, "qualiopi");
  return e;
}

} // namespace myatlas::formats
