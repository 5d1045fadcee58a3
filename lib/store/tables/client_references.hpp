#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/values/siret.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// What an account calls its clients (dossier client): the number of a company's file in the firm's
// own books, which no other account sees. One client may be several companies.
class ClientReferences
{
public:
  explicit ClientReferences(Engine& engine) : m_engine(engine) {}

  std::optional<std::string> find(std::string_view account, domain::Siren company) const;
  std::map<domain::Siren, std::string> of(std::string_view account) const; // all of them
  std::vector<domain::Siren> called(std::string_view account, std::string_view reference) const;
  void put(std::string_view account, domain::Siren company, std::string_view reference);
  void remove(std::string_view account, domain::Siren company);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
