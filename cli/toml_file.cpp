#include "toml_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "util/file.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// The first line that nests tables deeply, 0 for none: each level is a table in the next, and the
// reader goes down all of them at once. No setting is in a table at all, and no value has so many
// dots.
std::size_t deep_line(std::string_view content)
{
  constexpr std::ptrdiff_t k_most_dots = 32;
  std::size_t number = 0;
  for (const std::string_view line : util::split(content, '\n')) {
    ++number;
    const std::string_view bare = util::trim(line);
    if (!bare.starts_with('#') && std::ranges::count(bare, '.') > k_most_dots) {
      return number;
    }
  }
  return 0;
}

} // namespace

Result<toml::table> read_toml(const std::filesystem::path& path)
{
  const Result<std::string> content = util::read_file(path, k_longest_toml);
  return content ? parse_toml(*content, path)
                 : Result<toml::table>(Error{"settings.file", {path.string()}});
}

Result<toml::table> parse_toml(const std::string& content, const std::filesystem::path& path)
{
  if (const std::size_t line = deep_line(content)) {
    return Error{"settings.deep", {fmt::format("{}:{}", path.string(), line)}};
  }
  try {
    return toml::table(toml::parse(content));
  } catch (const toml::parse_error& error) {
    const std::string place = fmt::format("{}:{}", path.string(), error.source().begin.line);
    return Error{"settings.syntax", {place, std::string(error.description())}};
  }
}

} // namespace myatlas::cli
