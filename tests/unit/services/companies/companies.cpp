#include "services/companies/companies.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/companies/establishments.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

struct WithPayroll : World
{
  WithPayroll()
  {
    store::Transaction write(store(), host().deed());
    store().opco_register().put_payroll(siret_of(k_altea).siren(), {2025, money_of("500000.00")});
    store().opco_register().put_payroll(siret_of(k_birch).siren(), {2025, money_of("90000.00")});
    write.commit();
    add_account("leo@compta.fr", {domain::Profile::member});
  }
  Context leo() { return as("leo@compta.fr"); }
};

domain::CompanyForm form_of(const char* code, const char* payroll)
{
  return {.member_code = code,
          .payroll = payroll,
          .payroll_year = "",
          .sirets = {},
          .all_establishments = true};
}

} // namespace

TEST_CASE("a company is added on its proof, with the establishments that were chosen")
{
  WithPayroll world;
  const AddedCompany added = done(add_company(world.leo(), form_of("A1", "500000.00")));
  CHECK(added.is_new);
  CHECK(added.establishments_added == 2);
  CHECK(standing_of(world.leo(), siret_of(k_altea_lyon)) == Standing::manager);
  const AddedCompany again = done(add_company(world.leo(), form_of("A1", "500000.00")));
  CHECK_FALSE(again.is_new);
  CHECK(again.establishments_added == 0);
}

TEST_CASE("what was read by access that was given proves nothing")
{
  WithPayroll world;
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(told_by(add_company(world.leo(), form_of("A1", "500000.00"))) ==
        "member_code: access.reader_proves 732829320");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK(codes_of(add_company(world.leo(), form_of("A1", "500000.00"))) == "access.given_proves");
  done(revoke_access(world.anne(), {"leo@compta.fr", "A1", "", ""}));
  CHECK(codes_of(add_company(world.leo(), form_of("A1", "500000.00"))) == "access.given_proves");
}

TEST_CASE("a company is named by SIREN, SIRET or member code, and is the account's or unknown")
{
  WithPayroll world;
  for (const char* name : {"732829320", k_altea_lyon, "A1"}) {
    CHECK(done(show_company(world.anne(), name)).company.name == "ALTEA CONSEIL");
    CHECK(codes_of(show_company(world.leo(), name)) == "company.unknown");
  }
  CHECK(codes_of(show_company(world.anne(), "Z9")) == "company.unknown");
  CHECK(codes_of(show_company(world.nobody(), "A1")) == "session.required");
  CHECK(show_company(world.host(), "B2"));
}

TEST_CASE("one sees the establishments one manages, and what the company pays when one proved it")
{
  WithPayroll world;
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  const CompanyView own = done(show_company(world.anne(), "A1")),
                    given = done(show_company(world.leo(), "A1")),
                    whole = done(show_company(world.host(), "A1"));
  CHECK(own.establishments.size() == 1);
  CHECK(own.payrolls.size() == 1);
  CHECK(given.establishments.size() == 1);
  CHECK(given.payrolls.empty());
  CHECK_FALSE(given.shows_payrolls);
  CHECK(whole.establishments.size() == 2);
}

TEST_CASE("whose a member code is is told to nobody else: a list asked for by it is unknown")
{
  WithPayroll world;
  CHECK(codes_of(company_asked_for(world.leo(), "A1")) == "company.unknown");
  CHECK(codes_of(company_asked_for(world.leo(), k_altea)) == "company.unknown");
  CHECK(company_asked_for(world.anne(), k_altea));
  CHECK(company_key(world.leo(), "A1") == "A1");
  CHECK(company_key(world.anne(), "A1") == "732829320");
}

TEST_CASE("who leaves a company manages none of its establishments any more")
{
  WithPayroll world;
  world.attach(k_anne, k_altea_lyon);
  const LeftCompany left = done(leave_company(world.anne(), "A1"));
  CHECK(left.establishments_removed == 2);
  CHECK(list_companies(world.anne())->empty());
  CHECK(codes_of(leave_company(world.anne(), "A1")) == "company.unknown");
}

TEST_CASE("who leaves a company leaves what others gave of it too")
{
  WithPayroll world;
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(done(leave_company(world.leo(), "A1")).access_ended == 1);
  CHECK(standing_of(world.leo(), siret_of(k_altea)) == Standing::stranger);
  CHECK(list_access(world.anne())->empty());
}

TEST_CASE("an establishment that was opened later is attached by its number")
{
  WithPayroll world;
  const AttachmentReport report =
    done(attach_establishments(world.anne(), {k_altea_lyon}, std::nullopt, nullptr));
  CHECK(report.problems.empty());
  CHECK(report.answers.at(0).attachment == Attachment::added);
  const AttachmentReport again =
    done(attach_establishments(world.anne(), {k_altea_lyon, k_altea}, std::nullopt, nullptr));
  CHECK(again.answers.at(0).attachment == Attachment::already);
  CHECK(again.answers.at(1).attachment == Attachment::already);
}
