#pragma once

#include <string>
#include <vector>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// A statement of contributions as it is printed: every text ready, in the language of the reader.
struct StatementRow
{
  std::string label, base, rate, amount, collector, due,
    note; // note: the article, or why there is nothing
};

struct Statement
{
  std::string title, subtitle;    // "Contributions…", "Masse salariale 2025"
  std::string firm, client, date; // names; firm may be empty
  std::string firm_title, client_title;
  std::vector<std::string> column_titles; // six: what, base, rate, amount, collector, due
  std::vector<StatementRow> rows;
  std::vector<StatementRow> totals; // label and amount
  std::string notes_title, explanation_title;
  std::vector<std::string>
    notes; // what the figures are to be read with: that a headcount is an estimate
  std::vector<std::string> explanation;
  std::string foot;      // on every page
  std::string page_word; // "page"
};

// A4 pages; a table that does not fit goes on over the page. Fails as Pdf::create and finish do.
util::Result<std::string> statement_pdf(const Statement& statement, util::Instant created);

} // namespace myatlas::formats
