#include "services/correspondence/letters.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/correspondence/preferences.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::size_t unread_by(const Context& context)
{
  store::LetterFilter filter;
  filter.unread = true;
  return done(list_letters(context, filter)).size();
}

// How the letters of a kind to Altéa in Paris are sent, in their order.
std::string channels_of(World& world, domain::LetterKind kind)
{
  store::LetterFilter filter;
  filter.kind = kind;
  std::string told;
  for (const domain::OfficialLetter& letter : done(list_letters(world.anne(), filter))) {
    told += letter.siret == siret_of(k_altea)
              ? (told.empty() ? "" : " ") + std::string(domain::to_text(letter.channel))
              : "";
  }
  return told;
}

} // namespace

TEST_CASE("a letter is read by whoever read it, and new to the others")
{
  World world;
  world.add_account("mia@altea.fr", {domain::Profile::member});
  world.attach("mia@altea.fr", k_altea);
  done(refuse_request(world.host(), world.opened(), "hors branche"));
  const LetterView view = done(get_letter(world.anne(), "l2026-0000001"));
  CHECK_FALSE(view.letter.read);
  mark_letter_read(world.anne(), view.letter);
  CHECK(unread_by(world.anne()) == 0);
  CHECK(unread_by(world.as("mia@altea.fr")) == 1);
}

TEST_CASE("the host reads a letter and leaves it new")
{
  World world;
  done(refuse_request(world.host(), world.opened(), "hors branche"));
  mark_letter_read(world.host(), done(get_letter(world.host(), "L2026-0000001")).letter);
  CHECK(unread_by(world.anne()) == 1);
}

TEST_CASE("a letter is seen by who manages its establishment, and by nobody else")
{
  World world;
  done(refuse_request(world.host(), world.opened(), "hors branche"));
  CHECK(get_letter(world.anne(), "L2026-0000001"));
  CHECK(codes_of(get_letter(world.paul(), "L2026-0000001")) == "letter.unknown");
  CHECK(codes_of(get_letter(world.nobody(), "L2026-0000001")) == "session.required");
  CHECK(codes_of(get_letter(world.anne(), "L2026-0000002")) == "letter.unknown");
}

TEST_CASE("a reminder of the OPCO goes to the member")
{
  World world;
  const std::string number = world.sent();
  const domain::OfficialLetter letter =
    done(send_letter(world.host(), number, "Où en êtes-vous ?"));
  CHECK(letter.kind == domain::LetterKind::reminder);
  CHECK(letter.siret == siret_of(k_altea));
  CHECK(letter.body.find("Où en êtes-vous") != std::string::npos);
  CHECK(codes_of(send_letter(world.host(), "D20260000009", "x")) == "request.unknown");
}

TEST_CASE("letters are numbered by year, and listed by kind and from a day on")
{
  World world("2026-03-02");
  const std::string number = world.sent();
  done(send_letter(world.host(), number, "a"));
  world.on("2027-01-04");
  CHECK(done(send_letter(world.host(), number, "b")).number == "L2027-0000001");
  store::LetterFilter late;
  late.since = world.now();
  CHECK(done(list_letters(world.anne(), late)).size() == 1);
  store::LetterFilter refusals;
  refusals.kind = domain::LetterKind::refusal;
  CHECK(done(list_letters(world.anne(), refusals)).empty());
}

TEST_CASE("letters on a contract go to the member as the member wants them, not as its CFA does")
{
  World world;
  done(set_preference(world.paul(), "agreement", "paper"));
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  CHECK(channels_of(world, domain::LetterKind::agreement) == "electronic");
  done(set_preference(world.paul(), "reminder", "paper"));
  CHECK(done(send_letter(world.host(), number, "x")).channel == domain::Channel::electronic);
  done(set_preference(world.anne(), "reminder", "paper"));
  done(set_preference(world.paul(), "reminder", "electronic"));
  CHECK(done(send_letter(world.host(), number, "x")).channel == domain::Channel::paper);
}

TEST_CASE("who was given access chooses for its own dossiers, as long as it has it")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  done(set_preference(world.as("leo@compta.fr"), "reminder", "paper"));
  const std::string own = world.sent();
  const std::string of_leo =
    done(submit_request(world.as("leo@compta.fr"), training(), "", Submission::send))
      .request.number;
  const auto reminded = [&](const std::string& number) {
    return done(send_letter(world.host(), number, "x")).channel;
  };
  CHECK(reminded(own) == domain::Channel::electronic);
  CHECK(reminded(of_leo) == domain::Channel::paper);
  done(revoke_access(world.anne(), {"leo@compta.fr", "A1", "", ""}));
  CHECK(reminded(of_leo) == domain::Channel::electronic);
}
