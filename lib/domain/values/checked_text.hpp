#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// A text that obeys Rule: it is made by `parse` only, so one that exists is right. Rule::normalize
// cleans and checks.
template <typename Rule>
class CheckedText
{
public:
  static util::Result<CheckedText> parse(std::string_view text)
  {
    util::Result<std::string> normal = Rule::normalize(text);
    if (!normal) {
      return normal.errors();
    }
    return CheckedText(*std::move(normal));
  }

  const std::string& text() const { return m_text; }
  bool operator==(const CheckedText&) const = default;

private:
  explicit CheckedText(std::string text) : m_text(std::move(text)) {}
  std::string m_text;
};

} // namespace myatlas::domain
