#pragma once

#include <string>

#include "formats/json/json.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

// Which parts of a report are asked for.
enum class ReportPart
{
  contributions,
  due,
  dossiers,
  months,
  refusals,
};

// A part of a report: its title, and its table with the member a bar is drawn of.
struct ReportSection
{
  ReportPart part;
  const char* member; // of the document
  const char* title;  // msgid
  const char* bar;    // member of a row; null: none
};

// How long the bar of a figure is to be beside others: nothing of what is none, or below nothing.
std::int64_t size_of_figure(const formats::Json& value);
std::int64_t greatest_of(const formats::Json& rows, const char* member);

// A page for the browser and the printer, by itself: no script, nothing from elsewhere. It shows
// what the document holds and no other figure.
std::string report_page(const Texts& texts, const formats::Json& document,
                        const std::vector<ReportSection>& sections, const std::string& title);

} // namespace myatlas::cli
