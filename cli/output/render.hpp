#pragma once

#include <string>

#include "output/view.hpp"

namespace myatlas::cli {

// The result as text. Only a table is translated.
std::string render(const View& view, Form form, const Screen& screen = {});

} // namespace myatlas::cli
