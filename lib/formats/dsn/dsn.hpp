#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/dsn/dsn_declaration.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// All declarations of a file. Fails, all at once, with dsn.form (not NEODeS text), dsn.line (a line
// that is no rubric), dsn.cut (no end), dsn.count (lines said, lines found), dsn.norm, dsn.amount,
// dsn.date, dsn.siret (rubric, value), each with its line.
util::Result<DsnDeclarations> read_dsn(std::string_view text, const std::string& name);

} // namespace myatlas::formats
