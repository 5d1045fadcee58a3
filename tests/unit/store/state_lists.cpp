#include <doctest/doctest.h>

#include "domain/values/states.hpp"
#include "store/state_lists.hpp"

using namespace myatlas;
using namespace myatlas::store;

namespace {

enum class Light
{
  red,
  amber,
  green,
};

struct LightFacts
{
  Light state;
  const char* word;
  domain::Fact stops;
};

constexpr LightFacts k_lights[] = {{.state = Light::red, .word = "RED", .stops = true},
                                   {.state = Light::amber, .word = "AMBER", .stops = true},
                                   {.state = Light::green, .word = "GREEN", .stops = false}};

} // namespace

TEST_CASE("a list of states for a statement follows from what they mean")
{
  CHECK(words_of_states<k_lights, &LightFacts::stops>() == "'RED', 'AMBER'");
  constexpr auto k_goes = [](const LightFacts& light) { return !light.stops; };
  CHECK(words_of_states<k_lights, k_goes>() == "'GREEN'");
}
