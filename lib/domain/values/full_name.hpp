#pragma once

#include <optional>
#include <string>

namespace myatlas::domain {

struct FullName
{
  std::string first, last;
};

// The parts of a name that was given whole: "Luc Petit", "Jean-Luc DE LA TOUR", "PETIT Luc". The
// last name is what `last` says, else what is written in capitals, else the second of two words.
// Nothing where none of them says which word is which.
std::optional<FullName> name_in_parts(const std::string& name, const std::string& last = "");

} // namespace myatlas::domain
