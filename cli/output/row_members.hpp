#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/show.hpp"

namespace myatlas::cli {

// A member that the rows of a list may have, and how a person is shown it.
struct RowMember
{
  std::string name;
  Show show = Show::text;
};

// Those of a list, by the schema that its document names: also of one without rows. Members that
// are objects are left out; none: the schema is unknown.
std::vector<RowMember> members_of_rows(std::string_view schema, const char* list);

// Its title in a table (a msgid); its name where no list shows it by itself.
const char* title_of_column(const std::string& name);

} // namespace myatlas::cli
