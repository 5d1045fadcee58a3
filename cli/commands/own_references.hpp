#pragma once

#include "output/view.hpp"
#include "session.hpp"

namespace myatlas::cli {

// A column of what rows are called in somebody's books. Programs always get it, a table where a row
// has one.
inline View with_reference(const Session& session, View view, const Field& reference)
{
  if (tells(view, reference.member) || !session.is_table()) {
    view.fields.push_back(reference);
  }
  return view;
}

} // namespace myatlas::cli
