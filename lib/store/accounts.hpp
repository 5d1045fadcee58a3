#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// Accounts and what they manage: companies and establishments of the register.
class Accounts
{
public:
  explicit Accounts(Engine& engine) : m_engine(engine) {}

  std::optional<domain::Account> find(const domain::EmailAddress& email) const; // case apart
  std::optional<domain::Account> find_id(std::string_view id) const;
  void put(const domain::Account& account); // new, or again by the same id
  void forget_perimeter(std::string_view id);

  void set_password(std::string_view id, std::string_view hash);
  std::optional<std::string> password(std::string_view id) const;

  bool attach_company(std::string_view id, domain::Siren siren); // false: it was already
  bool attach(std::string_view id, domain::Siret siret);
  bool detach(std::string_view id, domain::Siret siret); // false: it was not
  bool manages(std::string_view id, domain::Siret siret) const;
  bool proved(std::string_view id, domain::Siren siren) const; // by its member code and payroll
  std::vector<domain::Siren> companies(std::string_view id) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
