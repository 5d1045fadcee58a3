// A file of employers, one line in, one line out.
#include "services/simulate_batch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "commands/simulate.hpp"
#include "formats/columns.hpp"
#include "formats/contribution_json.hpp"
#include "formats/csv_reader.hpp"
#include "formats/encoding.hpp"
#include "messages/errors.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr std::size_t k_flush_bytes = 64U * 1024;
constexpr const char* k_titles =
  "line;siren;name;year;cfp;cpf_cdd;ta;ta_principal;ta_solde;csa;conventional;total;error_column;error_code;error_value\n";

// Amounts by the place of their contribution; those of another year's law stay empty, as one that is not known does.
void put_amounts(std::string& into, const domain::Simulation& simulation)
{
  std::size_t next = 0;
  for (const domain::ContributionLine& line : simulation) {
    const auto place = static_cast<std::size_t>(line.code);
    into.append(place - next, ';');
    next = place + 1;
    into += line.is_known() ? line.amount.text() : "";
    into += ';';
  }
  into += simulation.total.text();
}

// What an error of the rules is called in the columns of errors: its place, its code and the value.
std::string error_cells(const char* column, const util::Error& error, const std::string& value)
{
  return fmt::format(";{};{};{}", column, error.code, formats::csv_cell(formats::harmless_cell(value), ';'));
}

std::string column_name(std::size_t column)
{
  const auto columns = formats::columns_of(formats::FileKind::employers);
  return column < columns.size() ? std::string(columns[column].name) : "";
}

void put_csv(std::string& into, const services::EmployerAnswer& answer)
{
  const auto text = [](std::string_view value) { return formats::csv_cell(formats::harmless_cell(std::string(value)), ';'); };
  into += fmt::format("{};{};{};{};", answer.line, text(answer.siren), text(answer.name), answer.year == 0 ? "" : std::to_string(answer.year));
  if (answer.simulation != nullptr) {
    put_amounts(into, *answer.simulation);
    const auto& unknown = answer.simulation->unknown;
    into += unknown ? error_cells("idcc", *unknown, unknown->args[0]) : ";;;";
  } else {
    const formats::CellProblem& first = answer.errors.front();
    into += ";;;;;;;" + error_cells(column_name(first.column).c_str(), first.error, std::string(first.value));
  }
  into += '\n';
}

void put_json(std::string& into, const services::EmployerAnswer& answer)
{
  Json errors = Json::array();
  for (const formats::CellProblem& problem : answer.errors) {
    errors.push_back({{"column", column_name(problem.column)}, {"code", problem.error.code}, {"value", problem.value}});
  }
  const auto text = [](std::string_view value) { return value.empty() ? Json(nullptr) : Json(value); };
  const Json row = {{"line", answer.line},
                    {"siren", text(answer.siren)},
                    {"name", text(answer.name)},
                    {"contribution", answer.simulation == nullptr ? Json(nullptr) : formats::to_json(*answer.simulation)},
                    {"errors", errors}};
  into += formats::json_text(row);
  into += '\n';
}

} // namespace

int simulate_file(Session& session, const domain::RateTable& rates, const SimulateOptions& options)
{
  if (session.form() == Form::json) {
    return session.fail({util::Error{"usage.choice", {"json", "--output", "csv, jsonl"}}});
  }
  const bool as_csv = session.form() != Form::jsonl; // a table of so many would be read by nobody
  util::Errors problems;
  formats::CsvOptions csv;
  if (!options.encoding.empty()) {
    csv.encoding = util::collect(formats::parse_encoding(options.encoding), problems, "--encoding");
  }
  const bool euro = options.form.rounding == "euro";
  if (!euro && !options.form.rounding.empty() && options.form.rounding != "cent") {
    problems.push_back(util::Error{"rounding.unknown", {options.form.rounding, "cent, euro"}}.at("--rounding"));
  }
  if (!problems.empty()) {
    return session.fail(problems);
  }
  std::string lines = as_csv ? k_titles : "";
  const auto unknown = options.strict ? services::UnknownBranch::refused : services::UnknownBranch::left_out;
  const auto counts = services::simulate_employers(rates, options.batch, csv, euro ? domain::Rounding::euro : domain::Rounding::cent, unknown,
                                                   [&](const services::EmployerAnswer& answer) {
    as_csv ? put_csv(lines, answer) : put_json(lines, answer);
    if (lines.size() >= k_flush_bytes) {
      session.print(lines);
      lines.clear();
    }
    return true;
  }, [&](const util::Error& warning) { session.warn(warning); });
  if (!counts && lines == k_titles) {
    return session.fail(counts.errors());
  }
  session.print(lines);
  if (!counts) {
    return session.fail(counts.errors());
  }
  session.note(trf(N_("{0}, {1}."), trn("{0} employer read", "{0} employers read", static_cast<std::int64_t>(counts->read)),
                   trn("{0} of them refused", "{0} of them refused", static_cast<std::int64_t>(counts->refused))));
  if (counts->without_branch > 0) {
    session.warn({"contribution.branches_left_out", {std::to_string(counts->without_branch)}});
  }
  return static_cast<int>(counts->refused == 0 ? Status::done : Status::partial);
}

} // namespace myatlas::cli
