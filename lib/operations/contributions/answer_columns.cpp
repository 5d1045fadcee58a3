#include "operations/contributions/answer_columns.hpp"

#include "formats/json/contribution_json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/text/cells.hpp"
#include "formats/text/csv_reader.hpp"
#include "operations/documents.hpp"
#include "texts/errors.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

using formats::CellType;
using formats::TableCell;
using AnswerReason = AnswerRow::Reason;
using AnswerTold = AnswerRow::Told;

TableCell line_cell(const AnswerTold& told)
{
  return static_cast<std::int64_t>(told.answer.line);
}

TableCell siren_cell(const AnswerTold& told)
{
  return told.answer.siren;
}

TableCell name_cell(const AnswerTold& told)
{
  return told.answer.name;
}

TableCell year_cell(const AnswerTold& told)
{
  return told.answer.year ? TableCell(std::int64_t{*told.answer.year}) : TableCell();
}

// What is not known is no amount.
TableCell cell_of_line(const AnswerTold& told, const domain::ContributionLine& line)
{
  if (!told.not_computed.empty() && domain::lacks_agreement(line)) {
    return std::string_view(told.not_computed);
  }
  return line.is_known() ? TableCell(line.amount.cents) : TableCell();
}

// Empty, too, where the law of the year knows no such contribution.
template <domain::Contribution code>
TableCell amount_cell(const AnswerTold& told)
{
  if (told.answer.simulation == nullptr) {
    return {};
  }
  const auto* line = util::find_by(*told.answer.simulation, code, &domain::ContributionLine::code);
  return line == nullptr ? TableCell() : cell_of_line(told, *line);
}

TableCell total_cell(const AnswerTold& told)
{
  const domain::Simulation* simulation = told.answer.simulation;
  return simulation == nullptr ? TableCell() : TableCell(simulation->total.cents);
}

template <auto member>
TableCell reason_cell(const AnswerTold& told)
{
  return told.reason ? TableCell(std::string_view((*told.reason).*member)) : TableCell();
}

// Who has a column.
enum class In
{
  all,
  tables, // CSV and sheets: JSON has the same among the members of its row
  sheets,
};

struct AnswerColumn
{
  const char* name;
  In in = In::tables;
  CellType type = CellType::text;
  TableCell (*value)(const AnswerTold&);
  const char* example = ""; // as wide as the column is made
};

using AmountOf = domain::Contribution;

constexpr AnswerColumn k_answer_columns[] = {
  {.name = "line", .in = In::all, .type = CellType::whole, .value = line_cell},
  {.name = "siren", .in = In::all, .value = siren_cell, .example = "732829320"},
  {.name = "name", .in = In::all, .value = name_cell, .example = "EXEMPLE DE RAISON SOCIALE"},
  {.name = "year", .type = CellType::whole, .value = year_cell},
  {.name = "cfp", .type = CellType::amount, .value = amount_cell<AmountOf::cfp>},
  {.name = "cpf_cdd", .type = CellType::amount, .value = amount_cell<AmountOf::cpf_cdd>},
  {.name = "ta", .type = CellType::amount, .value = amount_cell<AmountOf::ta>},
  {.name = "ta_principal", .type = CellType::amount, .value = amount_cell<AmountOf::ta_principal>},
  {.name = "ta_solde", .type = CellType::amount, .value = amount_cell<AmountOf::ta_solde>},
  {.name = "csa", .type = CellType::amount, .value = amount_cell<AmountOf::csa>},
  {.name = "conventional", .type = CellType::amount, .value = amount_cell<AmountOf::conventional>},
  {.name = "total", .type = CellType::amount, .value = total_cell},
  {.name = "error_column", .value = reason_cell<&AnswerReason::column>},
  {.name = "error_code", .value = reason_cell<&AnswerReason::code>},
  {.name = "error_value", .value = reason_cell<&AnswerReason::value>},
  {.name = "error_message",
   .in = In::sheets,
   .value = reason_cell<&AnswerReason::message>,
   .example = "................................................"},
};

// In words for who reads them; null: a program.
AnswerReason reason_from(std::string column, const Error& error, std::string_view value,
                         const texts::Texts* texts)
{
  return {.column = std::move(column),
          .code = error.code,
          .value = value,
          .message = texts == nullptr ? "" : texts::sentence_of(*texts, error)};
}

AnswerReason reason_of_refusal(const EmployerAnswer& answer, const texts::Texts* texts)
{
  const formats::CellProblem& first = answer.errors.front();
  return reason_from(employer_column(first.column), first.error, first.value, texts);
}

// An amount that no agreement gives is zero to a program: a person is told that there is none.
AnswerReason no_agreement(const texts::Texts& texts)
{
  return reason_from("idcc", {"contribution.no_agreement", {}}, "", &texts);
}

bool has_no_agreement(const domain::Simulation& simulation, const texts::Texts* texts)
{
  return texts != nullptr && domain::lacks_agreement(simulation);
}

// Of what was computed, all or in part.
std::optional<AnswerReason> reason_in(const domain::Simulation& simulation,
                                      const texts::Texts* texts)
{
  if (const auto& unknown = simulation.unknown) {
    return reason_from("idcc", *unknown, unknown->args[0], texts);
  }
  return has_no_agreement(simulation, texts) ? std::optional(no_agreement(*texts)) : std::nullopt;
}

std::optional<AnswerReason> reason_of(const EmployerAnswer& answer, const texts::Texts* texts)
{
  return answer.simulation == nullptr ? reason_of_refusal(answer, texts)
                                      : reason_in(*answer.simulation, texts);
}

} // namespace

std::string employer_column(std::size_t position)
{
  const auto columns = formats::columns_of(formats::FileKind::employers);
  return position < columns.size() ? std::string(columns[position].name) : "";
}

std::vector<formats::ColumnSpec> answer_columns()
{
  return util::mapped(k_answer_columns, [](const AnswerColumn& column) {
    return formats::ColumnSpec{
      .name = column.name, .aliases = {}, .example = column.example, .type = column.type};
  });
}

AnswerRow::AnswerRow(const EmployerAnswer& answer, const texts::Texts& texts)
  : m_told{.answer = answer,
           .reason = reason_of(answer, &texts),
           .not_computed = texts.tr(N_("not computed"))}
{
}

AnswerRow::AnswerRow(const EmployerAnswer& answer)
  : m_told{.answer = answer, .reason = reason_of(answer, nullptr), .not_computed = {}}
{
}

TableCell AnswerRow::cell(std::size_t at) const
{
  return k_answer_columns[at].value(m_told);
}

std::vector<TableCell> AnswerRow::cells() const
{
  return util::mapped(k_answer_columns,
                      [&](const AnswerColumn& column) { return column.value(m_told); });
}

namespace {

// A number as its column has it, or a text that no spreadsheet runs.
void put_cell(std::string& into, const TableCell& cell, CellType type)
{
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    into += type == CellType::amount ? domain::Money{*number}.text() : std::to_string(*number);
  } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
    into += formats::csv_cell(formats::harmless_cell(std::string(*text)), ';');
  }
}

Json json_of_cell(const TableCell& cell)
{
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number == nullptr ? formats::text_or_null(std::string(std::get<std::string_view>(cell)))
                           : Json(*number);
}

// A line of CSV: what `put` adds for each column that is not of sheets alone.
template <typename Put>
void put_line(std::string& into, Put put)
{
  for (std::size_t at = 0; at < std::size(k_answer_columns); ++at) {
    if (k_answer_columns[at].in != In::sheets) {
      put(at);
      into += ';';
    }
  }
  into.back() = '\n';
}

Json problem_of_cell(const formats::CellProblem& problem)
{
  return {{"column", employer_column(problem.column)},
          {"code", problem.error.code},
          {"value", problem.value}};
}

Json calculation_of(const EmployerAnswer& answer)
{
  return answer.simulation == nullptr ? Json(nullptr) : formats::to_json(*answer.simulation);
}

} // namespace

std::string answer_titles()
{
  std::string titles;
  put_line(titles, [&](std::size_t at) { titles += k_answer_columns[at].name; });
  return titles;
}

void put_csv(std::string& into, const EmployerAnswer& answer)
{
  const AnswerRow row(answer);
  put_line(into, [&](std::size_t at) { put_cell(into, row.cell(at), k_answer_columns[at].type); });
}

void put_json(std::string& into, const EmployerAnswer& answer)
{
  const AnswerRow told(answer);
  Json row = Json::object();
  for (std::size_t at = 0; at < std::size(k_answer_columns); ++at) {
    if (k_answer_columns[at].in == In::all) {
      row[k_answer_columns[at].name] = json_of_cell(told.cell(at));
    }
  }
  row["contribution"] = calculation_of(answer);
  row["errors"] = rows_of(answer.errors, problem_of_cell);
  into += formats::json_text(row) + "\n";
}

} // namespace myatlas::operations
