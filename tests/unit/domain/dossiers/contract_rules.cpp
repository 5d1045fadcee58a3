#include <doctest/doctest.h>

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "unit/domain/dossiers/sample_contract.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

// The pay of the whole contract in one period.
Contract::Values flat_pay(const std::string& percent, const std::string& to = "2028-08-31")
{
  return {{"contrat.remunerationsAnnuelles[0].taux", percent},
          {"contrat.remunerationsAnnuelles[0].dateFin", to},
          {"contrat.remunerationsAnnuelles[1].dateDebut", ""},
          {"contrat.remunerationsAnnuelles[1].dateFin", ""},
          {"contrat.remunerationsAnnuelles[1].taux", ""},
          {"contrat.remunerationsAnnuelles[1].typeSalaire", ""},
          {"contrat.remunerationsAnnuelles[1].ordre", ""}};
}

Contract::Values born(const std::string& day)
{
  return with(flat_pay("100"), {{"apprenti.dateNaissance", day}, {"apprenti.nir", ""}});
}

} // namespace

TEST_CASE("the sample contract holds")
{
  const Found found = look({});
  CHECK(found.blocks.empty());
  CHECK(found.warns.empty());
}

TEST_CASE("a contract that breaks one rule is told by that rule alone")
{
  CHECK(look({{"contrat.dateConclusion", "2026-09-02"},
              {"contrat.dateFormationPratiqueEmployeur", "2026-09-02"}},
             {.today = *Date::parse("2026-09-03")})
          .is_blocked_by("contract.concluded_after_start"));
  CHECK(look({}, {.today = *Date::parse("2026-08-31")}).is_blocked_by("contract.concluded_future"));
  CHECK(look({{"contrat.dateConclusion", "2019-12-31"},
              {"apprenti.apprentiMineurNonEmancipe", "false"}})
          .is_blocked_by("contract.concluded_early"));
  CHECK(look({{"formation.dateDebutFormation", "2026-08-15"}}).warns ==
        std::vector<std::string>{"contract.training_before"});
  CHECK(look(with(flat_pay("51", "2027-02-27"), {{"contrat.dateFinContrat", "2027-02-27"},
                                                 {"formation.dateFinFormation", "2027-02-27"},
                                                 {"formation.dateDebutFormation", "2026-08-01"}}))
          .is_blocked_by("contract.term"));
  CHECK(look({{"formation.dateDebutFormation", "2026-09-01"},
              {"formation.dateFinFormation", "2027-02-27"},
              {"contrat.dateFinContrat", "2027-03-31"},
              {"contrat.remunerationsAnnuelles[1].dateFin", "2028-08-31"}})
          .is_blocked_by("contract.training_length"));
  CHECK(look({{"formation.dateDebutFormation", "2026-12-02"}})
          .is_blocked_by("contract.training_start"));
  CHECK(look({{"formation.dateDebutFormation", "2026-12-01"}}).blocks.empty());
  CHECK(look({{"contrat.dateFormationPratiqueEmployeur", "2026-12-02"}})
          .is_blocked_by("contract.practical_start"));
  CHECK(look({{"contrat.dateFormationPratiqueEmployeur", "2026-08-31"}})
          .is_blocked_by("contract.practical_before_conclusion"));
  CHECK(look({{"contrat.dateConclusion", "2026-08-20"},
              {"contrat.dateFormationPratiqueEmployeur", "2026-08-31"}})
          .is_blocked_by("contract.practical_start"));
  CHECK(
    look({{"formation.dateFinFormation", "2028-09-01"}}).is_blocked_by("contract.training_end"));
  CHECK(look({{"formation.dateFinFormation", "2028-05-30"}}).is_blocked_by("contract.ends_late"));
  CHECK(look({{"formation.dateFinFormation", "2028-05-31"}}).blocks.empty());
  CHECK(look({{"formation.dureeFormation", "803"}}).warns ==
        std::vector<std::string>{"contract.few_hours"});
  CHECK(look({{"formation.dureeFormation", "805"}}).warns.empty());
  CHECK(look({{"contrat.dureeTravailHebdoHeures", "40"}, {"contrat.dureeTravailHebdoMinutes", "1"}})
          .is_blocked_by("contract.weekly_hours"));
  CHECK(look({{"contrat.dureeTravailHebdoHeures", "40"}}).blocks.empty());
  CHECK(look({{"formation.nombreHeuresEnDistanciel", "1351"}})
          .is_blocked_by("contract.distance_hours"));
  CHECK(look({{"maitre1.dateNaissance", "2008-09-02"}}).is_blocked_by("contract.tutor_too_young"));
  CHECK(look({{"maitre2.nom", "Petit"},
              {"maitre2.prenom", "JEANNE"},
              {"maitre2.dateNaissance", "1985-03-14"}})
          .is_blocked_by("contract.same_tutor"));
  CHECK(look({}, {.closed = {*Siret::parse("73282932000074")}}).is_blocked_by("request.closed"));
  CHECK(look({}, {.cfa = *Siren::parse("732829320")}).is_blocked_by("contract.cfa"));
  CHECK(look({{"formation.rncp", "RS5801"}}).is_blocked_by("contract.rncp"));
  CHECK(look({{"employeur.attestationPieces", "false"}}).is_blocked_by("contract.not_attested"));
  CHECK(look({{"contrat.lieuSignatureContrat", ""}}).is_blocked_by("contract.required"));
  CHECK(look({{"apprenti.dateNaissance", "2007-10-15"}}).is_blocked_by("nir.coherence"));
  CHECK(look({{"contrat.typeContratApp", "22"}}).is_blocked_by("contract.previous_number"));
  CHECK(
    look({{"contrat.typeContratApp", "33"}, {"contrat.numeroContratPrecedent", "075202509000123"}})
      .is_blocked_by("contract.effect_date"));
  CHECK(look({{"contrat.typeDerogation", "13"}}).is_blocked_by("contract.code"));
  CHECK(look({{"contrat.avantageLogement", "10000.01"}}).is_blocked_by("contract.range"));
  CHECK(look({{"employeur.codeIdcc", "9999"}}).warns ==
        std::vector<std::string>{"contract.idcc_unknown"});
  CHECK(look({{"apprenti.nir", ""}}).warns == std::vector<std::string>{"contract.no_nir"});
  util::Errors problems, warnings;
  const Contract odd = Contract::read({{"apprenti.surnom", "X"}}, problems, warnings);
  CHECK(problems.empty());
  CHECK(warnings.at(0).code == "contract.member_unknown");
}

TEST_CASE("the form, the visa, the names and the birth a contract tells")
{
  CHECK(look({{"organismeFormation.visaCfa", "false"}}).is_blocked_by("contract.no_visa"));
  CHECK(look({{"versionCERFA", "10103*09"}}).is_blocked_by("contract.cerfa_version"));
  CHECK(look({{"versionCERFA", "12434*03"}}).is_blocked_by("contract.cerfa_version"));
  CHECK(look({{"versionCERFA", "10103*13"}}).warns ==
        std::vector<std::string>{"contract.cerfa_old"});
  CHECK(look({{"apprenti.nom", "MARTIN2"}}).blocks.front() == "name.letters");
  CHECK(look({{"maitre1.prenom", "J3anne"}}).blocks.front() == "name.letters");
  CHECK(look({{"apprenti.nom", "D’ARC-LE BŒUF"}, {"apprenti.prenom", "Zoé, Anne-Marie"}})
          .blocks.empty());
  CHECK(look({{"apprenti.departementNaissance", "69"}}).is_blocked_by("nir.department"));
  CHECK(look({{"apprenti.departementNaissance", "075"}}).blocks.empty());
  CHECK(look({{"apprenti.departementNaissance", ""}}).blocks.empty());
  const auto born = [](const char* nir, const char* department, const char* day) {
    return bool(check_nir_department(*Nir::parse(nir), department, *Date::parse(day)));
  };
  CHECK(born("107039710100119", "971", "2007-03-02"));
  CHECK_FALSE(born("107039710100119", "972", "2007-03-02"));
  CHECK(born("107039935200101", "99", "2007-03-02"));
  CHECK_FALSE(born("107039935200101", "75", "2007-03-02"));
  CHECK(born("107032A00400188", "2a", "2007-03-02"));
  CHECK(born("170032000400178", "2A", "1970-03-02"));
  CHECK_FALSE(born("180032000400173", "2A", "1980-03-02"));
  CHECK(born("160037505600145", "92", "1960-03-02"));
  CHECK_FALSE(born("170037505600140", "92", "1970-03-02"));
  CHECK(born("707037505600114", "69", "2007-03-02")); // provisional
}

TEST_CASE("the age of an apprentice")
{
  CHECK(look(with(born("2011-09-02"), {{"contrat.typeDerogation", "11"},
                                       {"apprenti.responsableLegal.nom", "X"},
                                       {"apprenti.responsableLegal.prenom", "Y"}}))
          .is_blocked_by("contract.too_young"));
  const Contract::Values minor = {{"apprenti.responsableLegal.nom", "X"},
                                  {"apprenti.responsableLegal.prenom", "Y"}};
  CHECK(look(with(born("2011-09-01"), minor)).is_blocked_by("contract.derogation_missing"));
  CHECK(
    look(with(with(born("2011-09-01"), minor), {{"contrat.typeDerogation", "11"}})).blocks.empty());
  CHECK(look(with(with(born("2010-09-01"), minor), {{"contrat.typeDerogation", "11"}}))
          .is_blocked_by("contract.derogation_forbidden"));
  CHECK(look(born("2008-09-02")).is_blocked_by("contract.guardian"));
  CHECK(look(born("2008-09-01")).blocks.empty());
  CHECK(look(with(born("2008-09-02"), {{"apprenti.apprentiMineurNonEmancipe", "false"}}))
          .blocks.empty());
  CHECK(look(born("1996-09-02")).blocks.empty());
  CHECK(look(with(born("1996-09-02"), {{"contrat.typeDerogation", "12"}}))
          .is_blocked_by("contract.derogation_forbidden"));
  CHECK(look(with(born("1996-09-01"), {{"contrat.typeDerogation", "12"}}))
          .is_blocked_by("contract.too_old"));
  CHECK(look(with(born("1996-09-01"),
                  {{"contrat.typeDerogation", "12"}, {"apprenti.handicap", "true"}}))
          .blocks.empty());
  CHECK(look(with(born("1990-09-02"), {{"contrat.typeDerogation", "12"},
                                       {"contrat.typeContratApp", "22"},
                                       {"contrat.numeroContratPrecedent", "1"}}))
          .blocks.empty());
  CHECK(look(with(born("1990-09-01"), {{"contrat.typeDerogation", "12"},
                                       {"contrat.typeContratApp", "22"},
                                       {"contrat.numeroContratPrecedent", "1"}}))
          .is_blocked_by("contract.too_old"));
  const Found abroad = look(with(with(born("2009-09-01"), minor), {{"apprenti.nationalite", "3"}}));
  CHECK(std::ranges::find(abroad.warns, "contract.residence_permit") != abroad.warns.end());
}

TEST_CASE("the pay covers the contract and is enough")
{
  CHECK(look(flat_pay("51")).blocks.empty());
  CHECK(look(flat_pay("50.99")).is_blocked_by("contract.pay_low"));
  CHECK(
    look({{"contrat.remunerationsAnnuelles[0].taux", "42.99"}}).is_blocked_by("contract.pay_low"));
  CHECK(look(flat_pay("51", "2028-08-30")).is_blocked_by("contract.pay_cover"));
  CHECK(look({{"contrat.remunerationsAnnuelles[1].dateDebut", "2027-09-02"}})
          .is_blocked_by("contract.pay_order"));
  CHECK(look({{"contrat.salaireEmbauche", "802.81"}}).warns ==
        std::vector<std::string>{"contract.pay_amount"});
  CHECK(look({{"contrat.salaireEmbauche", "802.82"}}).warns.empty());
}
