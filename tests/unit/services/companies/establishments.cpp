#include "services/companies/establishments.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

AttachmentReport attach_to(const Context& context, const std::vector<std::string>& sirets)
{
  return done(attach_establishments(context, sirets, std::nullopt, nullptr));
}

} // namespace

TEST_CASE("where one of several numbers is wrong none is attached, and each is answered for")
{
  World world;
  const AttachmentReport report =
    attach_to(world.anne(), {k_altea_lyon, "73282932000075", "73282932000025", k_birch});
  CHECK(codes_of(report.problems) ==
        "siret.checksum, establishment.unknown, establishment.unproved");
  REQUIRE(report.answers.size() == 4);
  CHECK(report.answers[0].attachment == Attachment::withheld);
  CHECK(report.answers[1].attachment == Attachment::invalid);
  CHECK(report.answers[2].attachment == Attachment::unknown);
  CHECK(report.answers[3].attachment == Attachment::withheld);
  CHECK(standing_of(world.anne(), siret_of(k_altea_lyon)) == Standing::stranger);
}

TEST_CASE("a number that is given twice is attached once")
{
  World world;
  const AttachmentReport report = attach_to(world.anne(), {k_altea_lyon, "732 829 320 00082"});
  CHECK(report.answers.at(0).attachment == Attachment::added);
  CHECK(report.answers.at(1).attachment == Attachment::already);
}

TEST_CASE("a company is proved on the way by its code and payroll")
{
  World world;
  {
    store::Transaction write(world.store(), world.host().deed());
    world.store().opco_register().put_payroll(siret_of(k_birch).siren(),
                                              {2025, money_of("90000.00")});
    write.commit();
  }
  const auto with_proof = [&](const char* payroll) {
    return attach_establishments(world.anne(), {k_birch},
                                 domain::CompanyForm{.member_code = "B2",
                                                     .payroll = payroll,
                                                     .payroll_year = "",
                                                     .sirets = {},
                                                     .all_establishments = false},
                                 nullptr);
  };
  CHECK(codes_of(with_proof("1.00")) == "member.mismatch");
  CHECK(done(with_proof("90000.00")).answers.at(0).attachment == Attachment::added);
  CHECK(standing_of(world.anne(), siret_of(k_birch)) == Standing::manager);
}

TEST_CASE("who may only look attaches nothing")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(codes_of(attach_to(world.as("leo@compta.fr"), {k_altea_lyon}).problems) == "access.reader");
}

TEST_CASE("an establishment is taken off, and one that was not attached is said to be so")
{
  World world;
  const std::vector<Detachment> answers =
    done(detach_establishments(world.anne(), {k_altea, k_altea_lyon}));
  CHECK(answers.at(0).removed);
  CHECK_FALSE(answers.at(1).removed);
  CHECK(standing_of(world.anne(), siret_of(k_altea)) == Standing::stranger);
  CHECK(codes_of(detach_establishments(world.anne(), {"1"})) == "siret.form");
}

TEST_CASE("only a member attaches")
{
  World world;
  CHECK(codes_of(attach_establishments(world.paul(), {k_altea}, std::nullopt, nullptr)) ==
        "profile.required");
  CHECK(codes_of(detach_establishments(world.nobody(), {k_altea})) == "session.required");
}

TEST_CASE("each sees what it reaches, the host all there are")
{
  World world;
  CHECK(done(list_establishments(world.anne())).size() == 1);
  CHECK(done(list_establishments(world.paul())).empty());
  CHECK(done(list_establishments(world.host())).size() == 5);
}
