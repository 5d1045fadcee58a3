#pragma once

#include <algorithm>

#include "output/plain_text.hpp"
#include "session.hpp"

namespace myatlas::cli {

// A column of what rows are called in somebody's books. Programs always get it, a table where a row
// has one.
inline View with_reference(const Session& session, View view, const Field& reference)
{
  const bool is_told = std::ranges::any_of(view.document[view.list], [&](const formats::Json& row) {
    return !member_of(row, reference.member).is_null();
  });
  if (is_told || !session.is_table()) {
    view.fields.push_back(reference);
  }
  return view;
}

} // namespace myatlas::cli
