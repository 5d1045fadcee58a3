#pragma once

#include <optional>
#include <string>

#include "domain/siret.hpp"

namespace myatlas::store {

// What an account may see: the dossiers of the establishments it manages and of its own provider. An operator sees all.
struct Perimeter
{
  bool everything = false;
  std::string account;
  std::optional<domain::Siren> provider;
};

} // namespace myatlas::store
