#include <doctest/doctest.h>

#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/instalments.hpp"
#include "unit/domain/dossiers/sample_contract.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE(
  "an amendment is signed while the contract runs, and leaves the person and the certification")
{
  const Contract::Values amends = {{"contrat.typeContratApp", "36"},
                                   {"contrat.numeroContratPrecedent", "075202609000123"},
                                   {"contrat.dateEffetAvenant", "2027-02-01"},
                                   {"contrat.dateConclusion", "2027-01-15"}};
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
  const auto changed = amended_members(
    read({}),
    read(with(amends, {{"contrat.dateFinContrat", "2028-09-30"}, {"employeur.telephone", ""}})));
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].path == "contrat.dateFinContrat");
  CHECK(changed[0].after == "2028-09-30");
  CHECK(changed[1].after.empty());
  // The regime is that of the first conclusion.
  const Contract original =
    read({{"contrat.dateConclusion", "2025-06-30"}, {"contrat.typeContratApp", "23"}});
  const FundingTerms terms = terms_of(read(amends), original, {8000'00});
  CHECK(terms.concluded == *Date::parse("2025-06-30"));
  CHECK(terms.after_rupture);
}
