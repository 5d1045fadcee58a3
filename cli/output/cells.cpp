#include "output/cells.hpp"

#include <algorithm>

#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "texts/contribution_words.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

// "14.00" is 14 to a person, "10.50" 10.5.
std::string number_for_people(const Texts& texts, std::string number)
{
  const std::size_t point = number.find('.');
  if (point == number.npos) {
    return number;
  }
  number.erase(number.find_last_not_of('0') + 1);
  return number.back() == '.' ? number.substr(0, point)
                              : number.replace(point, 1, texts.tr(N_(".")));
}

std::string rate_told(const Texts& texts, const std::string& text)
{
  const auto rate = domain::Rate::parse(text);
  return rate ? percent_for_people(texts, *rate) : text;
}

std::string percent_told(const Texts& texts, const std::string& text)
{
  return text.empty() ? text : rate_told(texts, text);
}

std::string states_told(const Texts& texts, const std::string& text)
{
  return each_told(text, [&](const std::string& one) { return words_of(texts, one); });
}

// A value as a person reads it.
std::string told(const std::string& text, Show show, const Screen& screen)
{
  const Texts& texts = screen.texts;
  switch (show) {
  case Show::state:
    return util::printable(states_told(texts, text));
  case Show::percent:
    return percent_told(texts, text);
  case Show::month:
    return texts.days(text);
  case Show::number:
    return number_for_people(texts, text);
  case Show::money:
    return util::printable(text.empty() ? text : texts.money(text));
  case Show::text:
    return util::printable(texts.time(text, screen.zone));
  }
  return text;
}

const char* yes_or_no(bool value)
{
  return value ? N_("yes") : N_("no");
}

constexpr const char* k_tone_codes[] = {"", "\x1b[32m", "\x1b[33m", "\x1b[31m"};

bool takes_color(const std::string& text, const Screen& screen)
{
  return screen.color && !text.empty();
}

std::string painted(const std::string& text, Tone tone, const Screen& screen)
{
  const char* code = k_tone_codes[static_cast<std::size_t>(tone)];
  return takes_color(text, screen) && *code != 0 ? code + text + "\x1b[0m" : text;
}

bool has_room_for(const std::string& line, std::string_view word, std::size_t width)
{
  return line.empty() || util::length_utf8(line) + 1 + util::length_utf8(word) <= width;
}

// For values beside names of that width; as much as they want where it is too little for a text.
std::size_t room_beside(std::size_t width, const Screen& screen)
{
  const std::size_t taken = width + k_gap;
  return screen.width > taken + k_narrowest_text ? screen.width - taken : SIZE_MAX;
}

std::string beside(const std::string& name, const std::string& line)
{
  return without_tail(name + std::string(k_gap, ' ') + line);
}

} // namespace

Cell cell_of(const Json& row, const Field& field, const Screen& screen)
{
  const Json& value = member_of(row, field.member);
  if (value.is_boolean()) {
    return {screen.texts.tr(yes_or_no(value.get<bool>()))};
  }
  const std::string text = plain_text(value);
  return {told(text, field.show, screen), field.show == Show::state ? tone_of(text) : Tone::plain};
}

std::string padded(const Cell& cell, std::size_t width, bool right, const Screen& screen)
{
  const std::size_t length = util::length_utf8(cell.text);
  const std::string blanks(width > length ? width - length : 0, ' ');
  const std::string text = painted(cell.text, cell.tone, screen);
  return right ? blanks + text : text + blanks;
}

std::string without_tail(std::string line)
{
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::vector<std::string> folded(const std::string& text, std::size_t width)
{
  std::vector<std::string> lines(1);
  for (const std::string_view word : util::split(text, ' ')) {
    if (!has_room_for(lines.back(), word, width)) {
      lines.emplace_back();
    }
    join_to(lines.back(), word, " ");
  }
  return lines;
}

std::string named(const std::string& name, std::size_t width, const Cell& value,
                  const Screen& screen)
{
  std::string text;
  for (const std::string& line : folded(value.text, room_beside(width, screen))) {
    const Cell title{text.empty() ? name : ""};
    text += beside(padded(title, width, false, screen), painted(line, value.tone, screen));
  }
  return text;
}

std::size_t width_of_titles(const std::vector<Field>& fields, const Texts& texts)
{
  std::size_t width = 0;
  for (const Field& field : fields) {
    width = std::max(width, util::length_utf8(texts.tr(field.title)));
  }
  return width;
}

} // namespace myatlas::cli
