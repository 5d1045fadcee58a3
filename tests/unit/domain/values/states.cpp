#include <algorithm>

#include <doctest/doctest.h>

#include "domain/dossiers/request_life.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/states.hpp"
#include "util/member_of.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

enum class Light
{
  red,
  green,
};

struct LightFacts
{
  Light state;
  const char* word;
  Fact goes;
};

constexpr LightFacts k_lights[] = {{.state = Light::red, .word = "RED", .goes = false},
                                   {.state = Light::green, .word = "GREEN", .goes = true}};
constexpr LightFacts k_one_short[] = {{.state = Light::red, .word = "RED", .goes = false}};
constexpr LightFacts k_swapped[] = {{.state = Light::green, .word = "GREEN", .goes = true},
                                    {.state = Light::red, .word = "RED", .goes = false}};

} // namespace

TEST_CASE("a table of states that lacks one, or has them out of order, is not whole")
{
  CHECK(is_whole<k_lights>());
  CHECK_FALSE(is_whole<k_one_short>());
  CHECK_FALSE(is_whole<k_swapped>());
  CHECK(row_of<k_lights>(Light::green).goes);
  CHECK_FALSE(std::is_default_constructible_v<Fact>); // a row that leaves one out is no program
}

TEST_CASE("a state is read by its word, case apart, and by its other spelling")
{
  CHECK(*parse_state<k_lights>(" green ", "light.unknown") == Light::green);
  const auto wrong = parse_state<k_lights>("blue", "light.unknown");
  CHECK(wrong.error().args == std::vector<std::string>{"blue", "RED, GREEN"});
  CHECK(*parse_request_state("RUPTU") == RequestState::rupture);
  CHECK_FALSE(parse_request_state(""));
  CHECK(std::string(to_text(RequestState::rupture)) == "RUPTURE");
}

TEST_CASE("what an invoice's state means holds together")
{
  for (const InvoiceStateFacts& facts : k_invoice_states) {
    CAPTURE(std::string(facts.word));
    CHECK_FALSE((facts.open && !facts.counts)); // what is to be paid takes from what is left
    CHECK_FALSE((facts.paid && !(facts.accepted && facts.counts)));
    CHECK_FALSE((facts.paid && facts.open));
    CHECK_FALSE((facts.work != OfficeWork::none && !facts.open));
    const auto moves = [&](util::MemberOf<InvoiceTransition, InvoiceState> end) {
      return std::ranges::find(invoice_transitions(), facts.state, end) !=
             invoice_transitions().end();
    };
    CHECK(facts.open == moves(&InvoiceTransition::from));
    CHECK((moves(&InvoiceTransition::to) || facts.state == InvoiceState::deposee));
  }
}
