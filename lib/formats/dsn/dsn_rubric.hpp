#pragma once

#include <optional>
#include <string_view>

namespace myatlas::formats {

// A line of a DSN: "S21.G00.30.001,'value'".
struct DsnRubric
{
  std::string_view name, block, value; // "S21.G00.30.001", "S21.G00.30"
};

// "S21.G00.30.001"
inline bool is_rubric_name(std::string_view text)
{
  return text.starts_with("S") && text.substr(3, 2) == ".G" && text[7] == '.' && text[10] == '.';
}

inline std::optional<DsnRubric> rubric_in(std::string_view line)
{
  if (line.size() <= 16 || !is_rubric_name(line.substr(0, 14)) || line.substr(14, 2) != ",'") {
    return std::nullopt;
  }
  const std::string_view value = line.substr(16);
  const std::size_t close = value.rfind('\'');
  if (close == value.npos) {
    return std::nullopt;
  }
  return DsnRubric{line.substr(0, 14), line.substr(0, 10), value.substr(0, close)};
}

} // namespace myatlas::formats
