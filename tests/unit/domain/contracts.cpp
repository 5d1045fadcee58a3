#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

#include "domain/companies/employee.hpp"
#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/contract_rules.hpp"
#include "domain/dossiers/instalments.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/dossiers/scheme_rules.hpp"
#include "domain/values/calendar.hpp"
#include "formats/json/contract_json.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

const Date k_today = *Date::parse("2026-09-01");

Contract::Values base()
{
  return formats::sample_contract(k_today, Money{1867'02}).values();
}

struct Found
{
  std::vector<std::string> blocks, warns;
  bool is_blocked_by(const std::string& code) const { return blocks == std::vector{code}; }
};

// What is found in the sample with some members changed; an empty value takes one out.
Found look(const Contract::Values& changes, ContractFacts facts = {})
{
  Contract::Values values = base();
  for (const auto& [path, value] : changes) {
    values[path] = value;
  }
  facts.today = facts.today.days() == 0 ? k_today : facts.today;
  facts.smic = Money{1867'02};
  util::Errors problems, warnings;
  Found found;
  const Contract contract = Contract::read(values, problems, warnings);
  for (const util::Error& error : problems) {
    found.blocks.push_back(error.code);
  }
  for (const Finding& finding : contract_findings(contract, facts)) {
    if (finding.error.code != "request.documents_missing") {
      (finding.severity == Severity::blocks ? found.blocks : found.warns)
        .push_back(finding.error.code);
    }
  }
  return found;
}

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

Contract::Values with(Contract::Values some, const Contract::Values& more)
{
  for (const auto& [path, value] : more) {
    some[path] = value;
  }
  return some;
}

Contract::Values born(const std::string& day)
{
  return with(flat_pay("100"), {{"apprenti.dateNaissance", day}, {"apprenti.nir", ""}});
}

std::vector<std::int64_t> cents(const std::vector<Instalment>& schedule)
{
  std::vector<std::int64_t> amounts;
  for (const Instalment& instalment : schedule) {
    amounts.push_back(instalment.amount.cents);
  }
  return amounts;
}

FundingTerms terms(const char* concluded, const char* start, const char* end, std::int64_t yearly,
                   int level = 5)
{
  FundingTerms t;
  t.yearly = {yearly};
  t.concluded = *Date::parse(concluded);
  t.start = *Date::parse(start);
  t.end = t.planned_end = *Date::parse(end);
  t.level = level;
  return t;
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
    return bool(check_nir_department(nir, department, *Date::parse(day)));
  };
  CHECK(born("1070397101001", "971", "2007-03-02"));
  CHECK_FALSE(born("1070397101001", "972", "2007-03-02"));
  CHECK(born("107039935200123", "99", "2007-03-02"));
  CHECK_FALSE(born("107039935200123", "75", "2007-03-02"));
  CHECK(born("107032A00400133", "2a", "2007-03-02"));
  CHECK(born("1700320004001", "2A", "1970-03-02"));
  CHECK_FALSE(born("1800320004001", "2A", "1980-03-02"));
  CHECK(born("1600375056001", "92", "1960-03-02"));
  CHECK_FALSE(born("1700375056001", "92", "1970-03-02"));
  CHECK(born("7070375056001", "69", "2007-03-02")); // provisional
}

TEST_CASE("what the law asks of an action by its scheme")
{
  const auto found = [](Scheme scheme, const char* hours, const char* title = "T",
                        const char* certification = "", const char* end = "2027-06-30") {
    FundingRequest request{.siret = *Siret::parse("73282932000074"), .scheme = scheme};
    request.title = title;
    request.certification = certification;
    request.start = *Date::parse("2026-07-01");
    request.end = *Date::parse(end);
    request.hours = *parse_hours(hours);
    std::string told;
    for (const Finding& finding : scheme_findings(request)) {
      told += (finding.severity == Severity::blocks ? "E " : "W ") + finding.error.code;
    }
    return told;
  };
  CHECK(found(Scheme::bilan, "24").empty());
  CHECK(found(Scheme::bilan, "24.5") == "E request.bilan_hours");
  CHECK(found(Scheme::vae, "24") == "E request.certification_needed");
  CHECK(found(Scheme::vae, "24", "T", "RNCP34567").empty());
  CHECK(found(Scheme::professionnalisation, "241.25").empty()); // 15 % of 1 607 hours is 241.05
  CHECK(found(Scheme::professionnalisation, "241") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "240") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "401").empty());
  CHECK(found(Scheme::professionnalisation, "402") == "W request.scheme_hours_most");
  CHECK(found(Scheme::professionnalisation, "149", "T", "", "2026-12-31") ==
        "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "150", "T", "", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "149", "T", "", "2026-12-31") == "E request.scheme_hours");
  CHECK(found(Scheme::proa, "35", "Certificat CléA", "", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "24", "VAE assistant comptable", "RNCP34567", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "24", "Nuclear", "", "2026-12-31") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "35", "CléA", "", "2026-12-31") ==
        "E request.scheme_hours");
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

TEST_CASE("the least pay steps with the year and the age")
{
  const auto told = [](const char* birth, const char* start, const char* end) {
    std::vector<std::pair<std::string, int>> steps;
    for (const PayStep& step :
         minimum_pay(*Date::parse(birth), *Date::parse(start), *Date::parse(end))) {
      steps.emplace_back(step.from.text(), step.percent);
    }
    return steps;
  };
  using Steps = std::vector<std::pair<std::string, int>>;
  CHECK(told("2006-05-15", "2024-09-01", "2026-08-31") ==
        Steps{{"2024-09-01", 43}, {"2025-09-01", 51}});
  CHECK(told("2008-10-20", "2026-09-01", "2028-08-31") ==
        Steps{{"2026-09-01", 27}, {"2026-11-01", 43}, {"2027-09-01", 51}});
  CHECK(told("2005-08-20", "2026-09-01", "2029-08-31") ==
        Steps{{"2026-09-01", 53}, {"2027-09-01", 61}, {"2028-09-01", 78}});
  CHECK(told("1999-01-01", "2026-09-01", "2027-08-31") == Steps{{"2026-09-01", 100}});
}

TEST_CASE("instalments since July 2025")
{
  CHECK(pro_rata({8000'00}, *Date::parse("2025-09-01"), *Date::parse("2026-08-31")) ==
        Money{8000'00});
  CHECK(pro_rata({8765'00}, *Date::parse("2025-07-01"), *Date::parse("2025-08-31")) ==
        Money{1488'85});
  const auto year_and_five_days =
    schedule(terms("2025-08-25", "2025-09-01", "2026-09-05", 8000'00));
  CHECK(cents(year_and_five_days) ==
        std::vector<std::int64_t>{3200'00, 2400'00, 1600'00, 800'00, 43'84, 32'88, 21'92, 10'95});
  CHECK(year_and_five_days.back().code == "99");
  // A contract year with 29 February has 366 days.
  CHECK(cents(schedule(terms("2027-09-01", "2027-09-01", "2028-03-01", 3660'00))) ==
        std::vector<std::int64_t>{732'00, 549'00, 366'00, 183'00});
  // Level 6: the employer's 750 euros off the first advance; 200 after a rupture elsewhere; in
  // probation half, at most 750.
  CHECK(cents(schedule(terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00, 6))).front() ==
        2450'00);
  FundingTerms after = terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00, 7);
  after.after_rupture = true;
  CHECK(cents(schedule(after)).front() == 3000'00);
  FundingTerms broken = terms("2025-09-01", "2025-09-01", "2026-08-31", 3650'00, 7);
  broken.end = *Date::parse("2025-09-30");
  broken.in_probation = true; // 300 euros, half of which
  CHECK(employer_share(broken, Money{300'00}) == Money{150'00});
  CHECK(cents(schedule(broken)) == std::vector<std::int64_t>{0, 60'00, 60'00, 30'00});
}

TEST_CASE("four fifths at a distance take a fifth off, not below 4 000 euros")
{
  FundingTerms t = terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00);
  t.hours = 1000;
  t.distance_hours = 799;
  CHECK(reduced_for_distance(t) == Money{8000'00});
  t.distance_hours = 800;
  CHECK(reduced_for_distance(t) == Money{6400'00});
  t.yearly = {4500'00};
  CHECK(reduced_for_distance(t) == Money{4000'00});
  t.yearly = {3500'00};
  CHECK(reduced_for_distance(t) == Money{3500'00});
  t.yearly = {8000'00};
  t.concluded = *Date::parse("2025-06-30");
  CHECK(reduced_for_distance(t) == Money{8000'00});
}

TEST_CASE("a contract that ends on the first day of a year of its own has that day paid")
{
  const std::vector<std::int64_t> paid =
    cents(schedule(terms("2025-08-25", "2025-09-01", "2026-09-01", 8000'00)));
  CHECK(std::accumulate(paid.begin(), paid.end(), std::int64_t{0}) ==
        8000'00 + 21'92); // 8 000 x 1 / 365
}

TEST_CASE("instalments before July 2025")
{
  const auto two_years = schedule(terms("2025-06-30", "2025-09-01", "2027-08-31", 8000'00, 6));
  CHECK(cents(two_years) ==
        std::vector<std::int64_t>{3200'00, 2400'00, 2400'00, 3200'00, 2400'00, 2400'00});
  CHECK(two_years[1].opens == *Date::parse("2026-03-01"));
  CHECK(two_years[2].opens == *Date::parse("2026-06-01"));
  const auto short_one = schedule(terms("2024-09-01", "2024-09-01", "2025-06-30", 3650'00));
  CHECK(cents(short_one) == std::vector<std::int64_t>{1520'84, 1520'83}); // ten months
  FundingTerms broken = terms("2024-09-01", "2024-09-01", "2026-08-31", 3650'00);
  broken.end = *Date::parse("2024-12-31");
  CHECK(cents(schedule(broken)).size() == 3); // it was agreed for two years
}

TEST_CASE("before July 2025 a month that has begun is due whole")
{
  const auto sum = [](const FundingTerms& t) {
    const std::vector<std::int64_t> paid = cents(schedule(t));
    return std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
  };
  const auto ended = [&](FundingTerms t, const char* day) {
    t.end = *Date::parse(day);
    return sum(t);
  };
  const FundingTerms nine_months = terms("2025-06-15", "2025-09-01", "2026-05-31", 8000'00);
  CHECK(sum(nine_months) == 6000'00);
  CHECK(ended(nine_months, "2026-03-10") == 4666'67);
  CHECK(ended(nine_months, "2026-02-28") == 4000'00);
  CHECK(ended(nine_months, "2025-09-01") == 666'67);
  // Months go from day to day, and begin anew with each year of the contract: twelve months and
  // three days are thirteen.
  CHECK(sum(terms("2025-06-30", "2025-08-18", "2026-08-20", 8000'00)) == 8000'00 + 666'67);
  CHECK(sum(terms("2025-06-30", "2025-08-31", "2026-08-30", 8000'00)) == 8000'00);
  CHECK(ended(terms("2025-06-30", "2025-08-31", "2026-08-30", 8000'00), "2026-02-28") ==
        4666'67); // the seventh begins on the 28th
  FundingTerms trainee = terms("2025-06-20", "2025-09-01", "2026-08-31", 6000'00);
  trainee.trainee_from =
    *Date::parse("2025-06-20"); // up to the day before the conclusion or, as here, the start
  CHECK(schedule(trainee).front().amount == Money{1500'00});
  CHECK(sum(terms("2025-07-01", "2025-09-01", "2026-05-31", 8000'00)) ==
        5983'56); // 273 days since that day
}

TEST_CASE("the time as a trainee before a contract")
{
  FundingTerms t = terms("2025-09-01", "2025-09-01", "2026-08-31", 8765'00);
  t.trainee_from = *Date::parse("2025-07-01");
  const auto found = schedule(t);
  CHECK(found.front().code == "E0");
  CHECK(found.front().amount == Money{1488'85}); // 62 days
  CHECK(found.front().to == *Date::parse("2025-08-31"));
  t.trainee_from = *Date::parse("2025-01-01");
  CHECK(schedule(t).front().from == *Date::parse("2025-06-01")); // three months at most
}

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

TEST_CASE("a contract reads alike as numbers and as strings")
{
  const auto numbers = formats::read_contract(
    R"({"cerfa":{"employeurV2":{"typeEmployeur":12},"contrat":{"noContrat":0,"salaireEmbauche":850.5},"apprenti":{"nir":""}}})");
  const auto strings = formats::read_contract(
    R"({"employeur":{"typeEmployeur":"12"},"contrat":{"salaireEmbauche":"850.5","dateRupture":null}})");
  REQUIRE(numbers);
  REQUIRE(strings);
  CHECK(*numbers == *strings);
  CHECK(formats::read_contract("[1]").error().code == "contract.shape");
}

TEST_CASE("instalments keep their numbers when the schedule is made anew")
{
  const auto as_text = [](const std::vector<Instalment>& instalments) {
    std::string text;
    for (const Instalment& one : instalments) {
      text += (text.empty() ? "" : " ") + std::to_string(one.number) + ":" + one.code +
              (one.is_gone ? "-" : "");
    }
    return text;
  };
  FundingTerms two_years = terms("2025-08-25", "2025-09-01", "2027-08-31", 8000'00),
               one_year = terms("2025-08-25", "2025-09-01", "2026-08-31", 8000'00);
  two_years.trainee_from = *Date::parse("2025-07-01");
  const auto first = continued(schedule(two_years), {});
  CHECK(as_text(first) == "1:E0 2:E1 3:E2 4:E3 5:E4 6:E5 7:E6 8:E7 9:99");
  const auto shorter = continued(schedule(one_year), first);
  CHECK(as_text(shorter) == "1:E0- 2:E1 3:E2 4:E3 5:99 6:E5- 7:E6- 8:E7- 9:E8-");
  CHECK(std::ranges::all_of(
    shorter, [](const Instalment& one) { return !one.is_gone || one.amount.cents == 0; }));
  CHECK(as_text(continued(schedule(two_years), shorter)) == as_text(first));
  const auto late = continued(schedule(two_years), continued(schedule(one_year), {}));
  CHECK(as_text(late) == "5:E0 1:E1 2:E2 3:E3 4:E4 6:E5 7:E6 8:E7 9:99");
  const auto before_july = schedule(terms("2025-06-01", "2025-09-01", "2026-05-31", 8000'00));
  CHECK(as_text(continued(schedule(terms("2025-06-01", "2025-09-01", "2026-08-31", 8000'00)),
                          before_july)) == "1:E1 2:E2 3:99");
}
