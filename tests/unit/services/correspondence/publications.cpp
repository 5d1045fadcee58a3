#include "services/correspondence/publications.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/preferences.hpp"
#include "services/office/manage_accounts.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

PublicationForm news()
{
  PublicationForm form;
  form.kind = "news";
  form.title = "Nouveaux critères";
  return form;
}

PublicationForm tender()
{
  PublicationForm form = news();
  form.kind = "tender";
  form.buyer = "OPCO Atlas";
  form.reference = "AO-1";
  form.deadline = "2026-04-30T12:00:00+02:00";
  return form;
}

} // namespace

TEST_CASE("a publication has a kind and a title, and all that is wrong is told at once")
{
  World world;
  CHECK(codes_of(publish(world.host(), {})) == "field.required, field.required");
  PublicationForm form = news();
  form.kind = "poem";
  form.url = "javascript:x";
  form.branch = "x";
  CHECK(codes_of(publish(world.host(), form)) ==
        "publication.kind_unknown, publication.url, idcc.form");
  CHECK(done(publish(world.host(), news())).number == "P2026-0000001");
}

TEST_CASE("a tender has a buyer, a reference and a deadline with its zone that is still to come")
{
  World world("2026-03-02");
  PublicationForm form = tender();
  form.buyer.clear();
  form.deadline = "2026-04-30T12:00:00";
  CHECK(codes_of(publish(world.host(), form)).find("field.required") != std::string::npos);
  form = tender();
  form.deadline = "2026-03-02T12:00:00+01:00"; // now
  CHECK(told_by(publish(world.host(), form)) ==
        "deadline: publication.deadline_past 2026-03-02T12:00:00+01:00");
  form.deadline = "2026-03-02T12:00:01+01:00";
  CHECK(publish(world.host(), form));
}

TEST_CASE("only a tender has what a tender has")
{
  World world;
  PublicationForm form = news();
  form.lots = "3";
  CHECK(told_by(publish(world.host(), form)) == "lots: publication.only_tender lots");
}

TEST_CASE("a tender is open until its deadline, unless it is withdrawn, which is done once")
{
  World world("2026-03-02");
  const std::string number = done(publish(world.host(), tender())).number;
  CHECK(done(show_publication(world.nobody(), number)).is_open(world.now()));
  world.on("2026-04-30");
  CHECK_FALSE(done(show_publication(world.nobody(), number)).is_open(world.now())); // noon
  done(withdraw(world.host(), number));
  CHECK(codes_of(withdraw(world.host(), number)) == "publication.withdrawn");
  CHECK(codes_of(withdraw(world.host(), "P2026-0000009")) == "publication.unknown");
}

TEST_CASE("who wants to hear of news or of tenders is told of these")
{
  World world;
  done(set_alert(world.anne(), "news-published", "immediate"));
  done(set_alert(world.paul(), "tender-published", "immediate"));
  done(publish(world.host(), news()));
  CHECK(world.new_mails() ==
        std::vector<std::string>{
          "anne@altea.fr alert: news-published P2026-0000001 Nouveaux critères"});
  done(publish(world.host(), tender()));
  CHECK(world.new_mails() ==
        std::vector<std::string>{
          "paul@forma.fr alert: tender-published P2026-0000002 Nouveaux critères"});
}

TEST_CASE("an account that is locked or not activated is told of nothing by mail")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  for (const char* email : {k_anne, "leo@compta.fr", k_paul}) {
    done(set_alert(world.as(email), "news-published", "immediate"));
  }
  done(lock_account(world.host(), k_anne));
  domain::Account waiting = world.account("leo@compta.fr");
  waiting.state = domain::AccountState::pending;
  world.put(waiting);
  done(publish(world.host(), news()));
  CHECK(world.new_mails() ==
        std::vector<std::string>{
          "paul@forma.fr alert: news-published P2026-0000001 Nouveaux critères"});
  done(unlock_account(world.host(), k_anne));
  done(publish(world.host(), news()));
  CHECK(world.new_mails().size() == 2);
}
