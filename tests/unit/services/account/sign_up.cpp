#include "services/account/sign_up.hpp"

#include <doctest/doctest.h>

#include "services/account/activate.hpp"
#include "services/companies/companies.hpp"
#include "services/office/roles.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_newcomer = "zoe@altea.fr";

// Zoé, who knows that Altéa declared 500 000 euros for last year.
domain::RegistrationForm as_member(const char* payroll = "500000.00")
{
  domain::RegistrationForm form;
  form.profiles = {"member"};
  form.email = k_newcomer;
  form.title = "Mme";
  form.last_name = "Zabulon";
  form.first_name = "Zoé";
  form.companies = {{.member_code = "A1",
                     .payroll = payroll,
                     .payroll_year = "",
                     .sirets = {},
                     .all_establishments = true}};
  form.certify = form.accept_terms = true;
  return form;
}

domain::RegistrationForm as_provider()
{
  domain::RegistrationForm form = as_member();
  form.profiles = {"provider"};
  form.companies.clear();
  form.provider_siret = k_other_trainer;
  form.activity_number = "75331234567";
  return form;
}

struct Register : World
{
  Register()
  {
    store::Transaction write(store(), host().deed());
    store().opco_register().put_payroll(siret_of(k_altea).siren(), {2025, money_of("500000.00")});
    store().opco_register().put_payroll(siret_of(k_altea).siren(), {2024, money_of("480000.00")});
    write.commit();
  }
  std::string sign_up(const domain::RegistrationForm& form)
  {
    return codes_of(register_account(nobody(), form));
  }
  void activate_newcomer()
  {
    done(activate(nobody(), *domain::EmailAddress::parse(k_newcomer), code_sent_to(k_newcomer),
                  util::Secret("Abcdefg1")));
  }
};

} // namespace

TEST_CASE(
  "who tells the payroll of last year is registered, and sent a code that lives ten minutes")
{
  Register world;
  const Registered registered = done(register_account(world.nobody(), as_member()));
  CHECK(registered.code_expires == world.now() + 10 * util::k_minute);
  CHECK(world.new_mails() == std::vector<std::string>{"zoe@altea.fr activation"});
  CHECK(world.account(k_newcomer).state == domain::AccountState::pending);
  world.activate_newcomer();
  const CompanyView view = done(show_company(world.as(k_newcomer), "A1"));
  CHECK(view.establishments.size() == 2); // all there are
  CHECK(view.shows_payrolls);
}

TEST_CASE("a payroll that is a cent off proves nothing, and is told as an unknown code is")
{
  Register world;
  CHECK(told_by(register_account(world.nobody(), as_member("500000.01"))) ==
        "companies[0].member_code: member.mismatch A1 2025");
  domain::RegistrationForm unknown = as_member();
  unknown.companies[0].member_code = "Z9";
  CHECK(told_by(register_account(world.nobody(), unknown)) ==
        "companies[0].member_code: member.mismatch Z9 2025");
  CHECK(world.new_mails().empty());
}

TEST_CASE("another year's payroll proves as well when that year is named, and this year's is none")
{
  Register world;
  domain::RegistrationForm form = as_member("480000.00");
  CHECK(world.sign_up(form) == "member.mismatch");
  form.companies[0].payroll_year = "2024";
  CHECK(world.sign_up(form).empty());
  form.companies[0].payroll_year = "2026";
  CHECK(told_by(register_account(world.nobody(), form)) ==
        "companies[0].payroll_year: payroll.year 2026 2025");
}

TEST_CASE("five wrong payrolls lock the company's code for an hour, the right one too")
{
  Register world;
  for (int i = 0; i < 5; ++i) {
    CHECK(world.sign_up(as_member("1.00")) == "member.mismatch");
  }
  CHECK(world.sign_up(as_member()) == "member.locked");
  world.pass(util::k_hour + util::k_second);
  CHECK(world.sign_up(as_member()).empty());
}

TEST_CASE("a company that was created this year tells 0")
{
  Register world;
  store::Transaction write(world.store(), world.host().deed());
  world.store().opco_register().put_company(
    {siret_of(k_birch).siren(), *domain::MemberCode::parse("B2"), "BIRCH", std::nullopt,
     std::nullopt, std::nullopt, date_of_text("2026-01-15")});
  write.commit();
  domain::RegistrationForm form = as_member("0");
  form.companies[0].member_code = "B2";
  CHECK(world.sign_up(form).empty());
}

TEST_CASE("a company of before that declared nothing is not proved by 0")
{
  Register world; // it does not know when Birch was created
  domain::RegistrationForm form = as_member("0");
  form.companies[0].member_code = "B2";
  CHECK(world.sign_up(form) == "member.mismatch");
  CHECK(world.sign_up(as_member("0")) == "member.mismatch");
}

TEST_CASE("one manages the establishments that were chosen: some, or all, and not neither")
{
  Register world;
  domain::RegistrationForm form = as_member();
  form.companies[0].all_establishments = false;
  CHECK(world.sign_up(form) == "establishments.choice");
  form.companies[0].sirets = {k_birch};
  CHECK(told_by(register_account(world.nobody(), form)) ==
        "companies[0].sirets: establishment.other_company 51234567900017");
  form.companies[0].sirets = {"73282932000025"};
  CHECK(world.sign_up(form) == "establishment.unknown");
  form.companies[0].sirets = {k_altea_lyon};
  form.companies[0].all_establishments = true;
  CHECK(world.sign_up(form) == "establishments.choice");
  form.companies[0].all_establishments = false;
  CHECK(world.sign_up(form).empty());
  world.activate_newcomer();
  const CompanyView view = done(show_company(world.as(k_newcomer), "A1"));
  REQUIRE(view.establishments.size() == 1);
  CHECK(view.establishments[0].siret == siret_of(k_altea_lyon));
}

TEST_CASE("without the certificate or the terms nobody is registered")
{
  Register world;
  domain::RegistrationForm form = as_member();
  form.certify = false;
  CHECK(world.sign_up(form) == "registration.certify");
  form.accept_terms = false;
  CHECK(world.sign_up(form) == "registration.certify, registration.terms");
}

TEST_CASE("all that is wrong is told at once, each at its member")
{
  Register world;
  domain::RegistrationForm form;
  const auto refused = register_account(world.nobody(), form);
  REQUIRE_FALSE(refused);
  std::vector<std::string> places;
  for (const util::Error& error : refused.errors()) {
    places.push_back(error.where.column);
  }
  std::ranges::sort(places);
  CHECK(places == std::vector<std::string>{"accept_terms", "certify", "email", "first_name",
                                           "last_name", "profiles", "title"});
}

TEST_CASE("a member without a company is asked for one, and a provider with one is no member")
{
  Register world;
  domain::RegistrationForm form = as_member();
  form.companies.clear();
  CHECK(world.sign_up(form) == "field.required, field.required, establishments.choice");
  domain::RegistrationForm provider = as_provider();
  provider.companies = as_member().companies;
  CHECK(told_by(register_account(world.nobody(), provider)) == "profiles: registration.not_member");
}

TEST_CASE("a training provider waits for the OPCO's approval")
{
  Register world;
  CHECK(world.sign_up(as_provider()).empty());
  world.activate_newcomer();
  CHECK(codes_of(acting_as(world.as(k_newcomer), domain::Profile::provider)) == "provider.pending");
}

TEST_CASE("a training provider tells its SIRET and its activity number, which no member does")
{
  Register world;
  domain::RegistrationForm form = as_provider();
  form.activity_number.clear();
  CHECK(told_by(register_account(world.nobody(), form)) ==
        "activity_number: field.required activity_number");
  domain::RegistrationForm member = as_member();
  member.provider_siret = k_other_trainer;
  member.activity_number = "75331234567";
  CHECK(told_by(register_account(world.nobody(), member)) == "profiles: registration.not_provider");
}

TEST_CASE("an activity number that the public list gives to another is refused")
{
  Register world;
  store::Transaction write(world.store(), world.host().deed());
  world.store().opco_register().add_activity_number(siret_of(k_other_trainer).siren(),
                                                    "75330000001");
  write.commit();
  CHECK(told_by(register_account(world.nobody(), as_provider())) ==
        "activity_number: provider.activity_number 75331234567 98765432400019");
  domain::RegistrationForm form = as_provider();
  form.activity_number = "75330000001";
  CHECK(world.sign_up(form).empty());
}

TEST_CASE("an address that has an account is answered alike, and told by mail")
{
  Register world;
  domain::RegistrationForm form = as_member();
  form.email = "Anne@Altea.fr";
  const Registered registered = done(register_account(world.nobody(), form));
  CHECK(registered.code_expires == world.now() + 10 * util::k_minute);
  CHECK(world.new_mails() == std::vector<std::string>{"anne@altea.fr already-registered"});
  CHECK(world.account(k_anne).last_name.text() == "Petit"); // as it was
}

TEST_CASE("an account that waits is begun again, with the companies of the last form")
{
  Register world;
  done(register_account(world.nobody(), as_member()));
  const std::string id = world.account(k_newcomer).id;
  domain::RegistrationForm form = as_member();
  form.companies[0].all_establishments = false;
  form.companies[0].sirets = {k_altea};
  form.last_name = "Zola";
  world.pass(util::k_minute);
  done(register_account(world.nobody(), form));
  CHECK(world.account(k_newcomer).id == id);
  CHECK(world.account(k_newcomer).last_name.text() == "Zola");
  world.activate_newcomer();
  CHECK(done(show_company(world.as(k_newcomer), "A1")).establishments.size() == 1);
}

TEST_CASE("a training provider that was refused is no less so when it registers again")
{
  Register world;
  done(register_account(world.nobody(), as_provider()));
  done(refuse_provider(world.host(), k_newcomer));
  world.pass(util::k_minute);
  done(register_account(world.nobody(), as_provider()));
  world.activate_newcomer();
  CHECK(codes_of(acting_as(world.as(k_newcomer), domain::Profile::provider)) == "provider.refused");
  done(approve_provider(world.host(), k_newcomer));
  CHECK(acting_as(world.as(k_newcomer), domain::Profile::provider));
}

TEST_CASE("who registers again for another provider than the refused one waits to be approved")
{
  Register world;
  done(register_account(world.nobody(), as_provider()));
  done(refuse_provider(world.host(), k_newcomer));
  domain::RegistrationForm other = as_provider();
  other.provider_siret = k_trainer;
  world.pass(util::k_minute);
  done(register_account(world.nobody(), other));
  world.activate_newcomer();
  CHECK(codes_of(acting_as(world.as(k_newcomer), domain::Profile::provider)) == "provider.pending");
}

TEST_CASE("who registers an address anew inherits nothing of an account that was closed")
{
  Register world;
  domain::Account closed = world.account(k_anne);
  closed.state = domain::AccountState::closed;
  world.put(closed);
  domain::RegistrationForm form = as_provider();
  form.email = k_anne;
  done(register_account(world.nobody(), form));
  CHECK(world.account(k_anne).id != closed.id);
  CHECK_FALSE(
    world.store().accounts().has_proved(world.account(k_anne).id, siret_of(k_altea).siren()));
}

TEST_CASE("five registrations of one address within an hour are the most")
{
  Register world;
  for (int i = 0; i < 5; ++i) {
    CHECK(world.sign_up(as_member()).empty());
  }
  CHECK(told_by(register_account(world.nobody(), as_member())) == "email: mail.limit zoe@altea.fr");
}

TEST_CASE("where the OPCO's register is empty nothing is compared, and no try counted")
{
  const auto store = store::Store::in_memory();
  const util::FixedClock clock(util::Instant{1'772'442'000'000'000});
  const Context nobody{*store, clock, true, Anonymous{"operator:test"}, "register", "fr"};
  for (int i = 0; i < 6; ++i) {
    CHECK(codes_of(register_account(nobody, as_member())) == "member.no_register");
  }
}
