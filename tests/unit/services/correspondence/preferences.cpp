#include "services/correspondence/preferences.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/letters.hpp"
#include "services/notices/notices.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

domain::Channel channel_of_last_letter(World& world)
{
  const auto letters = done(list_letters(world.host(), {}));
  return std::ranges::max_element(letters, {}, &domain::OfficialLetter::number)->channel;
}

void refuse_one(World& world)
{
  done(refuse_request(world.host(), world.opened(), "hors branche"));
}

} // namespace

TEST_CASE("letters are electronic until somebody wants them on paper, and from then on")
{
  World world;
  refuse_one(world);
  CHECK(channel_of_last_letter(world) == domain::Channel::electronic);
  CHECK(done(set_preference(world.anne(), "refusal", "paper")));
  CHECK(channel_of_last_letter(world) == domain::Channel::electronic); // what was written stays
  refuse_one(world);
  CHECK(channel_of_last_letter(world) == domain::Channel::paper);
  CHECK(done(set_preference(world.anne(), "refusal", "electronic")));
  refuse_one(world);
  CHECK(channel_of_last_letter(world) == domain::Channel::electronic);
}

TEST_CASE("a preference is of one kind of letter")
{
  World world;
  done(set_preference(world.anne(), "agreement", "paper"));
  refuse_one(world);
  CHECK(channel_of_last_letter(world) == domain::Channel::electronic);
}

TEST_CASE("a preference that stands already changes nothing")
{
  World world;
  CHECK_FALSE(done(set_preference(world.anne(), "refusal", "electronic")));
  CHECK(done(set_preference(world.anne(), "refusal", "paper")));
  CHECK_FALSE(done(set_preference(world.anne(), "refusal", "paper")));
  CHECK(done(list_preferences(world.anne())).size() == 1);
}

TEST_CASE("the history of preferences is kept, each with its day")
{
  World world("2026-03-02");
  done(set_preference(world.anne(), "refusal", "paper"));
  world.on("2026-05-04");
  done(set_preference(world.anne(), "refusal", "electronic"));
  const auto history = done(list_preferences(world.anne()));
  REQUIRE(history.size() == 2);
  CHECK(history[0].channel == domain::Channel::paper);
  CHECK(world.host().day_of(history[0].since) == date_of_text("2026-03-02"));
  CHECK(world.host().day_of(history[1].since) == date_of_text("2026-05-04"));
}

TEST_CASE("a kind, a channel, an event and a frequency are ones there are")
{
  World world;
  CHECK(codes_of(set_preference(world.anne(), "poem", "pigeon")) ==
        "letter.kind_unknown, letter.channel_unknown");
  CHECK(codes_of(set_alert(world.anne(), "poem", "hourly")) ==
        "alert.event_unknown, alert.frequency_unknown");
  CHECK(codes_of(set_preference(world.host(), "refusal", "paper")) == "session.required");
}

TEST_CASE("of deadlines one is told by digests alone")
{
  World world;
  CHECK(told_by(set_alert(world.anne(), "deadline-near", "immediate")) ==
        "frequency: alert.no_immediate deadline-near");
  CHECK(set_alert(world.anne(), "deadline-near", "daily"));
}

TEST_CASE("who chose nothing is told at once of what is to be answered, and of nothing else")
{
  World world;
  for (const AlertSetting& setting : done(list_alerts(world.anne()))) {
    CAPTURE(domain::to_text(setting.event));
    CHECK(setting.frequency == (domain::must_be_answered(setting.event)
                                  ? domain::Frequency::immediate
                                  : domain::Frequency::never));
  }
}

TEST_CASE("who has the letter that says it on paper is not mailed unasked")
{
  World world;
  done(set_preference(world.anne(), "documents-request", "paper"));
  const auto frequency = [&](domain::AlertEvent event) {
    return frequency_of(world.store(), world.account(k_anne).id, event);
  };
  CHECK(frequency(domain::AlertEvent::documents_asked) == domain::Frequency::never);
  CHECK(frequency(domain::AlertEvent::invoice_refused) == domain::Frequency::immediate);
  done(set_alert(world.anne(), "documents-asked", "weekly")); // asked for
  CHECK(frequency(domain::AlertEvent::documents_asked) == domain::Frequency::weekly);
}

TEST_CASE("each event has its own frequency")
{
  World world;
  done(set_alert(world.anne(), "invoice-paid", "weekly"));
  done(set_alert(world.anne(), "invoice-refused", "never"));
  const auto settings = done(list_alerts(world.anne()));
  const auto frequency = [&](domain::AlertEvent event) {
    return std::ranges::find(settings, event, &AlertSetting::event)->frequency;
  };
  CHECK(frequency(domain::AlertEvent::invoice_paid) == domain::Frequency::weekly);
  CHECK(frequency(domain::AlertEvent::invoice_refused) == domain::Frequency::never);
  CHECK(frequency(domain::AlertEvent::request_changed) == domain::Frequency::never);
}
