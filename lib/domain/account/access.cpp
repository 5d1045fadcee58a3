#include "domain/account/access.hpp"

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<AccessRole> k_roles[] = {{"manager", AccessRole::manager},
                                              {"reader", AccessRole::reader},
                                              {"gestionnaire", AccessRole::manager},
                                              {"lecteur", AccessRole::reader}};

} // namespace

const char* to_text(AccessRole role)
{
  return name_of(k_roles, role);
}

util::Result<AccessRole> parse_access_role(std::string_view text)
{
  return value_of(k_roles, text, "access.role_unknown");
}

} // namespace myatlas::domain
