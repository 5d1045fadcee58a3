#pragma once

#include <string>
#include <vector>

#include "domain/account/access.hpp"

namespace myatlas::services {

struct AccessForm
{
  std::string email, company, role, until;
  std::vector<std::string> also = {}; // other numbers of the company
};

// An access and the addresses of both.
struct AccessView
{
  domain::AccessGrant grant;
  std::string account, grantor;
  bool in_force = false;
};

enum class AccessChange
{
  given,
  renewed, // in the place of what was given
  none,    // it was so already
};

} // namespace myatlas::services
