#include "services/dossiers/contracts.hpp"

#include <doctest/doctest.h>

#include "domain/values/finding.hpp"
#include "services/dossiers/amendments.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/request_views.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// A contract of the sample with other days, its pay in one period.
domain::Contract::Values contract_of_days(const char* concluded, const char* from, const char* to)
{
  domain::Contract::Values values = World::contract(from);
  values["contrat.dateConclusion"] = concluded;
  values["contrat.dateFinContrat"] = to;
  values["formation.dateFinFormation"] = to;
  std::erase_if(values, [](const auto& one) {
    return one.first.starts_with("contrat.remunerationsAnnuelles");
  });
  values["contrat.remunerationsAnnuelles[0].dateDebut"] = from;
  values["contrat.remunerationsAnnuelles[0].dateFin"] = to;
  values["contrat.remunerationsAnnuelles[0].taux"] = "100";
  values["contrat.remunerationsAnnuelles[0].typeSalaire"] = "SMIC";
  values["contrat.remunerationsAnnuelles[0].ordre"] = "1.1";
  return values;
}

// Nine months at 8 000 euros a year, concluded on that day, before or from July 2025 on.
struct NineMonths : World
{
  std::string number;

  explicit NineMonths(const char* concluded) : World("2025-09-01")
  {
    domain::Contract::Values values = contract_of_days(concluded, "2025-09-01", "2026-05-31");
    values["formation.dureeFormation"] = "400";
    number = opened_contract(values);
  }
  domain::FundingRequest accept(const char* yearly = "8000.00")
  {
    return done(accept_contract(host(), number, {yearly, "", {}, false}, ""));
  }
  util::Result<domain::FundingRequest> break_off(const char* day, bool in_probation = false,
                                                 const char* although = "")
  {
    return break_off_request(host(), number, {day, "démission", in_probation, although});
  }
  // "E1 3000.00 2025-09-01": what may be invoiced from when on.
  std::vector<std::string> schedule()
  {
    std::vector<std::string> told;
    for (const store::InstalmentState& one : done(list_instalments(paul(), number)).instalments) {
      told.push_back(one.instalment.code + " " + one.instalment.amount.text() + " " +
                     one.instalment.opens.text());
    }
    return told;
  }
};

using Told = std::vector<std::string>;

std::string sending_contract(World& world, const domain::Contract::Values& values)
{
  return told_by(world.send_contract(values));
}

domain::Contract::Values changed(std::initializer_list<std::pair<const char*, const char*>> some)
{
  domain::Contract::Values values = World::contract("2026-03-02");
  for (const auto& [path, value] : some) {
    values[path] = value;
  }
  return values;
}

} // namespace

TEST_CASE("a contract that its CFA sends makes a dossier of what it says")
{
  World world;
  const std::string number =
    done(world.send_contract(World::contract("2026-03-02"))).request.number;
  const domain::FundingRequest request = world.dossier(number);
  CHECK(world.state_of(number) == "TRANSMIS");
  CHECK(request.scheme == domain::Scheme::apprenticeship);
  CHECK(request.siret == siret_of(k_altea));
  CHECK(request.provider == siret_of(k_trainer));
  CHECK(request.end == date_of_text("2028-03-01"));
  CHECK(request.trainees.at(0).name == "Hugo MARTIN");
  CHECK(request.certification == "RNCP38368");
}

TEST_CASE("only an approved CFA sends contracts: no member, no provider without a UAI")
{
  World world;
  const ContractForm form{World::contract("2026-03-02"), ""};
  const domain::RateTable& rates = formats::built_in_rates();
  CHECK(codes_of(submit_contract(world.anne(), form, rates)) == "profile.required");
  world.add_provider("other@forma.fr", k_other_trainer);
  CHECK(codes_of(submit_contract(world.as("other@forma.fr"), form, rates)) == "contract.cfa_only");
  world.add_provider("new@cfa.fr", k_trainer, "0561910X", domain::ProviderState::pending);
  CHECK(codes_of(submit_contract(world.as("new@cfa.fr"), form, rates)) == "provider.pending");
  CHECK(submit_contract(world.paul(), form, rates));
}

TEST_CASE("a CFA sends its own contracts")
{
  World world;
  CHECK(codes_of(world.send_contract(changed({{"organismeFormation.siret", k_other_trainer}}))) ==
        "contract.cfa");
}

TEST_CASE("a contract is concluded on its first day at the latest, and not in the future")
{
  World world("2026-03-02");
  CHECK(sending_contract(world, changed({{"contrat.dateConclusion", "2026-03-03"}}))
          .find("contract.") != std::string::npos);
  world.on("2026-03-01");
  CHECK(sending_contract(world, World::contract("2026-03-02"))
          .starts_with("contrat.dateConclusion: contract.concluded_future"));
  CHECK(sending_contract(world, changed({{"contrat.dateConclusion", "2026-03-01"}})).empty());
}

TEST_CASE("a contract that is sent late is sent all the same, with a warning")
{
  World world("2026-03-07"); // a Saturday: the fifth working day after 2 March, a Monday
  CHECK(codes_of(done(world.send_contract(World::contract("2026-03-02"))).warnings).find("late") ==
        std::string::npos);
  World later("2026-03-09");
  CHECK(codes_of(done(later.send_contract(World::contract("2026-03-02"))).warnings).find("late") !=
        std::string::npos);
}

TEST_CASE("the same contract is sent once")
{
  World world;
  const std::string number =
    done(world.send_contract(World::contract("2026-03-02"))).request.number;
  CHECK(sending_contract(world, World::contract("2026-03-02")) ==
        "apprenti.nom: contract.exists " + number);
  done(open_request(world.host(), number));
  done(refuse_request(world.host(), number, "hors branche"));
  CHECK(sending_contract(world, World::contract("2026-03-02")).empty()); // made anew
}

TEST_CASE("a look at a contract says what blocks it first, and sends nothing")
{
  World world;
  const auto found = done(check_contract(
    world.paul(), {changed({{"apprenti.nir", "1"}, {"versionCERFA", "10103*13"}}), ""},
    formats::built_in_rates()));
  REQUIRE(found.size() >= 2);
  CHECK(found.front().severity == domain::Severity::blocks);
  CHECK(found.front().error.code == "nir.form");
  CHECK(found.back().severity == domain::Severity::warns);
  CHECK(done(list_requests(world.paul(), {})).requests.empty());
}

TEST_CASE("a contract that was sent back is completed by the contract itself, with its documents")
{
  World world;
  const std::string number =
    done(world.send_contract(World::contract("2026-03-02"))).request.number;
  done(ask_documents(world.host(), number, {"cerfa"}, "illisible"));
  CHECK(codes_of(complete_request(world.paul(), number, "")) == "contract.completed_by_contract");
  const ContractForm again{changed({{"employeur.telephone", "0102030406"}}), number};
  CHECK(told_by(submit_contract(world.paul(), again, formats::built_in_rates())) ==
        "documents: request.documents_missing cerfa, convention, mandate");
  for (const char* use : {"cerfa", "convention", "mandate"}) {
    done(attach_document(world.paul(), {number, use, "a.pdf", std::string("%PDF-1.7 ") + use}));
  }
  done(submit_contract(world.paul(), again, formats::built_in_rates()));
  CHECK(world.state_of(number) == "EN_COURS_INSTRUCTION");
}

TEST_CASE("a contract is accepted with a level of funding, which its schedule comes to")
{
  World world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  CHECK(told_by(accept_request(world.host(), number, "1000.00", "")) ==
        "npec: contract.by_level " + number);
  CHECK(codes_of(accept_contract(world.host(), number, {"", "", {}, false}, "")) ==
        "field.required");
  const domain::FundingRequest accepted =
    done(accept_contract(world.host(), number, {"8000.00", "600.00", {}, false}, ""));
  CHECK(accepted.accepted == money_of("16600.00")); // two years and the side costs
  CHECK(world.state_of(number) == "ENGAGE");
}

TEST_CASE("a request without a contract has no level of funding, nor a schedule")
{
  World world;
  const std::string number = world.opened();
  CHECK(codes_of(accept_contract(world.host(), number, {"8000.00", "", {}, false}, "")) ==
        "contract.none");
  CHECK(codes_of(list_instalments(world.anne(), number)) == "contract.no_schedule");
}

TEST_CASE("a contract is accepted with its documents, or for a reason")
{
  World world;
  const std::string number =
    done(world.send_contract(World::contract("2026-03-02"))).request.number;
  done(open_request(world.host(), number));
  CHECK(told_by(accept_contract(world.host(), number, {"8000.00", "", {}, false}, "")) ==
        "request.documents_missing cerfa, convention, mandate");
  CHECK(codes_of(list_instalments(world.paul(), number)) == "contract.no_schedule");
  CHECK(accept_contract(world.host(), number, {"8000.00", "", {}, false}, "vus sur place"));
}

TEST_CASE("concluded before July 2025, nine begun months are 6 000 euros in two halves")
{
  NineMonths world("2025-06-15");
  CHECK(world.accept().accepted == money_of("6000.00"));
  CHECK(world.schedule() == Told{"E1 3000.00 2025-09-01", "99 3000.00 2026-06-01"});
}

TEST_CASE("broken off on 10 March, seven months of them have begun")
{
  NineMonths world("2025-06-15");
  world.accept();
  world.on("2026-03-11");
  const domain::FundingRequest broken = done(world.break_off("2026-03-10"));
  CHECK(broken.accepted == money_of("4666.67")); // 8 000 x 7 / 12
  CHECK(world.schedule() == Told{"E1 2333.34 2025-09-01", "99 2333.33 2026-03-11"});
}

TEST_CASE("broken off on the last day of February, six have begun, and a day later seven")
{
  NineMonths february("2025-06-15"), march("2025-06-15");
  february.accept();
  march.accept();
  CHECK(done(february.break_off("2026-02-28")).accepted == money_of("4000.00"));
  CHECK(done(march.break_off("2026-03-01")).accepted == money_of("4666.67"));
}

TEST_CASE("concluded from July 2025 on, each of 273 days counts, in four parts")
{
  NineMonths world("2025-07-01");
  // 8 000 x 273 / 365 = 5 983.56, of which 40, 30, 20 and what is left.
  CHECK(world.accept().accepted == money_of("5983.56"));
  CHECK(world.schedule() == Told{"E1 2393.42 2025-09-01", "E2 1795.07 2026-03-01",
                                 "E3 1196.71 2026-06-01", "99 598.36 2026-06-01"});
}

TEST_CASE("broken off on 10 March, 191 days of such a contract are due")
{
  NineMonths world("2025-07-01");
  world.accept();
  // 30 + 31 + 30 + 31 + 31 + 28 + 10 days: 8 000 x 191 / 365 = 4 186.30.
  CHECK(done(world.break_off("2026-03-10")).accepted == money_of("4186.30"));
}

TEST_CASE("an apprenticeship of two years is paid anew each year")
{
  World world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  const auto instalments = done(list_instalments(world.paul(), number)).instalments;
  REQUIRE(instalments.size() == 8);
  CHECK(instalments[0].instalment.amount == money_of("3200.00"));
  CHECK(instalments[3].instalment.amount == money_of("800.00"));
  CHECK(instalments[4].instalment.amount == money_of("3200.00"));
  CHECK(instalments[4].instalment.opens == date_of_text("2027-03-02"));
  CHECK(instalments[7].instalment.code == "99");
}

TEST_CASE("from level 6 on the employer pays 750 euros, which the first advance lacks")
{
  World world;
  const std::string number =
    world.opened_contract(changed({{"formation.typeDiplome", "62"}, {"apprenti.diplome", "54"}}));
  const domain::FundingRequest accepted =
    done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  CHECK(accepted.accepted == money_of("15250.00"));
  CHECK(done(list_instalments(world.paul(), number)).instalments[0].instalment.amount ==
        money_of("2450.00"));
}

TEST_CASE("four fifths at a distance take a fifth off each year")
{
  World world;
  const std::string number = world.opened_contract(changed(
    {{"formation.dureeFormation", "1350"}, {"formation.nombreHeuresEnDistanciel", "1080"}}));
  CHECK(done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, "")).accepted ==
        money_of("12800.00"));
}

TEST_CASE("in its first 45 days a contract is broken off in probation, whatever is said")
{
  // 1 September to 15 October are 45 days. Level 6: the employer's share is half of what is paid.
  const auto broken_on = [](const char* day) {
    World world("2025-09-01");
    domain::Contract::Values values = contract_of_days("2025-09-01", "2025-09-01", "2026-08-31");
    values["formation.typeDiplome"] = "62";
    values["formation.dureeFormation"] = "450";
    const std::string number = world.opened_contract(values);
    done(accept_contract(world.host(), number, {"3650.00", "", {}, false}, ""));
    return done(break_off_request(world.host(), number, {day, "x", false, ""})).accepted->text();
  };
  CHECK(broken_on("2025-10-15") == "225.00"); // 45 days of 10 euros, less half of them
  CHECK(broken_on("2025-10-16") == "0.00");   // 460 euros, of which the employer pays up to 750
}

TEST_CASE("later it is in probation only when somebody says so, for a reason")
{
  NineMonths world("2025-07-01");
  world.accept();
  CHECK(told_by(world.break_off("2025-10-16", true)) ==
        "in_probation: contract.probation_over 2025-10-16 2025-10-15");
  CHECK(world.break_off("2025-10-16", true, "quatre semaines au CFA"));
}

TEST_CASE("the balance of a contract of the new law is lost four months after its end")
{
  NineMonths of_new_law("2025-07-01"), of_old_law("2025-06-15");
  of_new_law.accept();
  of_old_law.accept();
  CHECK(last_day_to_invoice(of_new_law.host(), of_new_law.dossier(of_new_law.number)) ==
        date_of_text("2026-09-30")); // 31 May and four months
  CHECK_FALSE(last_day_to_invoice(of_old_law.host(), of_old_law.dossier(of_old_law.number)));
  of_new_law.on("2026-09-30");
  CHECK(still_to_invoice(of_new_law.host(), of_new_law.dossier(of_new_law.number)) ==
        money_of("5983.56"));
  of_new_law.on("2026-10-01");
  CHECK(still_to_invoice(of_new_law.host(), of_new_law.dossier(of_new_law.number)) ==
        money_of("5385.20")); // without the 598.36
}

TEST_CASE("the OPCO answers within twenty days of when the contract and its documents are there")
{
  World world;
  const std::string number =
    done(world.send_contract(World::contract("2026-03-02"))).request.number;
  CHECK(deadlines_of(world.host(), world.dossier(number)).empty());
  world.on("2026-03-05");
  for (const char* use : {"cerfa", "convention", "mandate"}) {
    done(attach_document(world.paul(), {number, use, "a.pdf", std::string("%PDF-1.7 ") + use}));
  }
  const auto deadlines = deadlines_of(world.host(), world.dossier(number));
  REQUIRE(deadlines.size() == 1);
  CHECK(deadlines[0].kind == domain::DeadlineKind::decide_request);
  CHECK(deadlines[0].day == date_of_text("2026-03-25"));
}

TEST_CASE("the time as a trainee before a first contract is funded where it is asked for")
{
  World world("2025-09-01");
  domain::Contract::Values values = contract_of_days("2025-09-01", "2025-09-01", "2026-08-31");
  values["formation.dateDebutFormation"] = "2025-07-01";
  values["formation.dateFinFormation"] = "2026-06-30";
  values["formation.dureeFormation"] = "450";
  const std::string number = world.opened_contract(values);
  // 62 days of 8 765 / 365 besides the year.
  CHECK(done(accept_contract(world.host(), number, {"8765.00", "", {}, true}, "")).accepted ==
        money_of("10253.85"));
  const std::string other = [] {
    World no_trainee;
    const std::string one = no_trainee.opened_contract(World::contract("2026-03-02"));
    return codes_of(accept_contract(no_trainee.host(), one, {"8000.00", "", {}, true}, ""));
  }();
  CHECK(other == "contract.no_trainee_period");
}

TEST_CASE("an amendment that follows a refused one is another, at an OPCO that had that one too")
{
  World world("2026-03-02");
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  const auto amended = [&](const char* weekly_hours) {
    const ContractForm form{changed({{"contrat.typeContratApp", "36"},
                                     {"contrat.numeroContratPrecedent", "075202603000123"},
                                     {"contrat.dateEffetAvenant", "2026-03-02"},
                                     {"contrat.dureeTravailHebdoHeures", weekly_hours}}),
                            number};
    return told_by(submit_contract(world.paul(), form, formats::built_in_rates()));
  };
  CHECK(amended("36").empty());
  {
    store::Transaction write(world.store(), world.host().deed());
    world.store().opco_links().put(siret_of(k_trainer).siren(),
                                   {domain::TransmissionKind::contract, number + "/2", "atlas",
                                    domain::TransmissionState::sent, "E-2", "I-2", "", "TRANSMIS",
                                    world.now(), world.now()});
    write.commit();
  }
  CHECK(amended("37") == "request: contract.amendment_waits " + number); // it is answered first
  done(refuse_amendment(world.host(), number, "hors délai"));
  CHECK(amended("38").empty());
  CHECK(amended("39").empty()); // no OPCO has that one yet
}
