#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "command.hpp"
#include "domain/values/names.hpp"
#include "formats/json/json.hpp"
#include "formats/json/shape.hpp"
#include "util/file.hpp"
#include "util/result.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

// An option whose value is a text of a form.
template <typename Form>
struct TextOption
{
  const char* flags;
  domain::TextMember<Form> text;
  const char* value; // what it is called in the help
  const char* help;  // msgid
};

template <typename Form, std::size_t count>
void add_options(CommandLine& line, Form& form, const TextOption<Form> (&options)[count])
{
  for (const TextOption<Form>& option : options) {
    line.option(option.flags, form.*option.text, option.value, option.help);
  }
}

// What a file of JSON says to `read`; fails as reading the file does.
template <typename T>
util::Result<T> read_from(const std::string& file, util::Result<T> (*read)(std::string_view))
{
  TRY_ASSIGN(const std::string text, util::read_file(file, formats::k_most_json_bytes));
  return read(text);
}

// The words that a parser knows, as the help shows them and the shell completes them: "pdc|vae".
template <typename T>
std::string words_known(util::Result<T> (*parse)(std::string_view))
{
  std::string words = formats::words_of(parse);
  std::erase(words, ' ');
  std::ranges::replace(words, ',', '|');
  return words;
}

} // namespace myatlas::cli
