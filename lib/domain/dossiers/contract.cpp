#include "domain/dossiers/contract.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using enum MemberKind;

constexpr std::string_view k_diplomas =
  "80|71|72|73|74|75|76|79|61|62|63|64|69|54|55|58|41|42|43|44|49|33|34|35|38|25|26|13";
constexpr std::string_view k_pay_prefix = "contrat.remunerationsAnnuelles[";

constexpr ContractMember k_members[] = {
  {"employeur.typeEmployeur", code, "11|12|13|14|15|16|21|22|23|24|25|26|27|28|29|30", true},
  {"employeur.employeurSpecifique", code, "0|1|2|3|4"},
  {"employeur.denomination", text, "255", true},
  {"employeur.siret", siret, "", true},
  {"employeur.naf", naf},
  {"employeur.codeIdcc", idcc},
  {"employeur.libelleIdcc", text, "500"},
  {"employeur.nombreDeSalaries", count, "0..9999999", true},
  {"employeur.telephone", phone},
  {"employeur.courriel", email},
  {"employeur.adresse.adresse1", text, "255"},
  {"employeur.adresse.adresse2", text, "255"},
  {"employeur.adresse.codePostal", postcode},
  {"employeur.adresse.commune", text, "80"},
  {"employeur.nom", MemberKind::name, ""},
  {"employeur.prenom", MemberKind::name, ""},
  {"employeur.caisseComplementaire", text, "80"},
  {"employeur.regimeSpecifique", flag},
  {"employeur.attestationEligibilite", flag},
  {"employeur.attestationPieces", flag},
  {"apprenti.nom", MemberKind::name, "", true},
  {"apprenti.nomUsage", MemberKind::name, ""},
  {"apprenti.prenom", MemberKind::name, "", true},
  {"apprenti.sexe", sex, "M|F", true},
  {"apprenti.nationalite", code, "1|2|3", true},
  {"apprenti.dateNaissance", date, "", true},
  {"apprenti.departementNaissance", text, "3"},
  {"apprenti.communeNaissance", text, "80"},
  {"apprenti.nir", nir},
  {"apprenti.regimeSocial", code, "0|1|2"},
  {"apprenti.handicap", flag},
  {"apprenti.droitsRqthExtensionBOE", flag},
  {"apprenti.droitsRqthEquivalenceJeune", flag},
  {"apprenti.situationAvantContrat", code, "1|2|3|4|5|6|7|8|9|10|11|12", true},
  {"apprenti.diplome", code, k_diplomas},
  {"apprenti.diplomePrepare", code, k_diplomas},
  {"apprenti.derniereClasse", code, "01|11|12|21|22|31|32|40|41|42"},
  {"apprenti.intituleDiplomePrepare", text, "255"},
  {"apprenti.apprentiMineurNonEmancipe", flag},
  {"apprenti.responsableLegal.nom", MemberKind::name, ""},
  {"apprenti.responsableLegal.prenom", MemberKind::name, ""},
  {"apprenti.responsableLegal.courriel", email},
  {"apprenti.responsableLegal.adresse.adresse1", text, "255"},
  {"apprenti.responsableLegal.adresse.adresse2", text, "255"},
  {"apprenti.responsableLegal.adresse.codePostal", postcode},
  {"apprenti.responsableLegal.adresse.commune", text, "80"},
  {"apprenti.inscriptionSportifDeHautNiveau", flag},
  {"apprenti.projetCreationRepriseEntreprise", flag},
  {"apprenti.telephone", phone},
  {"apprenti.courriel", email},
  {"apprenti.adresse.adresse1", text, "255"},
  {"apprenti.adresse.adresse2", text, "255"},
  {"apprenti.adresse.codePostal", postcode},
  {"apprenti.adresse.commune", text, "80"},
  {"maitre1.nom", MemberKind::name, "", true},
  {"maitre1.prenom", MemberKind::name, "", true},
  {"maitre1.dateNaissance", date, "", true},
  {"maitre1.nir", nir},
  {"maitre1.courriel", email},
  {"maitre1.emploiOccupe", text, "255"},
  {"maitre1.intituleDiplomeObtenu", text, "255"},
  {"maitre1.niveauDiplomeObtenu", code, "0|3|4|5|6|7|8"},
  {"maitre2.nom", MemberKind::name, ""},
  {"maitre2.prenom", MemberKind::name, ""},
  {"maitre2.dateNaissance", date},
  {"maitre2.nir", nir},
  {"maitre2.courriel", email},
  {"maitre2.emploiOccupe", text, "255"},
  {"maitre2.intituleDiplomeObtenu", text, "255"},
  {"maitre2.niveauDiplomeObtenu", code, "0|3|4|5|6|7|8"},
  {"formation.rncp", rncp, "", true},
  {"formation.codeDiplome", text, "10"},
  {"formation.typeDiplome", code, k_diplomas},
  {"formation.intituleQualification", text, "255", true},
  {"formation.dateDebutFormation", date, "", true},
  {"formation.dateFinFormation", date, "", true},
  {"formation.dureeFormation", count, "1..9999", true},
  {"formation.nombreHeuresEnDistanciel", count, "0..9999"},
  {"organismeFormation.denomination", text, "255"},
  {"organismeFormation.siret", siret, "", true},
  {"organismeFormation.uaiCfa", uai},
  {"organismeFormation.formationInterne", flag},
  {"organismeFormation.visaCfa", flag},
  {"organismeFormation.lieuFormationIdentique", flag},
  {"organismeFormation.adresse.adresse1", text, "255"},
  {"organismeFormation.adresse.adresse2", text, "255"},
  {"organismeFormation.adresse.codePostal", postcode},
  {"organismeFormation.adresse.commune", text, "80"},
  {"organismeFormationLieuFormationPrincipal.denomination", text, "255"},
  {"organismeFormationLieuFormationPrincipal.siret", siret},
  {"organismeFormationLieuFormationPrincipal.uaiCfa", uai},
  {"organismeFormationLieuFormationPrincipal.adresse.adresse1", text, "255"},
  {"organismeFormationLieuFormationPrincipal.adresse.adresse2", text, "255"},
  {"organismeFormationLieuFormationPrincipal.adresse.codePostal", postcode},
  {"organismeFormationLieuFormationPrincipal.adresse.commune", text, "80"},
  {"contrat.modeContractuel", code, "1|2|3|4", true},
  {"contrat.typeContratApp", code, "11|21|22|23|31|32|33|34|35|36|37|38", true},
  {"contrat.numeroContratPrecedent", text, "20"},
  {"contrat.dateEffetAvenant", date},
  {"contrat.typeDerogation", code, "0|11|12|21|22|50|60"},
  {"contrat.dateConclusion", date, "", true},
  {"contrat.dateDebutContrat", date, "", true},
  {"contrat.dateFormationPratiqueEmployeur", date},
  {"contrat.dateFinContrat", date, "", true},
  {"contrat.dateRupture", date},
  {"contrat.lieuSignatureContrat", text, "80", true},
  {"contrat.dureeTravailHebdoHeures", count, "0..168", true},
  {"contrat.dureeTravailHebdoMinutes", count, "0..59"},
  {"contrat.travailRisque", flag},
  {"contrat.salaireEmbauche", amount, "0.01..99999999", true},
  {"contrat.avantageNourriture", amount, "1..10000"},
  {"contrat.avantageLogement", amount, "1..10000"},
  {"contrat.autreAvantageEnNature", flag},
  {"contrat.noContrat", text, "20"},
  {"contrat.noAvenant", text, "20"},
  {"etat", text, "40"},
  {"commentaireEtat", text, "1000"},
  {"versionCERFA", text, "20"},
  {"CERFAsignatureProbante", flag},
};

constexpr ContractMember k_pay_members[] = {
  {"dateDebut", date, "", true},
  {"dateFin", date, "", true},
  {"taux", amount, "0.01..300", true},
  {"typeSalaire", code, "SMIC|SMC"},
  {"ordre", text, "5"},
};

// A checked text's own spelling.
template <typename Checked>
util::Result<std::string> as(std::string_view value)
{
  TRY_ASSIGN(const Checked parsed, Checked::parse(value));
  return parsed.text();
}

util::Result<std::string> code_of(std::string_view value, std::string_view codes)
{
  const auto bare = [](std::string_view text) { // "01" and "1" are one code
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
    return util::to_upper(text);
  };
  for (const std::string_view known : util::split(codes, '|')) {
    if (bare(known) == bare(value)) {
      return std::string(known);
    }
  }
  std::string list(codes);
  std::ranges::replace(list, '|', ' ');
  return util::Error{"contract.code", {util::printable(value.substr(0, 40)), list}};
}

util::Result<std::string> within(std::string_view value, Money number, std::string_view limit,
                                 std::string text)
{
  const std::size_t dots = limit.find("..");
  const std::string least(limit.substr(0, dots)), most(limit.substr(dots + 2));
  if (number < *Money::parse(least) || number > *Money::parse(most)) {
    return util::Error{"contract.range", {std::string(value), least, most}};
  }
  return text;
}

util::Result<std::string> checked_line(std::string_view value, std::string_view limit)
{
  if (util::has_hidden(value)) {
    return util::Error{"text.control", {util::printable(value.substr(0, 80))}};
  }
  if (util::length_utf8(value) > static_cast<std::size_t>(std::stoi(std::string(limit)))) {
    return util::Error{"contract.length",
                       {std::string(value.substr(0, 40)) + "…", std::string(limit)}};
  }
  return std::string(value);
}

util::Result<std::string> checked_count(std::string_view value, std::string_view limit)
{
  if (!util::is_digits(value) || value.size() > 9) {
    return util::Error{"contract.count", {util::printable(value.substr(0, 40))}};
  }
  const std::int64_t number = std::stoll(std::string(value));
  return within(value, Money{number * 100}, limit, std::to_string(number));
}

util::Result<std::string> checked_amount(std::string_view value, std::string_view limit)
{
  TRY_ASSIGN(const Money money, Money::parse(value));
  return within(value, money, limit, money.text());
}

// Some send midnight along.
util::Result<std::string> checked_day(std::string_view value)
{
  TRY_ASSIGN(const Date day, Date::parse(value.substr(0, value.find('T'))));
  return day.text();
}

util::Result<std::string> checked_flag(std::string_view value)
{
  if (value == "true" || value == "false") {
    return std::string(value);
  }
  return util::Error{"contract.flag", {util::printable(value.substr(0, 40))}};
}

util::Result<std::string> checked_siret(std::string_view value)
{
  TRY_ASSIGN(const Siret number, Siret::parse(value));
  return number.digits();
}

util::Result<std::string> checked_name(std::string_view value)
{
  TRY_ASSIGN(const Name known, parse_person_name(value));
  return known.text();
}

// As people write it.
util::Result<std::string> checked_sex(std::string_view value, std::string_view limit)
{
  const util::Result<Sex> known = parse_sex(value);
  return code_of(known ? to_text(*known) : value, limit);
}

util::Result<std::string> checked_rncp(std::string_view value)
{
  return as<RncpCode>(util::is_digits(value) ? "RNCP" + std::string(value) : std::string(value));
}

util::Result<std::string> checked(const ContractMember& member, std::string_view value)
{
  switch (member.kind) {
  case text:
    return checked_line(value, member.limit);
  case code:
    return code_of(value, member.limit);
  case sex:
    return checked_sex(value, member.limit);
  case count:
    return checked_count(value, member.limit);
  case amount:
    return checked_amount(value, member.limit);
  case date:
    return checked_day(value);
  case flag:
    return checked_flag(value);
  case siret:
    return checked_siret(value);
  case naf:
    return as<NafCode>(value);
  case idcc:
    return as<Idcc>(value);
  case uai:
    return as<Uai>(value);
  case rncp:
    return checked_rncp(value);
  case email:
    return as<EmailAddress>(value);
  case phone:
    return as<PhoneNumber>(value);
  case postcode:
    return as<Postcode>(value);
  case nir:
    return as<Nir>(value);
  case MemberKind::name:
    return checked_name(value);
  }
  return std::string(value);
}

const ContractMember* find_in(std::span<const ContractMember> members, std::string_view path)
{
  const auto found = std::ranges::find(members, path, &ContractMember::path);
  return found == members.end() ? nullptr : &*found;
}

// The description of a path; that of an element of the pay is the same for each.
const ContractMember* member_at(std::string_view path)
{
  if (path.starts_with(k_pay_prefix)) {
    const std::size_t end = path.find("].");
    return end == path.npos ? nullptr : find_in(k_pay_members, path.substr(end + 2));
  }
  return find_in(k_members, path);
}

} // namespace

std::span<const ContractMember> contract_members()
{
  return k_members;
}

std::span<const ContractMember> pay_members()
{
  return k_pay_members;
}

Contract Contract::read(const Values& values, util::Errors& problems, util::Errors& warnings)
{
  Contract contract;
  for (const auto& [path, value] : values) {
    const ContractMember* member = member_at(path);
    const std::string_view given = util::trim(value);
    if (member == nullptr) {
      warnings.push_back(util::Error{"contract.member_unknown", {path}}.at(path));
    } else if (!given.empty()) {
      if (auto right = util::collect(checked(*member, given), problems, path)) {
        contract.m_values[path] = *std::move(right);
      }
    }
  }
  return contract;
}

const std::string& Contract::text(std::string_view path) const
{
  static const std::string k_absent;
  const auto found = m_values.find(path);
  return found == m_values.end() ? k_absent : found->second;
}

std::optional<Date> Contract::date(std::string_view path) const
{
  const std::string& value = text(path);
  return value.empty() ? std::nullopt : std::optional(*Date::read(value));
}

std::int64_t Contract::number(std::string_view path) const
{
  const std::string& value = text(path);
  return util::is_digits(value) ? std::stoll(value) : 0;
}

std::vector<PayPeriod> Contract::pay() const
{
  std::vector<PayPeriod> periods;
  for (std::size_t i = 0;; ++i) {
    const std::string prefix = std::string(k_pay_prefix) + std::to_string(i) + "].";
    const auto first = m_values.lower_bound(prefix);
    if (first == m_values.end() || !first->first.starts_with(prefix)) {
      return periods;
    }
    const std::string& percent = text(prefix + "taux");
    periods.push_back({date(prefix + "dateDebut"), date(prefix + "dateFin"),
                       percent.empty() ? 0 : Money::parse(percent)->cents,
                       text(prefix + "typeSalaire"), text(prefix + "ordre")});
  }
}

Contract::Values with_known_nirs(Contract::Values values, const Contract& known)
{
  for (const ContractMember& member : k_members) {
    const std::string path(member.path);
    if (member.kind == nir && known.has(path)) {
      values.try_emplace(path, known.text(path));
    }
  }
  return values;
}

std::string identity_of(const Contract::Values& values)
{
  const auto at = [&](std::string_view path) {
    const auto found = values.find(path);
    return found == values.end() ? std::string() : found->second;
  };
  return util::fold(at("apprenti.nom")) + "|" + util::fold(at("apprenti.prenom")) + "|" +
         at("apprenti.dateNaissance") + "|" + at("employeur.siret") + "|" +
         at("contrat.dateDebutContrat");
}

int Contract::level() const
{
  const std::int64_t type = number("formation.typeDiplome");
  return type >= 30 ? static_cast<int>(type / 10) : 0;
}

} // namespace myatlas::domain
