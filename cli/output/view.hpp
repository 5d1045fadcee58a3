#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "formats/json/json.hpp"
#include "outcomes.hpp"
#include "output/show.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

// What becomes of a column where the screen is too narrow for all of them.
enum class Room
{
  always,
  if_wide, // else it is told below the table
};

// A member to show and its title in a table (a msgid).
struct Field
{
  const char* member;
  const char* title;
  Show show = Show::text;
  Room room = Room::always;
};

// Fields of a table that stands in the program.
template <std::size_t count>
std::vector<Field> fields_of(const Field (&table)[count])
{
  return {table, table + count};
}

// Those and a few more behind them.
std::vector<Field> fields_and(std::vector<Field> fields, std::initializer_list<Field> more);

// A result: the document that json prints, and how a table, a list of lines or CSV is made of it.
struct View
{
  formats::Json document;
  std::vector<Field> fields;
  const char* list = nullptr; // the member that holds the rows; null: the document is one row
  bool has_header = true;     // whether a table or CSV says what its columns are
};

// What is asked of a list.
struct ListOptions
{
  std::vector<std::string> columns; // members, in their order; empty: those of the list
  std::string sort;                 // a member; "-member": the other way round
  bool no_header = false;
  std::string limit, after; // at most so many rows; those behind the row of this key
};

// Whether a row has something under that member.
bool tells(const View& view, const char* member);

// With what the account calls its clients, where a row says it and the list does not show it yet.
View with_client_references(View view);

// The list so arranged; `options` must outlive it. Fails with list.column (name, those there are),
// and as cut_page.
Result<View> arranged(View view, const ListOptions& options);

// How CSV is written.
enum class CsvStyle
{
  machine, // commas, decimal points, LF
  excel,   // as a French Excel opens it: UTF-8 with its mark, semicolons, decimal commas, CR LF
};

CsvStyle parse_csv_style(const std::string& name); // "excel"; anything else is the machine's

// The mark a file begins with, and a line of it. Cells that are numbers are told apart by whom they
// are for.
const char* csv_mark(CsvStyle style);
std::string csv_line(const std::vector<std::string>& cells, CsvStyle style);
std::string csv_number(std::string text, CsvStyle style); // with the decimal mark of the style

enum class Form
{
  table,
  json,
  jsonl,
  csv,
};

Form parse_form(const std::string& name);

// What a table is shown on.
struct Screen
{
  std::size_t width = 0; // columns; 0: no matter how many
  bool color = false;
  const util::TimeZone* zone = nullptr; // of the times shown; null: UTC
  CsvStyle csv = CsvStyle::machine;
  texts::Texts texts = {};
};

} // namespace myatlas::cli
