#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/access.hpp"
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
  void detach_company(std::string_view id, domain::Siren siren);
  bool attach(std::string_view id, domain::Siret siret);
  bool detach(std::string_view id, domain::Siret siret); // false: it was not
  bool attached(std::string_view id, domain::Siret siret) const; // its own
  std::optional<domain::AccessRole> reach(std::string_view id, domain::Siret siret, domain::Date day) const; // its own or given; the greater
  bool proved(std::string_view id, domain::Siren siren, domain::Date day) const; // by its member code and payroll, or by who gave access
  std::vector<domain::Siren> companies(std::string_view id, domain::Date day) const;

  // Access of an account to a company, given by another; again it takes the place of what was given.
  void put_grant(const domain::AccessGrant& grant);
  bool revoke(std::string_view account, domain::Siren siren, std::string_view grantor, util::Instant at); // false: there was none
  std::vector<domain::AccessGrant> grants_by(std::string_view grantor) const; // those in force or to come, with their end
  std::vector<domain::AccessGrant> grants_to(std::string_view account) const;
  std::vector<domain::Account> list(std::optional<domain::AccountState> state) const; // by address

private:
  Engine& m_engine;
};

} // namespace myatlas::store
