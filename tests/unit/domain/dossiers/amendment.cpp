#include <doctest/doctest.h>

#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/instalments.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/values/calendar.hpp"
#include "unit/domain/dossiers/sample_contract.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE(
  "an amendment is signed while the contract runs, and leaves the person and the certification")
{
  const Contract::Values amends = {{"contrat.typeContratApp", "36"},
                                   {"contrat.numeroContratPrecedent", "075202609000123"},
                                   {"contrat.dateEffetAvenant", "2027-02-01"},
                                   {"contrat.dateConclusion", "2027-01-15"},
                                   {"contrat.dureeTravailHebdoHeures", "38"}};
  CHECK(look(amends, {.today = *Date::parse("2027-01-20")}).blocks.empty());
  CHECK(
    look(amends, {.today = *Date::parse("2027-01-14")}).is_blocked_by("contract.concluded_future"));
  const auto read = [](const Contract::Values& changes) {
    util::Errors problems, warnings;
    return Contract::read(with(base(), changes), problems, warnings);
  };
  const auto found = [&](const Contract::Values& changes) {
    std::vector<std::string> told;
    for (const util::Error& error : amendment_problems(read({}), read(with(amends, changes)))) {
      told.push_back(error.code + " " + error.where.column);
    }
    return told;
  };
  using Told = std::vector<std::string>;
  CHECK(found({}).empty());
  CHECK(
    found(
      {{"apprenti.nom", "Martín"}, {"apprenti.nir", ""}, {"contrat.dureeTravailHebdoHeures", "39"}})
      .empty());
  CHECK(found({{"apprenti.nom", "DURAND"}}) == Told{"contract.other_person apprenti.nom"});
  CHECK(found({{"apprenti.dateNaissance", "2007-09-02"}}) ==
        Told{"contract.other_person apprenti.dateNaissance"});
  CHECK(found({{"formation.rncp", "RNCP35185"}}) ==
        Told{"contract.other_certification formation.rncp"});
  CHECK(found({{"formation.typeDiplome", "62"}}) ==
        Told{"contract.other_certification formation.typeDiplome"});
  CHECK(found({{"formation.intituleQualification", "Master Finance"}}) ==
        Told{"contract.other_certification formation.intituleQualification"});
  CHECK(found({{"contrat.dateConclusion", "2020-01-02"}}) ==
        Told{"contract.amendment_early contrat.dateConclusion"});
  const Contract as_it_is = read({});
  CHECK(found({{"contrat.dureeTravailHebdoHeures",
                as_it_is.text("contrat.dureeTravailHebdoHeures")}}) ==
        Told{"contract.amends_nothing contrat.typeContratApp"});
  CHECK(found({{"contrat.dateRupture", "2027-02-01"}}) ==
        Told{"contract.broken_off_by_amendment contrat.dateRupture"});
  const auto changed = amended_members(
    read({}),
    read(with(amends, {{"contrat.dateFinContrat", "2028-09-30"}, {"employeur.telephone", ""}})));
  REQUIRE(changed.size() == 3);
  CHECK(changed[0].path == "contrat.dateFinContrat");
  CHECK(changed[0].after == "2028-09-30");
  CHECK(changed[1].path == "contrat.dureeTravailHebdoHeures");
  CHECK(changed[2].after.empty());
  // The regime is that of the first conclusion.
  const Contract original =
    read({{"contrat.dateConclusion", "2025-06-30"}, {"contrat.typeContratApp", "23"}});
  const FundingTerms terms = terms_of(read(amends), original, {8000'00});
  CHECK(terms.concluded == *Date::parse("2025-06-30"));
  CHECK(terms.after_rupture);
}

TEST_CASE("an amendment keeps to the days of the contract as it was")
{
  const auto read = [](const Contract::Values& changes) {
    util::Errors problems, warnings;
    return Contract::read(with(base(), changes), problems, warnings);
  };
  const Contract before = read({});
  const auto end = before.date("contrat.dateFinContrat"),
             start = before.date("contrat.dateDebutContrat");
  const auto found = [&](Date effect, Date signed_on, Date new_end) {
    std::string told;
    for (const util::Error& error :
         amendment_problems(before, read({{"contrat.typeContratApp", "36"},
                                          {"contrat.dateEffetAvenant", effect.text()},
                                          {"contrat.dateConclusion", signed_on.text()},
                                          {"contrat.dateFinContrat", new_end.text()},
                                          {"contrat.dureeTravailHebdoHeures", "38"}}))) {
      told += error.code + " ";
    }
    return told;
  };
  const Date after_end = plus_days(*end, 1), later = plus_days(*end, 30);
  CHECK(found(after_end, after_end, later).empty());
  CHECK(found(plus_days(*end, 2), *end, later) == "contract.effect_outside ");
  CHECK(found(*end, plus_days(*end, 2), later) == "contract.prolonged_late ");
  CHECK(found(after_end, *end, *end).empty()); // contract.effect_date tells it
  CHECK(found(*end, *end, *end).empty());
  CHECK(found(*start, plus_days(*end, -30), plus_days(*end, -30)).empty());
  CHECK(found(*start, plus_days(*end, -29), plus_days(*end, -30)) ==
        "contract.ended_before_signed ");
  // It starts no sooner than it was first concluded.
  const Contract::Values sooner = {{"contrat.typeContratApp", "36"},
                                   {"contrat.numeroContratPrecedent", "075202609000123"},
                                   {"contrat.dateEffetAvenant", "2027-02-01"},
                                   {"contrat.dateConclusion", "2027-01-15"}};
  CHECK(
    look(sooner, {.today = *Date::parse("2027-01-20"), .first_conclusion = *start}).blocks.empty());
  const auto blocked =
    look(sooner, {.today = *Date::parse("2027-01-20"), .first_conclusion = plus_days(*start, 1)});
  CHECK(blocked.blocks == std::vector<std::string>{"contract.concluded_after_start",
                                                   "contract.practical_before_conclusion"});
}

TEST_CASE("an amendment is signed anew, and its convention too unless it is prolonged for an exam "
          "or a disability")
{
  const auto needed = [](const Contract::Values& changes) {
    util::Errors problems, warnings;
    const Contract before = Contract::read(
      with(base(),
           {{"contrat.typeDerogation", changes.contains("formation.dureeFormation") ? "21" : ""}}),
      problems, warnings);
    return joined(required_documents(
      documents_case(before, Contract::read(with(base(), changes), problems, warnings))));
  };
  CHECK(needed({{"contrat.typeContratApp", "36"}}) == "cerfa, convention");
  CHECK(needed({{"contrat.typeContratApp", "36"}, {"contrat.typeDerogation", "22"}}) ==
        "cerfa, convention, tripartite");
  CHECK(needed({{"contrat.typeContratApp", "36"},
                {"contrat.typeDerogation", "21"},
                {"formation.dureeFormation", "900"}}) == "cerfa, convention, tripartite");
  CHECK(needed({{"contrat.typeContratApp", "33"}, {"contrat.typeDerogation", "22"}}) == "cerfa");
  CHECK(needed({{"contrat.typeContratApp", "34"}}) == "cerfa");
}
