#pragma once

#include <optional>
#include <string_view>

namespace myatlas::formats {

// A line of a DSN: "S21.G00.30.001,'value'".
struct DsnRubric
{
  std::string_view block, field, value; // "S21.G00.30", "001"
};

inline std::optional<DsnRubric> rubric_in(std::string_view line)
{
  const std::size_t close = line.rfind('\'');
  const bool right = line.size() > 16 && line.starts_with("S") && line.substr(3, 2) == ".G" &&
                     line[7] == '.' && line[10] == '.' && line.substr(14, 2) == ",'" &&
                     close != line.npos && close > 15;
  if (!right) {
    return std::nullopt;
  }
  return DsnRubric{line.substr(0, 10), line.substr(11, 3), line.substr(16, close - 16)};
}

} // namespace myatlas::formats
