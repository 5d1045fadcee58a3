#include "services/notices/mails.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_code_in_mail =
  "Xq7Lm2Rt9Vb4Kp8Zw"; // long: sealed text has any three letters

// Hands over as it is told to, and keeps what it was given.
class Carrier final : public gateway::MailTransport
{
public:
  util::Outcome deliver(const formats::Mail& mail) override
  {
    delivered.push_back(mail);
    return answer;
  }
  util::Outcome check() override { return answer; }
  util::Outcome answer = util::Done{};
  std::vector<formats::Mail> delivered;
};

class PlainWriter final : public MailWriter
{
public:
  MailText write(const Mail& mail) const override
  {
    const auto code = mail.fields.find("code");
    return {domain::to_text(mail.kind), code == mail.fields.end() ? "" : code->second};
  }
};

struct Post : World
{
  Carrier carrier;

  void queue(const char* minutes = nullptr)
  {
    Mail mail{domain::MailKind::reset, "fr", {{"first_name", "Anne"}}};
    if (minutes != nullptr) {
      mail.fields["code"] = k_code_in_mail;
      mail.fields["minutes"] = minutes;
    }
    store::Transaction write(store(), host().deed());
    queue_mail(host(), account(k_anne), mail);
    write.commit();
  }
  Delivery deliver() { return deliver_mails(host(), carrier, PlainWriter()); }
  std::size_t waiting() { return store().outbox().list(store::MailState::waiting).size(); }
  std::size_t failed() { return store().outbox().list(store::MailState::failed).size(); }
  void answer(const char* code) { carrier.answer = util::Error{code, {"anne@altea.fr", "450"}}; }
};

} // namespace

TEST_CASE("a mail that waits is handed over once, to its address")
{
  Post world;
  world.queue("10");
  CHECK(world.deliver().delivered == 1);
  REQUIRE(world.carrier.delivered.size() == 1);
  CHECK(world.carrier.delivered[0].to == k_anne);
  CHECK(world.carrier.delivered[0].subject == "reset");
  CHECK(world.carrier.delivered[0].body == k_code_in_mail);
  CHECK(world.deliver().delivered == 0);
  CHECK(world.waiting() == 0);
}

TEST_CASE("what a mail says lies sealed in the store, and is gone once it went")
{
  Post world;
  world.queue("10");
  const store::OutboxMail before = world.store().outbox().list(std::nullopt).at(0);
  CHECK(before.payload.find(k_code_in_mail) == std::string::npos);
  CHECK(util::decrypt(world.store().key(), before.payload)->find(k_code_in_mail) !=
        std::string::npos);
  world.deliver();
  CHECK(world.store().outbox().list(std::nullopt).at(0).payload.empty());
}

TEST_CASE("a mail whose code lives no longer is not sent")
{
  Post world;
  world.queue("10");
  world.pass(10 * util::k_minute);
  const Delivery delivery = world.deliver();
  CHECK(delivery.failed == 1);
  CHECK(codes_of(delivery.problems) == "mail.expired");
  CHECK(world.carrier.delivered.empty());
  CHECK(world.failed() == 1);
}

TEST_CASE("a mail that may go another time waits a minute or so, then longer")
{
  Post world;
  world.queue();
  world.answer("mail.deferred");
  CHECK(world.deliver().deferred == 1);
  CHECK(world.waiting() == 1);
  CHECK(world.deliver().deferred == 0); // it is not due
  CHECK(world.carrier.delivered.size() == 1);
  world.pass(72 * util::k_second); // a minute and a fifth
  CHECK(world.deliver().deferred == 1);
  world.pass(72 * util::k_second);
  CHECK(world.deliver().deferred == 0); // five minutes, less a fifth, by now
  world.pass(5 * util::k_minute);
  world.carrier.answer = util::Done{};
  CHECK(world.deliver().delivered == 1);
}

TEST_CASE("a mail that was refused is kept as failed, and tried again when somebody says so")
{
  Post world;
  world.queue();
  world.answer("mail.refused");
  CHECK(world.deliver().failed == 1);
  world.pass(util::k_hour);
  CHECK(world.deliver().failed == 0);
  CHECK(retry_failed_mails(world.host()) == 1);
  world.carrier.answer = util::Done{};
  CHECK(world.deliver().delivered == 1);
}

TEST_CASE("after five days a mail is given up")
{
  Post world;
  world.queue();
  world.answer("mail.deferred");
  world.pass(5 * 24 * util::k_hour - 1);
  CHECK(world.deliver().deferred == 1);
  world.pass(util::k_hour);
  CHECK(world.deliver().failed == 1);
}

TEST_CASE("when no mail would pass the rest is left for the next time")
{
  Post world;
  world.queue();
  world.queue();
  world.answer("network.unreachable");
  const Delivery delivery = world.deliver();
  CHECK(delivery.deferred == 2);
  CHECK(world.carrier.delivered.size() == 1);
  CHECK(world.waiting() == 2);
}

TEST_CASE("what is told of a mail has its number, and no address")
{
  Post world;
  world.queue();
  world.carrier.answer = util::Error{"mail.refused", {k_anne, "550 <anne@altea.fr> unknown"}};
  const Delivery delivery = world.deliver();
  REQUIRE(delivery.problems.size() == 1);
  CHECK(delivery.problems[0].args[0] == world.store().outbox().list(std::nullopt).at(0).id);
  CHECK(delivery.problems[0].args[1] == "550 <…@…> unknown");
}

TEST_CASE("who looks on may stop it between two mails")
{
  Post world;
  world.queue();
  world.queue();
  int seen = 0;
  DeliveryWitness witness;
  witness.goes_on = [&] { return seen == 0; };
  witness.settled = [&](const store::OutboxMail&, const util::Outcome& sent) {
    seen += sent ? 1 : 0;
  };
  const Delivery delivery = deliver_mails(world.host(), world.carrier, PlainWriter(), witness);
  CHECK(delivery.delivered == 1);
  CHECK(delivery.deferred == 1);
}
