#include "services/office/work.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::vector<std::string> work_of(World& world)
{
  std::vector<std::string> told;
  for (const WorkItem& item : list_work(world.host(), {}).items) {
    told.push_back(std::string(domain::to_text(item.kind)) + " " + item.number);
  }
  return told;
}

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("what waits for the OPCO changes with each of its steps")
{
  World world;
  CHECK(work_of(world).empty());
  const std::string number = world.sent();
  CHECK(work_of(world) == Told{"open_request " + number});
  world.attach_all(number);
  done(open_request(world.host(), number));
  CHECK(work_of(world) == Told{"decide_request " + number});
  done(accept_request(world.host(), number, "1400.00", ""));
  CHECK(work_of(world).empty());
  world.on("2026-04-09");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "1400.00");
  CHECK(work_of(world) == Told{"open_invoice F-1"});
  done(world.review(domain::InvoiceEvent::open, "F-1"));
  CHECK(work_of(world) == Told{"decide_invoice F-1"});
  done(world.review(domain::InvoiceEvent::accept, "F-1"));
  CHECK(work_of(world) == Told{"pay_invoice F-1"});
  done(world.review(domain::InvoiceEvent::pay, "F-1"));
  CHECK(work_of(world).empty());
}

TEST_CASE("what was sent back waits for the member, not for the OPCO")
{
  World world;
  const std::string number = world.sent();
  done(ask_documents(world.host(), number, {"quote"}, ""));
  CHECK(work_of(world).empty());
}

TEST_CASE("what starts first comes first, and what has no day last")
{
  World world;
  const std::string june =
    world.sent(training([](auto& form) { form.start = form.end = "2026-06-01"; }));
  const std::string april = world.sent();
  const std::string accepted = world.accepted();
  world.on("2026-04-09");
  world.invoiced(accepted, "F-1", "100.00");
  CHECK(work_of(world) ==
        Told{"open_request " + april, "open_request " + june, "open_invoice F-1"});
}

TEST_CASE("an account that says it is of a training provider waits for its approval")
{
  World world;
  world.add_provider("new@forma.fr", k_other_trainer, nullptr, domain::ProviderState::pending);
  CHECK(work_of(world) == Told{"approve_provider new@forma.fr"});
}

TEST_CASE("a credit note on what was paid is money to come")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "1400.00");
  world.paid("F-1");
  InvoiceForm note = world.invoice(number, "A-1", "400.00");
  note.corrects = "F-1";
  done(upload_invoice(world.paul(), note));
  done(world.review(domain::InvoiceEvent::accept, "A-1"));
  CHECK(work_of(world) == Told{"recover_credit A-1"});
}

TEST_CASE("an accepted credit note on what is still to be paid is no work of its own")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "1400.00");
  InvoiceForm note = world.invoice(number, "A-1", "400.00");
  note.corrects = "F-1";
  done(upload_invoice(world.paul(), note));
  done(world.review(domain::InvoiceEvent::accept, "A-1"));
  done(world.review(domain::InvoiceEvent::accept, "F-1"));
  CHECK(work_of(world) == Told{"pay_invoice F-1"});
}

TEST_CASE("work comes a page at a time, each behind the place of the last")
{
  World world;
  for (int i = 0; i < 5; ++i) {
    world.sent();
  }
  std::vector<std::string> seen;
  store::WorkPart part{std::nullopt, 2};
  for (bool more = true; more;) {
    const WorkPage page = list_work(world.host(), part);
    REQUIRE(!page.items.empty());
    for (const WorkItem& item : page.items) {
      seen.push_back(item.number);
    }
    part.after = page.items.back().place();
    more = page.more;
  }
  CHECK(seen.size() == 5);
  CHECK(std::ranges::is_sorted(seen));
}

TEST_CASE("a place of the work is read as it was written")
{
  for (const char* text : {"2026-04-06/1772442000000000/D20260000001", "-/1772442000000000/F-1"}) {
    CHECK(to_text(done(parse_work_place(text))) == text);
  }
  for (const char* wrong : {"", "x", "2026-04-06/x/D1", "2026-02-30/1/D1", "-/1"}) {
    CHECK(codes_of(parse_work_place(wrong)) == "list.after");
  }
}
