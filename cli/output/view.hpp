#pragma once

#include <string>
#include <vector>

#include "formats/json.hpp"
#include "messages/for_people.hpp"

namespace myatlas::cli {

enum class Show
{
  text,
  number, // to the right
  money,  // to the right, as the language writes amounts
  state,  // in words, and coloured
};

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

// A result: the document that json prints, and how a table, a list of lines or CSV is made of it.
struct View
{
  formats::Json document;
  std::vector<Field> fields;
  const char* list = nullptr; // the member that holds the rows; null: the document is one row
};

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
};

// The result as text. Only a table is translated.
std::string render(const View& view, Form form, const Screen& screen = {});

// A member of a row, null when it has none; and as one text, lists joined.
const formats::Json& member_of(const formats::Json& row, const char* name);
std::string plain_text(const formats::Json& value);

} // namespace myatlas::cli
