#include "services/dossiers/certificates.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// A training of two days and 14 hours that is over.
struct Over : World
{
  std::string number = accepted();
  Over() { on("2026-04-09"); }

  template <typename Change>
  util::Result<domain::Certificate> certify(Change change, const char* hours = "14")
  {
    CertificateForm form = certificate(number, hours);
    change(form);
    return upload_certificate(paul(), form);
  }
  util::Result<domain::Certificate> certify(const char* hours)
  {
    return upload_certificate(paul(), certificate(number, hours));
  }
};

} // namespace

TEST_CASE("a certificate takes from the dossier what needs not be said")
{
  Over world;
  const domain::Certificate made = done(world.certify("14"));
  CHECK(made.number == "A2026-0000001");
  CHECK(made.title == "Excel");
  CHECK(made.trainee == "Jeanne Martin");
  CHECK(made.from == date_of_text("2026-04-07"));
  CHECK(made.to == date_of_text("2026-04-08"));
  CHECK(made.signed_on == date_of_text("2026-04-09"));
  CHECK(made.kind == domain::CertificateKind::last);
  CHECK(made.nature == domain::ActionNature::training);
  CHECK(made.activity_number == "11755555555");
  CHECK(made.company_name == "ALTEA CONSEIL");
}

TEST_CASE("no more hours are certified than were agreed, in all of a trainee's certificates")
{
  Over world;
  CHECK(told_by(world.certify("14.25")) == "hours: certificate.hours 14.25 14.00");
  done(world.certify([](auto& form) { form.to = "2026-04-07"; }, "7"));
  CHECK(told_by(world.certify([](auto& form) { form.from = "2026-04-08"; }, "7.5")) ==
        "hours: certificate.hours 7.50 7.00");
  CHECK(world.certify([](auto& form) { form.from = "2026-04-08"; }, "7"));
}

TEST_CASE("a day has twelve hours of training at most")
{
  Over world;
  const auto of_a_day = [](auto& form) { form.to = "2026-04-07"; };
  CHECK(told_by(world.certify(of_a_day, "12.25")) ==
        "hours: certificate.hours_a_day 12.25 2026-04-07 2026-04-07 12.00");
  CHECK(world.certify(of_a_day, "12"));
}

TEST_CASE("what is certified lies within the training and behind who signs")
{
  Over world;
  CHECK(codes_of(world.certify([](auto& form) { form.from = "2026-04-06"; })) ==
        "certificate.dates");
  CHECK(codes_of(world.certify([](auto& form) { form.to = "2026-04-09"; })) == "certificate.dates");
  CHECK(told_by(world.certify([](auto& form) { form.date = "2026-04-07"; })) ==
        "date: certificate.early 2026-04-07 2026-04-08");
  CHECK(told_by(world.certify([](auto& form) { form.date = "2026-04-10"; })) ==
        "date: date.future 2026-04-10 2026-04-09");
  world.on("2026-04-07");
  CHECK(codes_of(world.certify("14")) == "certificate.early"); // it is not over yet
}

TEST_CASE("a certificate that does not reach the last day is not the last, and one is the last")
{
  Over world;
  const auto first_day = [](auto& form) { form.to = "2026-04-07"; };
  CHECK(done(world.certify(first_day, "7")).kind == domain::CertificateKind::intermediate);
  CHECK(codes_of(world.certify(
          [](auto& form) {
            form.to = "2026-04-07";
            form.kind = "final";
          },
          "7")) == "certificate.not_last");
  done(world.certify([](auto& form) { form.from = "2026-04-08"; }, "3"));
  CHECK(told_by(world.certify([](auto& form) { form.from = "2026-04-08"; }, "4")) ==
        "trainee: certificate.final_exists Jeanne Martin A2026-0000002");
}

TEST_CASE("a trainee is one of the dossier, and of several is named")
{
  World world;
  const std::string number = world.accepted(training(for_two_trainees));
  world.on("2026-04-09");
  CertificateForm form = World::certificate(number, "14");
  CHECK(told_by(upload_certificate(world.paul(), form)) == "trainee: field.required trainee");
  form.trainee = "Zoé Léger";
  CHECK(codes_of(upload_certificate(world.paul(), form)) == "certificate.trainee");
  form.trainee = "luc PETIT";
  CHECK(done(upload_certificate(world.paul(), form)).trainee == "Luc Petit");
}

TEST_CASE("the provider attests; the member sends what was signed")
{
  Over world;
  CertificateForm form = World::certificate(world.number, "14");
  CHECK(told_by(upload_certificate(world.anne(), form)) ==
        "file: certificate.of_provider 88087814500015");
  form.file_name = "certificat.pdf";
  form.content = "%PDF-1.7 signed";
  CHECK(done(upload_certificate(world.anne(), form)).document);
}

TEST_CASE("a member that trains its own people attests it itself")
{
  World world;
  const std::string number = world.accepted(training([](auto& form) {
    form.provider_siret = k_altea;
    form.internal = "yes";
  }));
  world.on("2026-04-09");
  CHECK(upload_certificate(world.anne(), World::certificate(number, "14")));
}

TEST_CASE("somebody else certifies nothing")
{
  Over world;
  world.add_provider("other@forma.fr", k_other_trainer);
  const CertificateForm form = World::certificate(world.number, "14");
  CHECK(codes_of(upload_certificate(world.as("other@forma.fr"), form)) == "request.unknown");
  CHECK(codes_of(upload_certificate(world.olga(), form)) == "establishment.not_managed");
  CHECK(codes_of(upload_certificate(world.nobody(), form)) == "session.required");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(codes_of(upload_certificate(world.as("leo@compta.fr"), form)) == "access.reader");
}

TEST_CASE("nothing is certified of what was not accepted")
{
  World world;
  const std::string number = world.opened();
  world.on("2026-04-09");
  CHECK(told_by(upload_certificate(world.paul(), World::certificate(number, "14"))) ==
        "request: certificate.state " + number + " EN_COURS_INSTRUCTION");
}

TEST_CASE("a certificate that was made wrongly is replaced, and stands no longer")
{
  Over world;
  const std::string first = done(world.certify("14")).number;
  const domain::Certificate second =
    done(world.certify([&](auto& form) { form.replaces = first; }, "7"));
  CHECK(done(get_certificate(world.paul(), first)).replaced_by == second.number);
  CHECK(world.store().certificates().standing(world.number).size() == 1);
  CHECK(told_by(world.certify([&](auto& form) { form.replaces = first; }, "7")) ==
        "replaces: certificate.replaced " + first + " " + second.number);
  CHECK(codes_of(world.certify([](auto& form) { form.replaces = "A2026-0000009"; }, "7")) ==
        "certificate.unknown");
}

TEST_CASE("a provider of several modules says which one it certifies")
{
  World world;
  const std::string number = world.accepted(training([](auto& form) {
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"}, {"VBA", k_trainer, "", "7", "700.00"}};
  }));
  world.on("2026-04-09");
  CertificateForm form = World::certificate(number, "7");
  CHECK(told_by(upload_certificate(world.paul(), form)) == "module: module.required " + number);
  form.module = "2";
  const domain::Certificate made = done(upload_certificate(world.paul(), form));
  CHECK(made.title == "VBA");
  CHECK(made.module == 2);
  form.hours = "7.25";
  form.module = "1";
  CHECK(told_by(upload_certificate(world.paul(), form)) == "hours: certificate.hours 7.25 7.00");
  form.module = "3";
  CHECK(told_by(upload_certificate(world.paul(), form)) == "module: module.unknown 3 2");
}

TEST_CASE("after a break-off what is certified ends with its day")
{
  Over world;
  done(break_off_request(world.host(), world.number,
                         {.date = "2026-04-07", .reason = "x", .although = ""}));
  CHECK(codes_of(world.certify([](auto& form) { form.to = "2026-04-08"; }, "7")) ==
        "certificate.dates");
  const domain::Certificate made = done(world.certify("7"));
  CHECK(made.to == date_of_text("2026-04-07"));
  CHECK(made.kind == domain::CertificateKind::last);
}

TEST_CASE("all that lacks is told at once, each at its member")
{
  Over world;
  CertificateForm form;
  form.request = world.number;
  const auto refused = upload_certificate(world.paul(), form);
  REQUIRE_FALSE(refused);
  std::string places;
  for (const util::Error& error : refused.errors()) {
    places += error.where.column + " ";
  }
  CHECK(places == "representative role place hours ");
}
