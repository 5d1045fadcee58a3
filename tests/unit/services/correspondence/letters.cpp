#include "services/correspondence/letters.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
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
