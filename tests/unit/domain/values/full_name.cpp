#include <doctest/doctest.h>

#include "domain/values/full_name.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a name that was given whole has its parts where it says which word is which")
{
  const auto told = [](const char* name, const char* last = "") {
    const auto parts = name_in_parts(name, last);
    return parts ? parts->first + "|" + parts->last : std::string("-");
  };
  CHECK(told("Luc Petit") == "Luc|Petit");
  CHECK(told("PETIT Luc") == "Luc|PETIT");
  CHECK(told("LUC PETIT") == "LUC|PETIT");
  CHECK(told("Jean-Luc  DE LA TOUR") == "Jean-Luc|DE LA TOUR");
  CHECK(told("ÉVRARD Anne Marie") == "Anne Marie|ÉVRARD");
  CHECK(told("Anne Marie Petit") == "-");
  CHECK(told("Anne Marie Petit", "Petit") == "Anne Marie|Petit");
  CHECK(told("Anne Marie Petit", "marie petit") == "Anne|Marie Petit");
  CHECK(told("Anne Marie Petit", "Durand") == "-");
  CHECK(told("Luc") == "-");
}
