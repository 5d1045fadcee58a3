#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "operations/pages.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

// What lists that come in pages share.
namespace myatlas::cli {

using operations::parse_limit;

inline void bind_of_company(CommandLine& line, operations::OfCompany& o)
{
  add_company_filter(line, o.company);
}

// To a person, before a list: the key it goes on from; null: it is whole. A document tells it.
inline void note_more(Session& session, const formats::Json& next)
{
  if (!next.is_null() && !session.is_json()) {
    session.note(session.texts().trf(N_("There are more: --after {0} goes on."),
                                     next.is_string() ? next.get<std::string>() : next.dump()));
  }
}

} // namespace myatlas::cli
