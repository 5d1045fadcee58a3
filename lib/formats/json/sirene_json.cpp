#include "formats/json/sirene_json.hpp"

#include <algorithm>

#include "domain/values/codes.hpp"
#include "formats/json/nullable.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using Found = std::optional<domain::SireneEstablishment>;

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

// The member as text; empty when it is absent, null, or something else.
std::string string_member(const Json& object, const char* name)
{
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? util::printable(found->get<std::string>())
                                                     : std::string();
}

std::vector<std::string> texts_of(const Json& object, const char* name)
{
  std::vector<std::string> texts;
  const auto found = object.find(name);
  if (found != object.end() && found->is_array()) {
    for (const Json& text : *found) {
      if (text.is_string()) {
        texts.push_back(util::printable(text.get<std::string>()));
      }
    }
  }
  return texts;
}

const Json& object_of(const Json& object, const char* name)
{
  static const Json none = Json::object();
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : none;
}

std::optional<domain::Date> date_member(const Json& object, const char* name)
{
  const auto date = domain::Date::parse(string_member(object, name));
  return date ? std::optional(*date) : std::nullopt;
}

std::string first_of(std::initializer_list<std::string> texts)
{
  const auto found =
    std::ranges::find_if(texts, [](const std::string& text) { return !text.empty(); });
  return found == texts.end() ? "" : *found;
}

std::string naf_of(const std::string& dotted)
{
  std::string naf = dotted;
  std::erase(naf, '.');
  return domain::has_naf_form(naf) ? naf : "";
}

// Takes masks away and says so.
void unmask(domain::SireneEstablishment& e)
{
  for (std::string* text : {&e.name, &e.sign, &e.address, &e.postcode, &e.town}) {
    if (is_mask(*text)) {
      text->clear();
      e.masked = true;
    }
  }
}

// The one asked for among those that match, else the head office; null when it is neither.
const Json* entry_of(const Json& result, domain::Siret asked)
{
  const auto matching = result.find("matching_etablissements");
  if (matching != result.end() && matching->is_array()) {
    for (const Json& entry : *matching) {
      if (entry.is_object() && string_member(entry, "siret") == asked.digits()) {
        return &entry;
      }
    }
  }
  const Json& head_office = object_of(result, "siege");
  return string_member(head_office, "siret") == asked.digits() ? &head_office : nullptr;
}

std::optional<bool> flag_of(const Json& object, const char* name)
{
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() ? std::optional(found->get<bool>())
                                                      : std::nullopt;
}

// Lists stand at the company or at the establishment.
void take_complements(const Json& result, const Json& entry, domain::SireneEstablishment& e)
{
  const Json& more = object_of(result, "complements");
  e.idccs = texts_of(entry, "liste_idcc");
  if (e.idccs.empty()) {
    e.idccs = texts_of(more, "liste_idcc");
  }
  e.activity_numbers = texts_of(more, "liste_id_organisme_formation");
  if (e.activity_numbers.empty()) {
    e.activity_numbers = texts_of(entry, "liste_id_organisme_formation");
  }
  e.qualiopi = flag_of(more, "est_qualiopi");
}

util::Result<Found> from_recherche(const Json& result, const Json& entry, domain::Siret asked)
{
  const std::string state = string_member(entry, "etat_administratif");
  if (state != "A" && state != "F") {
    return strange("etat_administratif");
  }
  const std::string shown = string_member(result, "statut_diffusion");
  domain::SireneEstablishment e;
  e.siret = asked;
  e.is_open = state == "A";
  e.masked = shown == "P" || shown == "N";
  e.created = date_member(entry, "date_creation");
  e.closed = date_member(entry, "date_fermeture");
  e.name =
    first_of({string_member(result, "nom_raison_sociale"), string_member(result, "nom_complet")});
  const std::vector<std::string> signs = texts_of(entry, "liste_enseignes");
  e.sign = signs.empty() ? "" : signs.front();
  e.address = string_member(entry, "adresse");
  e.postcode = string_member(entry, "code_postal");
  e.town = string_member(entry, "libelle_commune");
  e.naf = naf_of(first_of(
    {string_member(entry, "activite_principale"), string_member(result, "activite_principale")}));
  take_complements(result, entry, e);
  unmask(e);
  return Found(e);
}

// The period that has no end: the one that is now.
const Json* current_period(const Json& establishment)
{
  const auto periods = establishment.find("periodesEtablissement");
  if (periods == establishment.end() || !periods->is_array()) {
    return nullptr;
  }
  const auto found = std::ranges::find_if(
    *periods, [](const Json& p) { return p.is_object() && string_member(p, "dateFin").empty(); });
  return found == periods->end() ? nullptr : &*found;
}

std::string insee_name(const Json& unit, const Json& period)
{
  const std::string family =
    first_of({string_member(unit, "nomUsageUniteLegale"), string_member(unit, "nomUniteLegale")});
  const std::string first = first_of(
    {string_member(unit, "prenomUsuelUniteLegale"), string_member(unit, "prenom1UniteLegale")});
  return first_of({string_member(unit, "denominationUniteLegale"),
                   family.empty() ? "" : std::string(util::trim(first + " " + family)),
                   string_member(unit, "denominationUsuelle1UniteLegale"),
                   string_member(period, "denominationUsuelleEtablissement"),
                   string_member(period, "enseigne1Etablissement")});
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
  util::Result<Json> json = parse_json(text);
  if (!json || !json->is_object()) {
    return strange("JSON");
  }
  return json;
}

} // namespace

util::Result<Found> read_recherche(std::string_view text, domain::Siret asked)
{
  TRY_ASSIGN(const Json json, document(text));
  const auto results = json.find("results");
  if (results == json.end() || !results->is_array()) {
    return strange("results");
  }
  for (const Json& result : *results) {
    if (const Json* entry = result.is_object() ? entry_of(result, asked) : nullptr) {
      return from_recherche(result, *entry, asked);
    }
  }
  return Found();
}

util::Result<Found> read_insee(std::string_view text, domain::Siret asked)
{
  TRY_ASSIGN(const Json json, document(text));
  const Json& given = object_of(json, "etablissement");
  const Json& unit = object_of(given, "uniteLegale");
  const Json* period = current_period(given);
  if (string_member(given, "siret") != asked.digits() || period == nullptr) {
    return strange(period == nullptr ? "periodesEtablissement" : "siret");
  }
  const std::string state = string_member(*period, "etatAdministratifEtablissement");
  if (state != "A" && state != "F") {
    return strange("etatAdministratifEtablissement");
  }
  const std::string shown = string_member(given, "statutDiffusionEtablissement");
  const Json& address = object_of(given, "adresseEtablissement");
  domain::SireneEstablishment e;
  e.siret = asked;
  e.is_open = state == "A";
  e.masked = !shown.empty() && shown != "O";
  e.created = date_member(given, "dateCreationEtablissement");
  e.closed = e.is_open ? std::nullopt : date_member(*period, "dateDebut");
  e.name = insee_name(unit, *period);
  e.sign = string_member(*period, "enseigne1Etablissement");
  e.address = insee_address(address);
  e.postcode = string_member(address, "codePostalEtablissement");
  e.town = first_of({string_member(address, "libelleCommuneEtablissement"),
                     string_member(address, "libelleCommuneEtrangerEtablissement")});
  e.naf = naf_of(first_of({string_member(*period, "activitePrincipaleEtablissement"),
                           string_member(unit, "activitePrincipaleUniteLegale")}));
  unmask(e);
  return Found(e);
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

domain::SireneEstablishment sirene_from(const Json& json)
{
  domain::SireneEstablishment e;
  if (const auto siret = domain::Siret::parse(string_member(json, "siret"))) {
    e.siret = *siret;
  }
  e.is_open = flag_of(json, "open").value_or(false);
  e.masked = flag_of(json, "masked").value_or(false);
  e.created = date_member(json, "created");
  e.closed = date_member(json, "closed");
  e.name = string_member(json, "name");
  e.sign = string_member(json, "sign");
  e.address = string_member(json, "address");
  e.postcode = string_member(json, "postcode");
  e.town = string_member(json, "town");
  e.naf = string_member(json, "naf");
  e.idccs = texts_of(json, "idccs");
  e.activity_numbers = texts_of(json, "activity_numbers");
  e.qualiopi = flag_of(json, "qualiopi");
  return e;
}

} // namespace myatlas::formats
