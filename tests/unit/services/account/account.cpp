#include "services/account/account.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/correspondence/preferences.hpp"
#include "services/dossiers/request_views.hpp"
#include "services/office/roles.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

AccountForm of_name(const char* last_name)
{
  AccountForm form;
  form.last_name = last_name;
  return form;
}

} // namespace

TEST_CASE("an account changes what it says of itself, and keeps what it leaves out")
{
  World world;
  AccountForm form = of_name("Durand");
  form.phone = "06 12 34 56 78";
  form.language = "en";
  const domain::Account changed = done(edit_account(world.anne(), form));
  CHECK(changed.last_name.text() == "Durand");
  CHECK(changed.first_name.text() == "Camille");
  CHECK(changed.phone->text() == "+33612345678");
  CHECK(world.account(k_anne).language == "en");
}

TEST_CASE("a change to a blank is refused, and not passed over")
{
  World world;
  CHECK(told_by(edit_account(world.anne(), of_name(" "))) == "last_name: field.required last_name");
  AccountForm form;
  form.title = form.first_name = " ";
  CHECK(codes_of(edit_account(world.anne(), form)) == "field.required, field.required");
  AccountForm provider;
  provider.provider_siret = provider.activity_number = provider.particulars.company_name = " ";
  CHECK(codes_of(edit_account(world.paul(), provider)) ==
        "field.required, field.required, field.required");
}

TEST_CASE("all that is wrong with a change is told at once, and nothing of it is kept")
{
  World world;
  AccountForm form = of_name("Durand2");
  form.title = "Dr";
  form.phone = "12";
  form.language = "de";
  CHECK(codes_of(edit_account(world.anne(), form)) ==
        "title.unknown, name.letters, phone.form, language.unknown");
  CHECK(world.account(k_anne).last_name.text() == "Petit");
}

TEST_CASE("a change to what is there already leaves no trace")
{
  World world;
  const std::size_t before = world.store().audit().list().size();
  done(edit_account(world.anne(), of_name("Petit")));
  CHECK(world.store().audit().list().size() == before);
  done(edit_account(world.anne(), of_name("Durand")));
  CHECK(world.store().audit().list().size() == before + 1);
}

TEST_CASE("a training provider that becomes another waits to be approved again")
{
  World world;
  AccountForm form;
  form.provider_siret = k_other_trainer;
  done(edit_account(world.paul(), form));
  CHECK(codes_of(acting_as(world.paul(), domain::Profile::provider)) == "provider.pending");
  done(approve_provider(world.host(), k_paul));
  CHECK(acting_as(world.paul(), domain::Profile::provider));
}

TEST_CASE("a training provider that was refused does not wait again by coming back to it")
{
  World world;
  done(refuse_provider(world.host(), k_paul));
  AccountForm other, back;
  other.provider_siret = k_other_trainer;
  back.provider_siret = k_trainer;
  done(edit_account(world.paul(), other));
  CHECK(codes_of(acting_as(world.paul(), domain::Profile::provider)) == "provider.pending");
  done(edit_account(world.paul(), back));
  CHECK(codes_of(acting_as(world.paul(), domain::Profile::provider)) == "provider.refused");
}

TEST_CASE("what a provider tells of itself besides needs no new approval")
{
  World world;
  AccountForm form;
  form.particulars.company_name = "FORMA SAS";
  form.particulars.vat_exemption = "261-4-4a";
  done(edit_account(world.paul(), form));
  CHECK(acting_as(world.paul(), domain::Profile::provider));
  CHECK(world.account(k_paul).provider->particulars.name == "FORMA SAS");
}

TEST_CASE("a member is of no training provider")
{
  World world;
  AccountForm form;
  form.provider_siret = k_trainer;
  CHECK(told_by(edit_account(world.anne(), form)) == "provider_siret: registration.not_provider");
}

TEST_CASE("what an account gave of its provider ends when it is of another")
{
  World world;
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  done(grant_access(world.paul(), {"ines@forma.fr", "880878145", "manager", ""}));
  CHECK(acting_as(world.as("ines@forma.fr"), domain::Profile::provider));
  AccountForm form;
  form.provider_siret = k_other_trainer;
  done(edit_account(world.paul(), form));
  CHECK(codes_of(acting_as(world.as("ines@forma.fr"), domain::Profile::provider)) ==
        "provider.pending");
}

TEST_CASE("an account that is closed gives nobody access any more, and is told of nothing")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  done(set_alert(world.anne(), "request-changed", "immediate"));
  CHECK(standing_of(world.as("leo@compta.fr"), siret_of(k_altea)) == Standing::delegate);
  done(close_account(world.anne()));
  CHECK(world.account(k_anne).state == domain::AccountState::closed);
  CHECK(standing_of(world.as("leo@compta.fr"), siret_of(k_altea)) == Standing::stranger);
  CHECK(world.store().alerts().accounts().empty());
}

TEST_CASE("the dossiers of an account that was closed stay with the company")
{
  World world;
  const std::string number = world.sent();
  done(close_account(world.anne()));
  world.add_account("leo@altea.fr", {domain::Profile::member});
  world.attach("leo@altea.fr", k_altea);
  CHECK(show_request(world.as("leo@altea.fr"), number));
}
