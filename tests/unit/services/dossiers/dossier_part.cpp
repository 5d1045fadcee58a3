#include "services/dossiers/dossier_part.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// Excel and VBA at the trainer, Word at another; Altéa has wages of its own to claim.
struct OfModules : World
{
  domain::FundingRequest request;

  OfModules()
    : request(dossier(sent(training([](auto& form) {
        form.provider_siret.clear();
        form.teaching_cost.clear();
        form.hours.clear();
        form.wage_cost = "300.00";
        form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                        {"VBA", k_trainer, "", "4", "400.00"},
                        {"Word", k_other_trainer, "", "3", "300.00"}};
      }))))
  {
    add_provider("other@forma.fr", k_other_trainer);
  }
  // "880878145 2": whose it is, and the module.
  std::string part(const Context& context, const char* module, const char* writer = "")
  {
    const auto found = part_of_dossier(context, module, writer, request);
    return found ? found->issuer.siren().digits() +
                     (found->module ? " " + std::to_string(*found->module) : "")
                 : told_by(found);
  }
};

} // namespace

TEST_CASE("a module tells whose an invoice is")
{
  OfModules world;
  CHECK(world.part(world.anne(), "1") == "880878145 1");
  CHECK(world.part(world.anne(), "3") == "987654324 3");
  CHECK(world.part(world.anne(), "4") == "module: module.unknown 4 3");
  CHECK(world.part(world.anne(), "x") == "module: module.unknown x 3");
}

TEST_CASE("a provider names its own modules, and none when it has one alone")
{
  OfModules world;
  CHECK(world.part(world.paul(), "2") == "880878145 2");
  CHECK(world.part(world.paul(), "3") == "module: module.other 3 98765432400019");
  CHECK(world.part(world.paul(), "") == "880878145"); // all of its modules
  CHECK(world.part(world.as("other@forma.fr"), "") == "987654324 3");
}

TEST_CASE("who wrote an invoice tells whose it is, where no module does")
{
  OfModules world;
  CHECK(world.part(world.anne(), "", k_other_trainer) == "987654324 3");
  CHECK(world.part(world.anne(), "", "880878145") == "880878145");
  CHECK(world.part(world.anne(), "", k_altea) == "732829320"); // its own costs
}

TEST_CASE("where nothing tells whose it is a module is asked for")
{
  OfModules world;
  CHECK(world.part(world.anne(), "") == "module: module.required " + world.request.number);
}

TEST_CASE("of a dossier with one provider it is that one's, whoever sends it")
{
  World world;
  const domain::FundingRequest request = world.dossier(world.sent());
  for (const Context& context : {world.anne(), world.paul(), world.host()}) {
    CHECK(done(part_of_dossier(context, "", "", request)).issuer == siret_of(k_trainer));
  }
  CHECK(codes_of(part_of_dossier(world.anne(), "1", "", request)) == "module.unknown");
}

TEST_CASE("a draft without a provider is nobody's to invoice")
{
  World world;
  const domain::FundingRequest request =
    world.dossier(world.draft(training([](auto& form) { form.provider_siret.clear(); })));
  CHECK(told_by(part_of_dossier(world.anne(), "", "", request)) ==
        "request: invoice.no_provider " + request.number);
}
