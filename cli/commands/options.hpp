#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/json/json.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::cli {

// The value of an option that was given, nothing when it was not; what is wrong with it goes to
// `problems` under its name.
template <typename T, typename F>
std::optional<T> given(const std::string& text, F parse, const char* option, util::Errors& problems)
{
  return text.empty() ? std::nullopt
                      : util::collect(util::Result<T>(parse(text)), problems, option);
}

// What a file of JSON says to `read`; fails as reading the file does.
template <typename T>
util::Result<T> read_from(const std::string& file, util::Result<T> (*read)(std::string_view))
{
  const util::Result<std::string> text = util::read_file(file, formats::k_most_json_bytes);
  return text ? read(*text) : util::Result<T>(text.errors());
}

// The words that a parser knows, as the help shows them and the shell completes them: "pdc|vae".
// They are the last argument of what it says of a word it does not know.
template <typename T>
std::string words_known(util::Result<T> (*parse)(std::string_view))
{
  const util::Result<T> refused = parse("");
  std::string words;
  for (const char c : refused || refused.error().args.empty() ? "" : refused.error().args.back()) {
    words += c == ',' ? "|" : c == ' ' ? "" : std::string(1, c);
  }
  return words;
}

} // namespace myatlas::cli
