#pragma once

#include <string>

#include "util/file.hpp"

namespace myatlas::formats {

// True when the file begins with an object: a line of JSON a row, as export writes it.
bool is_json_lines(const util::FileHandle& file);

// JSON lines as CSV of ours, in a file without a name: the members of the first object are the
// columns. Fails with json.syntax, json.not_object, json.member_unknown (name), json.member_type
// (name), each with its line.
util::Result<util::FileHandle> json_lines_as_csv(const util::FileHandle& file,
                                                 const std::string& name);

} // namespace myatlas::formats
