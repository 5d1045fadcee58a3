#pragma once

#include <string>

#include "formats/json/json.hpp"
#include "formats/text/dialect.hpp"

namespace myatlas::operations {

inline std::string name_of_batch(std::int64_t number)
{
  return "B-" + std::to_string(number);
}

// How a table was read, of its report or of its batch.
template <typename Read>
formats::Json convention_json(const Read& read)
{
  return {{"encoding", read.encoding},
          {"separator", formats::text_or_null(read.separator)},
          {"decimal", read.decimal ? formats::Json(formats::to_text(*read.decimal)) : nullptr},
          {"dates", formats::to_text(read.dates)}};
}

} // namespace myatlas::operations
