#pragma once

#include <string>
#include <vector>

#include "formats/json.hpp"

namespace myatlas::cli {

enum class Show
{
  text,
  number, // to the right
  money,  // to the right, as the language writes amounts
};

// A member to show and its title in a table (a msgid).
struct Field
{
  const char* member;
  const char* title;
  Show show = Show::text;
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

// The result as text. Only a table is translated.
std::string render(const View& view, Form form);

// Amounts for people: "1 234,56 €" in French, "€1,234.56" in English.
std::string money_for_people(const std::string& amount);

} // namespace myatlas::cli
