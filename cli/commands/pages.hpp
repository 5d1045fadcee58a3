#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/json.hpp"
#include "messages/tr.hpp"
#include "session.hpp"
#include "util/text.hpp"

// What lists that come in pages share.
namespace myatlas::cli {

// "20": "limit.form" (text).
inline util::Result<std::int64_t> parse_limit(std::string_view text)
{
  const bool right = util::is_digits(text) && text.size() <= 6 && text.find_first_not_of('0') != text.npos;
  return right ? util::Result<std::int64_t>(std::stoll(std::string(text))) : util::Result<std::int64_t>(util::Error{"limit.form", {std::string(text)}});
}

// To a person, before a list's table: the key it goes on from; null: it is whole.
inline void note_more(Session& session, const formats::Json& next)
{
  if (!next.is_null() && session.form() == Form::table) {
    session.note(trf(N_("There are more: --after {0} goes on."), next.is_string() ? next.get<std::string>() : next.dump()));
  }
}

} // namespace myatlas::cli
