#include "formats/text/cell_faults.hpp"

#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

bool is_error_of_sheet(std::string_view text)
{
  constexpr std::string_view k_errors[] = {
    "#N/A",   "#REF!",    "#VALUE!", "#DIV/0!", "#NAME?",   "#NULL!",        "#NUM!",   "#SPILL!",
    "#CALC!", "#VALEUR!", "#NOM?",   "#NUL!",   "#NOMBRE!", "#PROPAGATION!", "#CALCUL!"};
  return text.starts_with('#') && util::contains(k_errors, util::to_upper(text));
}

// Of one character of UTF-8.
char32_t code_point(std::string_view character)
{
  const auto first = static_cast<unsigned char>(character[0]);
  char32_t value = first & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) {
    value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return value;
}

// "U+200B"
std::string code_point_name(std::string_view character)
{
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(code_point(character)));
}

bool is_blank_of_any_width(char32_t c)
{
  return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x2800 || c == 0x3000;
}

bool is_none(char32_t)
{
  return false;
}

// The first that nobody sees: one of no width, or where there are blanks and nothing else.
std::string_view first_unseen(std::string_view text)
{
  const std::string_view invisible = util::first_invisible(text);
  const bool shows_nothing = util::first_outside(text, is_blank_of_any_width).empty();
  return invisible.empty() && shows_nothing ? util::first_outside(text, is_none) : invisible;
}

} // namespace

std::optional<util::Error> fault_of_sheet(std::string_view text)
{
  if (text.starts_with(k_uncomputed)) { // the formula itself is told
    return util::Error{"cell.uncomputed", {std::string(text.substr(1))}};
  }
  return is_error_of_sheet(text) ? std::optional(util::Error{"cell.error", {std::string(text)}})
                                 : std::nullopt;
}

std::optional<util::Error> fault_in_text(std::string_view text)
{
  if (util::has_hidden(text)) {
    return util::Error{"text.control", {util::printable(text)}};
  }
  const std::string_view unseen = first_unseen(text);
  return unseen.empty() ? std::nullopt
                        : std::optional(util::Error{
                            "text.invisible", {util::printable(text), code_point_name(unseen)}});
}

} // namespace myatlas::formats
