#include "services/companies/client_references.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/companies/companies.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_firm = "leo@compta.fr";

// Anne and Léo, who both have Altéa, and Léo Birch too.
struct TwoFirms : World
{
  TwoFirms()
  {
    add_account(k_firm, {domain::Profile::member});
    attach(k_firm, k_altea);
    attach(k_firm, k_birch);
  }
  Context leo() { return as(k_firm); }

  std::string call(const Context& who, const char* company, const char* reference)
  {
    return done(edit_company(who, company, reference)).reference;
  }
};

std::string name_of(const Result<CompanyView>& view)
{
  return done(view).company.name;
}

} // namespace

TEST_CASE("what an account calls a company no other account is told, nor finds it by")
{
  TwoFirms world;
  CHECK(world.call(world.leo(), "A1", " D0042 ") == "D0042");
  CHECK(done(show_company(world.leo(), k_altea)).reference == "D0042");
  CHECK(done(show_company(world.anne(), "A1")).reference.empty());
  CHECK(done(show_company(world.host(), "A1")).reference.empty());
  CHECK(name_of(show_company(world.leo(), "D0042")) == "ALTEA CONSEIL");
  CHECK(codes_of(show_company(world.anne(), "D0042")) == "company.unknown");
  CHECK(codes_of(show_company(world.host(), "D0042")) == "company.unknown");
  CHECK(done(list_companies(world.leo(), "D0042")).size() == 1);
  CHECK(done(list_companies(world.leo())).size() == 2);
  CHECK(world.call(world.leo(), "D0042", "").empty());
  CHECK(codes_of(show_company(world.leo(), "D0042")) == "company.unknown");
}

TEST_CASE("a reference of several companies names none of them")
{
  TwoFirms world;
  world.call(world.leo(), "A1", "GROUP");
  world.call(world.leo(), "B2", "GROUP");
  CHECK(told_by(show_company(world.leo(), "GROUP")).find("company.several GROUP") !=
        std::string::npos);
  CHECK(codes_of(company_asked_for(world.leo(), "GROUP")) == "company.several");
  CHECK(done(list_companies(world.leo(), "GROUP")).size() == 2);
}

TEST_CASE("a SIREN, a SIRET and the code of a company that is seen win over a reference")
{
  TwoFirms world;
  world.call(world.leo(), "B2", "A1");
  CHECK(name_of(show_company(world.leo(), "A1")) == "ALTEA CONSEIL");
  world.call(world.leo(), "B2", "732829320");
  CHECK(name_of(show_company(world.leo(), "732829320")) == "ALTEA CONSEIL");
  world.call(world.anne(), "A1", "B2"); // which Anne does not see
  CHECK(name_of(show_company(world.anne(), "B2")) == "ALTEA CONSEIL");
}

TEST_CASE("who looks at a company by access calls it something, and not once access ended")
{
  TwoFirms world;
  const domain::Account mia = world.add_account("mia@compta.fr", {domain::Profile::member});
  CHECK(codes_of(edit_company(world.as("mia@compta.fr"), "A1", "M1")) == "company.unknown");
  done(grant_access(world.anne(), {"mia@compta.fr", "A1", "reader", ""}));
  CHECK(world.call(world.as("mia@compta.fr"), "A1", "M1") == "M1");
  done(revoke_access(world.anne(), {"mia@compta.fr", "A1", "", ""}));
  CHECK(codes_of(show_company(world.as("mia@compta.fr"), "M1")) == "company.unknown");
  world.attach("mia@compta.fr", k_birch);
  world.call(world.as("mia@compta.fr"), "B2", "M1");
  CHECK(name_of(show_company(world.as("mia@compta.fr"), "M1")) == "BIRCH");
}

TEST_CASE("a reference is a line of at most fifty characters, and goes with the company")
{
  TwoFirms world;
  CHECK(codes_of(edit_company(world.leo(), "A1", std::string(51, 'D'))) == "text.length");
  CHECK(codes_of(edit_company(world.leo(), "A1", "a\nb")) == "text.control");
  CHECK(codes_of(edit_company(world.host(), "A1", "D1")) == "session.required");
  CHECK(world.call(world.leo(), "B2", std::string(50, 'D').c_str()).size() == 50);
  done(leave_company(world.leo(), "B2"));
  CHECK(world.store().client_references().of(world.account(k_firm).id).empty());
}

TEST_CASE("what changes nothing of a reference leaves no trace")
{
  TwoFirms world;
  const auto deeds = [&] { return world.store().audit().list({}).size(); };
  world.call(world.leo(), "A1", "D1");
  const std::size_t before = deeds();
  world.call(world.leo(), "A1", "D1");
  CHECK(deeds() == before);
  world.call(world.leo(), "A1", "");
  CHECK(deeds() == before + 1);
}
