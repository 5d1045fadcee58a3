#include "output/table.hpp"

#include <algorithm>
#include <vector>

#include "output/joined.hpp"
#include "texts/contribution_words.hpp"
#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

constexpr std::size_t k_gap = 2; // blanks between columns
constexpr std::size_t k_narrowest_text =
  18; // a column of texts is not folded below that, so an identifier stays whole

// A cell as it is shown, and how it is coloured.
struct Shown
{
  std::string text;
  Tone tone = Tone::plain;
};

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

Shown shown(const Json& row, const Field& field, const Screen& screen)
{
  const Json& value = member_of(row, field.member);
  if (value.is_boolean()) {
    return {screen.texts.tr(value.get<bool>() ? N_("yes") : N_("no"))};
  }
  const std::string text = plain_text(value);
  if (field.show == Show::state) {
    return {util::printable(
              each_told(text, [&](const std::string& one) { return words_of(screen.texts, one); })),
            tone_of(text)};
  }
  if (field.show == Show::percent) {
    const auto rate =
      text.empty() ? util::Result<domain::Rate>(domain::Rate{}) : domain::Rate::parse(text);
    return {text.empty() || !rate ? text : percent_for_people(screen.texts, *rate)};
  }
  if (field.show == Show::month) {
    return {screen.texts.days(text)};
  }
  if (field.show == Show::number) {
    return {number_for_people(screen.texts, text)};
  }
  return {util::printable(field.show == Show::money && !text.empty()
                            ? screen.texts.money(text)
                            : screen.texts.time(text, screen.zone))};
}

std::string painted(const std::string& text, Tone tone, const Screen& screen)
{
  constexpr const char* k_codes[] = {"", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
  const char* code = k_codes[static_cast<std::size_t>(tone)];
  return screen.color && *code != 0 && !text.empty() ? code + text + "\x1b[0m" : text;
}

std::string padded(const Shown& cell, std::size_t width, bool right, const Screen& screen)
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

// A text in lines of at most `width` characters, parted at blanks where there are some.
std::vector<std::string> folded(const std::string& text, std::size_t width)
{
  std::vector<std::string> lines(1);
  for (const std::string_view word : util::split(text, ' ')) {
    const std::size_t length = util::length_utf8(lines.back());
    if (!lines.back().empty() && length + 1 + util::length_utf8(word) > width) {
      lines.emplace_back();
    }
    lines.back() += (lines.back().empty() ? "" : " ") + std::string(word);
  }
  return lines;
}

// A value beside its name, folded beside it when the screen is narrow.
std::string named(const std::string& name, std::size_t width, const Shown& value,
                  const Screen& screen)
{
  const std::size_t room =
    screen.width > width + k_gap + k_narrowest_text ? screen.width - width - k_gap : SIZE_MAX;
  std::string text;
  for (const std::string& line : folded(value.text, room)) {
    text += without_tail(padded({text.empty() ? name : ""}, width, false, screen) +
                         std::string(k_gap, ' ') + painted(line, value.tone, screen));
  }
  return text;
}

using Rows = std::vector<std::vector<Shown>>; // the titles first

class ListTable
{
public:
  ListTable(const View& view, const Screen& screen)
    : m_fields(view.fields), m_screen(screen), m_has_header(view.has_header), m_rows(1)
  {
    for (const Field& field : m_fields) {
      m_rows[0].push_back({screen.texts.tr(field.title)});
    }
    for (const Json& item : view.document.at(view.list)) {
      m_rows.emplace_back();
      for (const Field& field : m_fields) {
        m_rows.back().push_back(shown(item, field, screen));
      }
    }
    show_all();
  }

  std::string text()
  {
    for (std::size_t i = m_fields.size(); i-- > 1 && !fits();) {
      if (m_fields[i].room == Room::if_wide) {
        put_below(i);
      }
    }
    if (!fits()) {
      show_all();
    }
    std::string table;
    const bool as_blocks = !fits() && m_rows.size() > 1;
    for (const auto& row : m_rows) {
      if (&row == &m_rows[0] && !m_has_header) {
        continue;
      }
      if (!as_blocks) {
        table += lines(row);
      } else if (&row != &m_rows[0]) {
        table += block(row, table.empty());
      }
    }
    return table + below();
  }

private:
  void show_all()
  {
    m_below.assign(m_fields.size(), false);
    narrow();
  }

  // The others may be as wide again as there is room for.
  void put_below(std::size_t column)
  {
    m_below[column] = true;
    narrow();
  }

  // What is not in the table, row by row.
  std::string below() const
  {
    std::string text;
    const std::size_t width = width_of(0);
    for (std::size_t n = 1; n < m_rows.size(); ++n) {
      std::string told;
      for (std::size_t i = 0; i < m_fields.size(); ++i) {
        if (m_below[i] && !m_rows[n][i].text.empty()) {
          join_to(told, m_screen.texts.trf(N_("{0}: {1}"), m_rows[0][i].text, m_rows[n][i].text),
                  m_screen.texts.tr(N_("; ")));
        }
      }
      if (!told.empty()) {
        text += text.empty() ? "\n" : "";
        text += named(m_rows[n][0].text, width, {told}, m_screen);
      }
    }
    return text;
  }

  std::size_t width_of(std::size_t column) const
  {
    std::size_t width = 0;
    for (const auto& row : m_rows) {
      width = std::max(width, util::length_utf8(row[column].text));
    }
    return width;
  }

  std::size_t total() const
  {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
      const std::size_t gap = i == 0 ? 0 : k_gap;
      sum += m_below[i] ? 0 : m_widths[i] + gap;
    }
    return sum;
  }

  bool fits() const { return m_screen.width == 0 || total() <= m_screen.width; }

  // The longest word of a column: narrower it cannot be.
  std::size_t least(std::size_t column) const
  {
    std::size_t longest = k_narrowest_text;
    for (const auto& row : m_rows) {
      for (const std::string_view word : util::split(row[column].text, ' ')) {
        longest = std::max(longest, util::length_utf8(word));
      }
    }
    return longest;
  }

  // From what each column takes, the widest column of texts gives way first.
  void narrow()
  {
    m_widths.clear();
    std::vector<std::size_t> leasts;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
      m_widths.push_back(width_of(i));
      leasts.push_back(m_fields[i].show == Show::text ? least(i) : m_widths[i]);
    }
    while (!fits()) {
      std::size_t widest = m_fields.size();
      for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const bool gives = !m_below[i] && m_widths[i] > leasts[i];
        widest =
          gives && (widest == m_fields.size() || m_widths[i] > m_widths[widest]) ? i : widest;
      }
      if (widest == m_fields.size()) {
        return;
      }
      --m_widths[widest];
    }
  }

  bool is_right(std::size_t column) const
  {
    return m_fields[column].show == Show::number || m_fields[column].show == Show::money ||
           m_fields[column].show == Show::percent;
  }

  // The lines of a cell that is in the table.
  std::vector<std::string> lines_of(const std::string& text, std::size_t column) const
  {
    if (m_below[column]) {
      return {""};
    }
    return util::length_utf8(text) > m_widths[column] ? folded(text, m_widths[column])
                                                      : std::vector{text};
  }

  std::string lines(const std::vector<Shown>& row) const
  {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(lines_of(row[i].text, i));
      height = std::max(height, cells.back().size());
    }
    std::string text;
    for (std::size_t n = 0; n < height; ++n) {
      text += line_of(row, cells, n);
    }
    return text;
  }

  std::string line_of(const std::vector<Shown>& row,
                      const std::vector<std::vector<std::string>>& cells, std::size_t n) const
  {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (m_below[i]) {
        continue;
      }
      const Shown part{n < cells[i].size() ? cells[i][n] : "", row[i].tone};
      line.append(i == 0 ? 0 : k_gap, ' ');
      line += padded(part, m_widths[i], is_right(i), m_screen);
    }
    return without_tail(line);
  }

  // A row that fits no width, a member a line; those it has not are left out.
  std::string block(const std::vector<Shown>& row, bool first) const
  {
    std::size_t width = 0;
    for (const Shown& title : m_rows[0]) {
      width = std::max(width, util::length_utf8(title.text));
    }
    std::string text = first ? "" : "\n";
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i].text.empty() ? "" : named(m_rows[0][i].text, width, row[i], m_screen);
    }
    return text;
  }

  const std::vector<Field>& m_fields;
  const Screen& m_screen;
  bool m_has_header;
  Rows m_rows;
  std::vector<std::size_t> m_widths;
  std::vector<bool> m_below; // columns there is no room for
};

} // namespace

std::string list_table(const View& view, const Screen& screen)
{
  return ListTable(view, screen).text();
}

std::string one_table(const View& view, const Screen& screen)
{
  std::size_t width = 0;
  for (const Field& field : view.fields) {
    width = std::max(width, util::length_utf8(screen.texts.tr(field.title)));
  }
  std::string table;
  for (const Field& field : view.fields) {
    table +=
      named(screen.texts.tr(field.title), width, shown(view.document, field, screen), screen);
  }
  return table;
}

} // namespace myatlas::cli
