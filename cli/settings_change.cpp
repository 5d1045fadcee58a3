#include "settings_change.hpp"

#include <string_view>

#include <fmt/format.h>

#include "toml_file.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// The line of a file of settings, as TOML: a basic string.
std::string setting_line(const std::string& key, const std::string& value)
{
  std::string quoted;
  for (const char c : value) {
    quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return fmt::format("{} = \"{}\"", key, quoted);
}

// What stands behind the value, from its blank on (' # why'), in what is left of a line from its
// "=". Empty: nothing does.
std::string_view comment_of(std::string_view line)
{
  char quote = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (quote == 0 && line[i] == '#') {
      const std::size_t value = line.find_last_not_of(" \t", i - 1);
      return line.substr(value + 1);
    }
    if (quote == '"' && line[i] == '\\') {
      ++i;
    } else if (quote == 0 ? line[i] == '"' || line[i] == '\'' : line[i] == quote) {
      quote = quote == 0 ? line[i] : 0;
    }
  }
  return "";
}

// The name in front of the "=", which TOML lets stand in quotes.
std::string_view name_in(std::string_view line)
{
  const std::string_view name = util::trim(line.substr(0, line.find('=')));
  const bool is_quoted =
    name.size() > 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front();
  return is_quoted ? name.substr(1, name.size() - 2) : name;
}

std::string with_line(const std::string& text, const std::string& key, const std::string& value)
{
  std::string changed;
  bool is_set = value.empty();
  for (const std::string_view line : util::split(text, '\n')) {
    if (line.find('=') == line.npos || name_in(line) != key) {
      changed += std::string(line) + "\n";
    } else if (!is_set) {
      changed +=
        setting_line(key, value) + std::string(comment_of(line.substr(line.find('=')))) + "\n";
      is_set = true;
    }
  }
  while (changed.ends_with("\n\n") || changed == "\n") {
    changed.pop_back();
  }
  return is_set ? changed : changed + setting_line(key, value) + "\n";
}

} // namespace

// A file that was written by hand may have what lines do not tell, a value of several above all.
Result<std::string> with_setting(const std::string& text, const std::filesystem::path& file,
                                 const std::string& key, const std::string& value)
{
  std::string changed = with_line(text, key, value);
  const Result<toml::table> before = parse_toml(text, file), after = parse_toml(changed, file);
  if (!after && !before) {
    return after.errors(); // of another line, which is wrong already
  }
  const bool says_it =
    after && (value.empty() ? !after->contains(key) : (*after)[key].value<std::string>() == value);
  return says_it ? Result<std::string>(changed)
                 : Result<std::string>(Error{"settings.by_hand", {file.string(), key}});
}

} // namespace myatlas::cli
