#include "output/report_page.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "formats/mail/markup.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "output/view.hpp"
#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/decimal.hpp"
#include "words.hpp"

namespace myatlas::cli {

std::int64_t size_of_figure(const formats::Json& value)
{
  const auto number = util::parse_decimal(plain_text(value));
  const auto cents = number ? util::rescale(*number, 2) : Result<std::int64_t>(0);
  return cents && *cents > 0 ? *cents : 0;
}

std::int64_t greatest_of(const formats::Json& rows, const char* member)
{
  std::int64_t greatest = 0;
  for (const formats::Json& row : rows) {
    greatest = std::max(greatest, size_of_figure(row.at(member)));
  }
  return greatest;
}

namespace {

using formats::escaped_markup;
using formats::Json;

// Dark on light by at least 7 to 1; wide tables move by themselves under the names of their rows,
// and paper has them whole.
constexpr std::string_view k_style = R"(
:root{color-scheme:light}
body{margin:0 auto;max-width:62rem;padding:1rem;font:16px/1.45 system-ui,sans-serif;color:#1b2330;background:#fff}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.25rem 0;color:#3c4759}
dl{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}dl div{flex:1 1 9rem;border:1px solid #c8d0dc;border-radius:.4rem;padding:.5rem .75rem}
dt{color:#3c4759;font-size:.85rem}dd{margin:0;font-size:1.2rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}.wide:focus{outline:2px solid #0b57a4}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.25rem .5rem;text-align:left;border-bottom:1px solid #dde3ea;vertical-align:baseline}
thead th,thead td{border-bottom:2px solid #1b2330;font-weight:bold}th:first-child{position:sticky;left:0;background:#fff}
svg{width:8rem;height:9px;display:block;fill:#0b57a4}
@media print{@page{size:A4;margin:14mm}body{max-width:none;padding:0;font-size:10pt}.wide{overflow:visible}th:first-child{position:static}h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
)";

struct Title
{
  const char* member;
  const char* title; // msgid
  Show show;
};

constexpr Title k_titles[] = {
  {"name", N_("Client"), Show::text},
  {"siren", N_("SIREN"), Show::text},
  {"year", N_("Year"), Show::number},
  {"number", N_("Declaration"), Show::text},
  {"state", N_("State"), Show::state},
  {"total", N_("Total"), Show::money},
  {"paid", N_("Paid"), Show::money},
  {"left", N_("Left"), Show::money},
  {"credit", N_("Credit"), Show::money},
  {"week", N_("Week of"), Show::text},
  {"clients", N_("Clients"), Show::number},
  {"count", N_("How many"), Show::number},
  {"overdue", N_("Overdue"), Show::number},
  {"asked", N_("Asked"), Show::money},
  {"accepted", N_("Accepted"), Show::money},
  {"month", N_("Month"), Show::month},
  {"invoiced", N_("Invoiced"), Show::money},
  {"reason", N_("Reason"), Show::text},
  {"left_to_invoice", N_("Left to invoice"), Show::money},
  {"recovered", N_("Recovered"), Show::money},
  {"client_reference", N_("Client’s reference"), Show::text},
};

// One without a title goes by its own name.
Title title_of_member(const std::string& member)
{
  const auto found =
    std::ranges::find_if(k_titles, [&](const Title& title) { return member == title.member; });
  return found == std::end(k_titles) ? Title{member.c_str(), member.c_str(), Show::text} : *found;
}

std::string shown_for(const Texts& texts, const Json& value, Show show)
{
  const std::string text = plain_text(value);
  if (show == Show::money) {
    return texts.money(text);
  }
  if (show == Show::state) {
    return words_of(texts, text);
  }
  return show == Show::month ? texts.days(text) : texts.time(text);
}

bool is_figure(Show show)
{
  return show == Show::money || show == Show::number;
}

// Figures stand to the right: said once a column, since a page of some years has thousands of them.
std::string style_of_figures(const Json& row, const char* table)
{
  std::string columns;
  std::size_t place = 0;
  for (const auto& [member, value] : row.items()) {
    ++place;
    if (is_figure(title_of_member(member).show)) {
      join_to(columns, fmt::format("#{} tr>:nth-child({})", table, place), ",");
    }
  }
  return columns.empty()
           ? ""
           : columns + "{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n";
}

std::string style_of_tables(const Json& document, const std::vector<ReportSection>& sections)
{
  std::string style;
  for (const ReportSection& section : sections) {
    const Json& rows = document.at(section.member);
    style += rows.empty() ? "" : style_of_figures(rows.front(), section.member);
  }
  return style;
}

// Its figure stands beside it, so that who does not see misses nothing.
std::string bar_of(std::int64_t value, std::int64_t greatest)
{
  const std::int64_t width = greatest == 0 ? 0 : value * 100 / greatest;
  return fmt::format(R"(<td><svg aria-hidden="true"><rect width="{}%" height="9"/></svg></td>)",
                     width);
}

std::string title_cell(const Texts& texts, const Title& title)
{
  return fmt::format(R"(<th scope="col">{}</th>)", escaped_markup(texts.tr(title.title)));
}

std::string bar_title(const Texts& texts, const char* member)
{
  return fmt::format("<td>{}</td>", escaped_markup(texts.tr(title_of_member(member).title)));
}

std::string head_of(const Texts& texts, const Json& row, const ReportSection& section)
{
  std::string head;
  for (const auto& [member, value] : row.items()) {
    head += title_cell(texts, title_of_member(member));
  }
  return section.bar == nullptr ? head : head + bar_title(texts, section.bar);
}

std::string first_cell(const std::string& text)
{
  return fmt::format(R"(<th scope="row">{}</th>)", text);
}

// The first cell says what the row is.
std::string cells_of(const Texts& texts, const Json& row)
{
  std::string cells;
  for (const auto& [member, value] : row.items()) {
    const Show show = title_of_member(member).show;
    const std::string text = escaped_markup(shown_for(texts, value, show));
    cells += cells.empty() ? first_cell(text) : fmt::format("<td>{}</td>", text);
  }
  return cells;
}

std::string body_of(const Texts& texts, const Json& rows, const char* bar)
{
  const std::int64_t greatest = bar != nullptr ? greatest_of(rows, bar) : 0;
  std::string body;
  for (const Json& row : rows) {
    body += "<tr>" + cells_of(texts, row);
    body += bar != nullptr ? bar_of(size_of_figure(row.at(bar)), greatest) : "";
    body += "</tr>\n";
  }
  return body;
}

std::string table_of(const Texts& texts, const Json& rows, const ReportSection& section)
{
  return fmt::format(
    R"(<div class="wide" tabindex="0" role="region" aria-label="{0}"><table id="{3}"><thead><tr>{1}</tr></thead><tbody>
{2}</tbody></table></div>
)",
    escaped_markup(texts.tr(section.title)), head_of(texts, rows.front(), section),
    body_of(texts, rows, section.bar), section.member);
}

std::string total_of(const Texts& texts, const std::string& member, const Json& value)
{
  const Title title = title_of_member(member);
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escaped_markup(texts.tr(title.title)),
                     escaped_markup(shown_for(texts, value, title.show)));
}

std::string totals_of(const Texts& texts, const Json& document)
{
  std::string told;
  for (const auto& [member, value] : document.at("totals").items()) {
    told += total_of(texts, member, value);
  }
  return "<dl>" + told + "</dl>\n";
}

std::string nothing_told(const Texts& texts)
{
  return fmt::format("<p>{}</p>\n", escaped_markup(texts.tr(N_("Nothing."))));
}

std::string part_of(const Texts& texts, const Json& rows, const ReportSection& section)
{
  return fmt::format("<h2>{}</h2>\n", escaped_markup(texts.tr(section.title))) +
         (rows.empty() ? nothing_told(texts) : table_of(texts, rows, section));
}

std::string today_of(const Json& document)
{
  return document.at("today").get<std::string>();
}

std::string day_told(const Texts& texts, const Json& document)
{
  return escaped_markup(
    texts.trf(N_("As of {0}; amounts before tax."), texts.time(today_of(document))));
}

} // namespace

std::string report_page(const Texts& texts, const Json& document,
                        const std::vector<ReportSection>& sections, const std::string& title)
{
  std::string parts;
  for (const ReportSection& section : sections) {
    parts += part_of(texts, document.at(section.member), section);
  }
  return fmt::format(R"(<!doctype html>
<html lang="{0}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{1}</title><style>{2}{6}</style></head>
<body><main><h1>{1}</h1>
<p>{3}</p>
{4}{5}</main></body></html>
)",
                     texts.tr(N_("en")), escaped_markup(title), k_style, day_told(texts, document),
                     totals_of(texts, document), parts, style_of_tables(document, sections));
}

} // namespace myatlas::cli
