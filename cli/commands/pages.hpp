#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/json/json.hpp"
#include "operations/pages.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

// What lists that come in pages share.
namespace myatlas::cli {

using operations::parse_limit;

// To a person, before a list's table: the key it goes on from; null: it is whole.
inline void note_more(Session& session, const formats::Json& next)
{
  if (!next.is_null() && session.form() == Form::table) {
    session.note(session.texts().trf(N_("There are more: --after {0} goes on."),
                                     next.is_string() ? next.get<std::string>() : next.dump()));
  }
}

} // namespace myatlas::cli
