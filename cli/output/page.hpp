#pragma once

#include <string>

#include "formats/json/json.hpp"
#include "outcomes.hpp"

namespace myatlas::cli {

// Leaves of the rows of a document (its member `list`) the page that is asked for: at most `limit`
// ("20"; empty: all), those behind the row that `after` names (empty: from the first). The member
// "next" becomes the key that the page goes on behind, null where none follows.
//
// A row is called by what it begins with, and by more of it where others begin alike:
// "paul@cabinet.fr/732829320". Where rows go up or down by what they begin with, that is the key: a
// row that has left the list since has its place. Else the key names the row behind too,
// "F7..F3", and the page goes on there. Nothing is passed over; what cannot be placed is
// list.after (key) at --after. limit.form (text) at --limit.
Outcome cut_page(formats::Json& document, const char* list, const std::string& limit,
                 const std::string& after);

} // namespace myatlas::cli
