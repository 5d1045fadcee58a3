#include "services/upkeep/doctor.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "services/upkeep/doctor_program.hpp"
#include "services/upkeep/doctor_ways.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::string code_found(const Finding& finding)
{
  return finding.error ? finding.error->code : finding.detail;
}

Examined found(DoctorCheck looked, Health health)
{
  return {looked, {.health = health}};
}

} // namespace

TEST_CASE("a warning is no illness unless it is asked for, and a check counts as its worst finding")
{
  const std::vector<Examined> all = {
    found(DoctorCheck::store, Health::ok), found(DoctorCheck::server, Health::skipped),
    found(DoctorCheck::writable, Health::ok), found(DoctorCheck::writable, Health::warning)};
  CHECK(is_healthy(all, Strictness::wrong_alone));
  CHECK_FALSE(is_healthy(all, Strictness::warnings_too));
  CHECK_FALSE(is_healthy({found(DoctorCheck::key, Health::failed)}, Strictness::wrong_alone));
  const std::vector<CheckFigure> figures = figures_of(all);
  REQUIRE(figures.size() == 3);
  CHECK(figures[0].value == -1); // server, store, writable
  CHECK(figures[1].value == 0);
  CHECK(figures[2].value == 1);
}

TEST_CASE("a store that cannot be opened is what was looked for, whatever it throws")
{
  Examination examination{.store = "myatlas.db", .is_named = true};
  examination.version = []() -> Result<int> { throw util::MachineError({"store.damaged", {}}); };
  examination.place.mails.transport = []() -> Result<std::unique_ptr<gateway::MailTransport>> {
    return Error{"settings.mail_from", {"x"}};
  };
  const std::vector<Examined> all = examine(examination);
  const auto store = std::ranges::find(all, DoctorCheck::store, &Examined::looked);
  CHECK(code_found(store->found) == "store.damaged");
  const auto mails = std::ranges::find(all, DoctorCheck::letters, &Examined::looked);
  CHECK(code_found(mails->found) == "settings.mail_from");
}

TEST_CASE("the program: its sentences, its characters, and rates of the year")
{
  Examination examination;
  Place& place = examination.place;
  place.speech = {"fr_FR.utf8", true};
  CHECK(code_found(check_locale(examination)) == "fr_FR.utf8");
  place.speech.characters = "C";
  CHECK(code_found(check_locale(examination)) == "doctor.charset");
  place.speech.has_sentences = false;
  CHECK(code_found(check_locale(examination)) == "doctor.catalogue");
  place.year = 9999;
  CHECK(code_found(check_rates(examination)) == "doctor.rates");
  place.settings.problems = {{"settings.mail_from", {"x"}}, {"settings.mail_from", {"y"}}};
  CHECK(check_settings(examination).size() == 2);
}

TEST_CASE("a way out is not gone unless somebody wants it, nor one that is not set")
{
  Examination examination;
  CHECK(code_found(check_mail_server(examination)) == "--online");
  CHECK(code_found(check_company_register(examination)) == "--online");
  examination.place.online = true;
  CHECK(code_found(check_mail_server(examination)) == "mail_url");
  CHECK(check_certificates(examination).fact->fact == Fact::system_certificates);
  examination.place.ca_file = "/nowhere";
  CHECK(code_found(check_certificates(examination)) == "doctor.ca_file");
}
