#include "operations/pages.hpp"

#include <string>

#include "util/text.hpp"

namespace myatlas::operations {

util::Result<std::int64_t> parse_limit(std::string_view text)
{
  const bool right =
    util::is_digits(text) && text.size() <= 6 && text.find_first_not_of('0') != text.npos;
  return right ? util::Result<std::int64_t>(std::stoll(std::string(text)))
               : util::Result<std::int64_t>(util::Error{"limit.form", {std::string(text)}});
}

} // namespace myatlas::operations
