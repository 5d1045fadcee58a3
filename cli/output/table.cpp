#include "output/table.hpp"

#include <algorithm>
#include <vector>

#include "output/cells.hpp"
#include "output/joined.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

std::size_t longest_word(const std::string& text)
{
  std::size_t longest = 0;
  for (const std::string_view word : util::split(text, ' ')) {
    longest = std::max(longest, util::length_utf8(word));
  }
  return longest;
}

// A column: its title, then a cell a row.
class Column
{
public:
  Column(const Field& field, const Screen& screen)
    : m_field(field), m_screen(screen), m_cells{{screen.texts.tr(field.title)}}
  {
  }

  void add(const Json& row) { m_cells.push_back(cell_of(row, m_field, m_screen)); }

  const std::string& title() const { return m_cells[0].text; }
  const Cell& cell(std::size_t row) const { return m_cells[row]; }
  bool may_go_below() const { return m_field.room == Room::if_wide; }
  bool is_below() const { return m_is_below; }
  void put_below(bool below) { m_is_below = below; }
  std::size_t width() const { return m_width; }
  bool gives_way() const { return !m_is_below && m_width > m_least; }
  void narrow() { --m_width; }

  // As wide as its cells want, and how narrow it may become: a column of texts down to its longest
  // word, others not at all.
  void measure()
  {
    m_width = widest_cell();
    m_least = m_field.show == Show::text ? std::max(k_narrowest_text, widest_word()) : m_width;
  }

  // The lines of a cell that is in the table.
  std::vector<std::string> lines_of(std::size_t row) const
  {
    const std::string text = m_is_below ? "" : m_cells[row].text;
    return util::length_utf8(text) > m_width ? folded(text, m_width) : std::vector{text};
  }

  std::string padded_line(const std::string& line, Tone tone) const
  {
    return padded({line, tone}, m_width, is_right(), m_screen);
  }

  std::size_t widest_cell() const
  {
    std::size_t width = 0;
    for (const Cell& cell : m_cells) {
      width = std::max(width, util::length_utf8(cell.text));
    }
    return width;
  }

private:
  std::size_t widest_word() const
  {
    std::size_t width = 0;
    for (const Cell& cell : m_cells) {
      width = std::max(width, longest_word(cell.text));
    }
    return width;
  }

  bool is_right() const
  {
    const Show show = m_field.show;
    return show == Show::number || show == Show::money || show == Show::percent;
  }

  const Field& m_field;
  const Screen& m_screen;
  std::vector<Cell> m_cells;
  std::size_t m_width = 0, m_least = 0;
  bool m_is_below = false; // there is no room for it in the table
};

// One row of a table, in as many lines as its highest cell has.
class TableRow
{
public:
  TableRow(const std::vector<Column>& columns, std::size_t row) : m_columns(columns), m_row(row)
  {
    for (const Column& column : columns) {
      m_cells.push_back(column.lines_of(row));
      m_height = std::max(m_height, m_cells.back().size());
    }
  }

  std::string text() const
  {
    std::string text;
    for (std::size_t n = 0; n < m_height; ++n) {
      text += line(n);
    }
    return text;
  }

private:
  std::string line(std::size_t n) const
  {
    std::string line;
    auto lines = m_cells.begin();
    for (const Column& column : m_columns) {
      line += column.is_below() ? "" : part(column, *lines, n);
      ++lines;
    }
    return without_tail(line);
  }

  std::string part(const Column& column, const std::vector<std::string>& lines, std::size_t n) const
  {
    const std::string gap(&column == &m_columns[0] ? 0 : k_gap, ' ');
    return gap + column.padded_line(n < lines.size() ? lines[n] : "", column.cell(m_row).tone);
  }

  const std::vector<Column>& m_columns;
  std::size_t m_row, m_height = 1;
  std::vector<std::vector<std::string>> m_cells; // each in its lines
};

class ListTable
{
public:
  ListTable(const View& view, const Screen& screen)
    : m_screen(screen), m_has_header(view.has_header),
      m_width_of_titles(width_of_titles(view.fields, screen.texts))
  {
    for (const Field& field : view.fields) {
      m_columns.emplace_back(field, screen);
    }
    for (const Json& row : view.document.at(view.list)) {
      add(row);
    }
    show_all();
  }

  std::string text()
  {
    make_room();
    const bool as_blocks = !fits() && m_rows > 1;
    return (as_blocks ? blocks() : table()) + below();
  }

private:
  void add(const Json& row)
  {
    ++m_rows;
    for (Column& column : m_columns) {
      column.add(row);
    }
  }

  // Columns go below the table, from the right, until it fits; all stay where it never does.
  void make_room()
  {
    for (std::size_t i = m_columns.size(); i-- > 1 && !fits();) {
      put_below_if_may(m_columns[i]);
    }
    if (!fits()) {
      show_all();
    }
  }

  void show_all()
  {
    for (Column& column : m_columns) {
      column.put_below(false);
    }
    narrow();
  }

  // The others may be as wide again as there is room for.
  void put_below_if_may(Column& column)
  {
    if (column.may_go_below()) {
      column.put_below(true);
      narrow();
    }
  }

  std::string table() const
  {
    std::string text;
    for (std::size_t n = m_has_header ? 0 : 1; n < m_rows; ++n) {
      text += TableRow(m_columns, n).text();
    }
    return text;
  }

  std::string blocks() const
  {
    std::string text = block(1);
    for (std::size_t n = 2; n < m_rows; ++n) {
      text += (text.empty() ? "" : "\n") + block(n);
    }
    return text;
  }

  // What is not in the table, row by row.
  std::string below() const
  {
    std::string text;
    const std::size_t width = m_columns[0].widest_cell();
    for (std::size_t n = 1; n < m_rows; ++n) {
      const std::string told = told_below(n);
      text += told.empty() ? "" : named(m_columns[0].cell(n).text, width, {told}, m_screen);
    }
    return text.empty() ? "" : "\n" + text;
  }

  std::string told_below(std::size_t row) const
  {
    std::string told;
    for (const Column& column : m_columns) {
      if (column.is_below() && !column.cell(row).text.empty()) {
        join_to(told, with_title(column, row), m_screen.texts.tr(N_("; ")));
      }
    }
    return told;
  }

  std::string with_title(const Column& column, std::size_t row) const
  {
    return m_screen.texts.trf(N_("{0}: {1}"), column.title(), column.cell(row).text);
  }

  std::size_t total() const
  {
    std::size_t sum = 0;
    for (const Column& column : m_columns) {
      sum += column.is_below() ? 0 : column.width() + k_gap;
    }
    return sum - k_gap; // the first is never below, and has no gap before it
  }

  bool fits() const { return m_screen.width == 0 || total() <= m_screen.width; }

  // Of the columns that give way; null: none does.
  Column* widest()
  {
    Column* widest = nullptr;
    for (Column& column : m_columns) {
      const bool is_wider = widest == nullptr || column.width() > widest->width();
      widest = column.gives_way() && is_wider ? &column : widest;
    }
    return widest;
  }

  // From what each column takes, the widest column of texts gives way first.
  void narrow()
  {
    std::ranges::for_each(m_columns, &Column::measure);
    while (!fits()) {
      Column* column = widest();
      if (column == nullptr) {
        return;
      }
      column->narrow();
    }
  }

  // A row that fits no width, a member a line; those it has not are left out.
  std::string block(std::size_t row) const
  {
    std::string text;
    for (const Column& column : m_columns) {
      const Cell& cell = column.cell(row);
      text += cell.text.empty() ? "" : named(column.title(), m_width_of_titles, cell, m_screen);
    }
    return text;
  }

  const Screen& m_screen;
  bool m_has_header;
  std::size_t m_width_of_titles;
  std::vector<Column> m_columns;
  std::size_t m_rows = 1; // with that of the titles
};

} // namespace

std::string list_table(const View& view, const Screen& screen)
{
  return ListTable(view, screen).text();
}

std::string one_table(const View& view, const Screen& screen)
{
  const std::size_t width = width_of_titles(view.fields, screen.texts);
  std::string table;
  for (const Field& field : view.fields) {
    const Cell cell = cell_of(view.document, field, screen);
    table += named(screen.texts.tr(field.title), width, cell, screen);
  }
  return table;
}

} // namespace myatlas::cli
