#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/account/access.hpp"
#include "domain/values/person.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// Access to a company given to an address that has no active account; its grant names no account.
struct Invitation
{
  domain::EmailAddress email;
  domain::AccessGrant grant;
};

class Invitations
{
public:
  explicit Invitations(Engine& engine) : m_engine(engine) {}

  void put(const Invitation& invitation); // again takes the place of what was given
  bool drop(const domain::EmailAddress& email, domain::Siren siren,
            std::string_view grantor);    // false: there was none
  void drop_by(std::string_view grantor); // all it gave
  void drop_by(std::string_view grantor,
               domain::Siren siren); // of that company or training provider
  std::vector<Invitation> by(std::string_view grantor) const;
  std::optional<Invitation> find(const domain::EmailAddress& email, domain::Siren siren,
                                 std::string_view grantor) const;
  std::vector<Invitation>
  take(const domain::EmailAddress& email); // all to it, which are there no longer

private:
  Engine& m_engine;
};

} // namespace myatlas::store
