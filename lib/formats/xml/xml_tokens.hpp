#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::formats {

// What is left of a document once libxml2 has read it, as a text that a process can hand to
// another; each part ends with NUL, which XML cannot hold: 'U' a namespace, counted from 0 · 'E' an
// element: the number of its namespace or nothing, its name, its own text · 'A' an attribute of it:
// name, value · ')' its end. Errors as XmlDocument::parse has them, but xml.costly.
util::Result<std::string> xml_tokens(std::string_view bytes);

// Whether libxml2 is there: xml.library (name).
util::Outcome xml_library();

} // namespace myatlas::formats
