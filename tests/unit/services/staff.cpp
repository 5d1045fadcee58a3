#include <doctest/doctest.h>

#include <fmt/format.h>

#include "services/staff.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

domain::Employee employee(std::string number, std::string first, std::string birth,
                          std::string used = "")
{
  return {.siret = domain::Siret::of_checked(73282932000074),
          .staff_number = std::move(number),
          .birth_name = std::move(birth),
          .used_name = std::move(used),
          .first_name = std::move(first),
          .birth_date = *domain::Date::parse("1985-05-14")};
}

} // namespace

TEST_CASE("a staff of any size finds each of its people, by number and by either name")
{
  for (const int size : {1, 2, 3, 7, 64, 1000, 20'000}) {
    CAPTURE(size);
    Staff staff;
    for (int i = 0; i < size; ++i) {
      staff.add(employee(fmt::format("{:05}", i), fmt::format("Zoé {}", i),
                         fmt::format("Née {}", i), fmt::format("Épouse {}", i)));
    }
    staff.close();
    for (int i = 0; i < size; ++i) {
      const auto place = static_cast<std::size_t>(i);
      REQUIRE(*staff.place_of(fmt::format(" {:05} ", i)) == place);
      REQUIRE(*staff.place_of(fmt::format("zoe {} EPOUSE {}", i, i)) == place);
      REQUIRE(*staff.place_of(fmt::format("Zoé {} Née {}", i, i)) == place);
      REQUIRE(staff.place_of(fmt::format("Zoé {} Née", i)).error().code == "employee.unknown");
    }
  }
}

TEST_CASE("a staff says who is not there and who is there twice, and takes a number before a name")
{
  Staff staff;
  staff.close();
  CHECK(staff.place_of("Anne Durand").error().code == "employee.unknown");
  staff.add(employee("1", "Anne", "Durand"));
  staff.add(employee("2", "Anne", "Durand"));
  staff.add(employee("3", "Marie", "Anne", "Anne"));
  staff.add(employee("Marie Anne", "Paul", "Petit"));
  staff.close();
  CHECK(staff.place_of("anne durand").error().code == "employee.several");
  CHECK(*staff.place_of("2") == 1);
  CHECK(*staff.place_of("MARIE ANNE") == 2);
  CHECK(*staff.place_of("Marie Anne") == 3);
  CHECK(staff.has("anne durand"));
  CHECK_FALSE(staff.has("Paul Grand"));
}
