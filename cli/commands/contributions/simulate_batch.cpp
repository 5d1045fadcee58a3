// A file of employers, one line in, one line out.
#include "services/contributions/simulate_batch.hpp"

#include <array>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

#include "commands/contributions/simulate.hpp"
#include "formats/json/contribution_json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/encoding.hpp"
#include "messages/errors.hpp"
#include "messages/say.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr std::size_t k_flush_bytes = 64U * 1024;
constexpr const char* k_titles = "line;siren;name;year;cfp;cpf_cdd;ta;ta_principal;ta_solde;csa;"
                                 "conventional;total;error_column;error_code;error_value\n";

// Amounts by the place of their contribution; those of another year's law stay empty, as one that
// is not known does.
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
  return fmt::format(";{};{};{}", column, error.code,
                     formats::csv_cell(formats::harmless_cell(value), ';'));
}

std::string column_name(std::size_t column)
{
  const auto columns = formats::columns_of(formats::FileKind::employers);
  return column < columns.size() ? std::string(columns[column].name) : "";
}

void put_csv(std::string& into, const services::EmployerAnswer& answer)
{
  const auto text = [](std::string_view value) {
    return formats::csv_cell(formats::harmless_cell(std::string(value)), ';');
  };
  into += fmt::format("{};{};{};{};", answer.line, text(answer.siren), text(answer.name),
                      answer.year == 0 ? "" : std::to_string(answer.year));
  if (answer.simulation != nullptr) {
    put_amounts(into, *answer.simulation);
    const auto& unknown = answer.simulation->unknown;
    into += unknown ? error_cells("idcc", *unknown, unknown->args[0]) : ";;;";
  } else {
    const formats::CellProblem& first = answer.errors.front();
    into += ";;;;;;;" +
            error_cells(column_name(first.column).c_str(), first.error, std::string(first.value));
  }
  into += '\n';
}

void put_json(std::string& into, const services::EmployerAnswer& answer)
{
  Json errors = Json::array();
  for (const formats::CellProblem& problem : answer.errors) {
    errors.push_back({{"column", column_name(problem.column)},
                      {"code", problem.error.code},
                      {"value", problem.value}});
  }
  const auto text = [](std::string_view value) {
    return value.empty() ? Json(nullptr) : Json(value);
  };
  const Json row = {{"line", answer.line},
                    {"siren", text(answer.siren)},
                    {"name", text(answer.name)},
                    {"contribution", answer.simulation == nullptr
                                       ? Json(nullptr)
                                       : formats::to_json(*answer.simulation)},
                    {"errors", errors}};
  into += formats::json_text(row);
  into += '\n';
}

// What a person opens in a spreadsheet: amounts as numbers, and why a row was refused in words.
constexpr std::array k_sheet_columns = {
  formats::ColumnSpec{"line", "", false, "", formats::CellType::whole},
  formats::ColumnSpec{"siren", "", false, "732829320"},
  formats::ColumnSpec{"name", "", false, "EXEMPLE DE RAISON SOCIALE"},
  formats::ColumnSpec{"year", "", false, "", formats::CellType::whole},
  formats::ColumnSpec{"cfp", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"cpf_cdd", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"ta", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"ta_principal", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"ta_solde", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"csa", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"conventional", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"total", "", false, "", formats::CellType::amount},
  formats::ColumnSpec{"error_column", ""},
  formats::ColumnSpec{"error_code", ""},
  formats::ColumnSpec{"error_value", ""},
  formats::ColumnSpec{"error_message", "", false,
                      "................................................"},
};
constexpr std::size_t k_first_amount = 4, k_total = 11, k_error = 12;

bool put_row(formats::TableWriter& table, const services::EmployerAnswer& answer)
{
  std::array<formats::TableCell, k_sheet_columns.size()> cells;
  std::string column, message;
  const std::string not_computed = tr(N_("not computed"));
  const util::Error no_agreement{"contribution.no_agreement", {}};
  const auto tell = [&](const std::string& name, const util::Error& error, std::string_view value) {
    column = name;
    message = sentence_of(error);
    cells[k_error] = std::string_view(column);
    cells[k_error + 1] = std::string_view(error.code);
    cells[k_error + 2] = value;
    cells[k_error + 3] = std::string_view(message);
  };
  cells[0] = static_cast<std::int64_t>(answer.line);
  cells[1] = answer.siren;
  cells[2] = answer.name;
  cells[3] =
    answer.year == 0 ? formats::TableCell() : formats::TableCell(std::int64_t{answer.year});
  if (answer.simulation == nullptr) {
    const formats::CellProblem& first = answer.errors.front();
    tell(column_name(first.column), first.error, first.value);
    return table.row(cells);
  }
  for (const domain::ContributionLine& line : *answer.simulation) {
    if (domain::lacks_agreement(line)) {
      cells[k_first_amount + static_cast<std::size_t>(line.code)] = std::string_view(not_computed);
      tell("idcc", no_agreement, "");
      continue;
    }
    cells[k_first_amount + static_cast<std::size_t>(line.code)] =
      line.is_known() ? formats::TableCell(line.amount.cents) : formats::TableCell();
  }
  cells[k_total] = answer.simulation->total.cents;
  if (const auto& unknown = answer.simulation->unknown) {
    tell("idcc", *unknown, unknown->args[0]);
  }
  return table.row(cells);
}

// Where the answers go, in what form.
class AnswerSink
{
public:
  AnswerSink(Session& session, const SimulateOptions& options)
    : m_session(session), m_options(options)
  {
  }

  util::Outcome open()
  {
    const bool as_workbook =
      util::to_lower(std::filesystem::path(m_options.to).extension().string()) == ".xlsx";
    const bool is_for_people = !m_options.to.empty() || m_session.csv_style() == CsvStyle::excel;
    if (m_options.to.empty() && (!is_for_people || m_session.form() == Form::jsonl)) {
      m_lines = m_session.form() == Form::jsonl ? "" : k_titles;
      return util::Done{};
    }
    if (!m_options.to.empty()) {
      TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_options.to));
      m_file.emplace(std::move(file));
    }
    const formats::ByteSink sink = [this](std::string_view bytes) {
      return m_file ? bool(m_file->append(bytes)) : m_session.print(std::string(bytes)) == 0;
    };
    std::vector<formats::ColumnSpec> columns(k_sheet_columns.begin(), k_sheet_columns.end());
    if (!as_workbook) {
      m_table = formats::make_csv_writer(std::move(columns), sink);
      return util::Done{};
    }
    auto book = formats::make_workbook_writer(std::move(columns), m_session.clock().now(), sink);
    m_table = book ? *std::move(book) : nullptr;
    return book ? util::Outcome(util::Done{}) : util::Outcome(book.errors());
  }

  bool take(const services::EmployerAnswer& answer)
  {
    if (m_table) {
      return put_row(*m_table, answer);
    }
    m_session.form() != Form::jsonl ? put_csv(m_lines, answer) : put_json(m_lines, answer);
    if (m_lines.size() >= k_flush_bytes) {
      m_session.print(m_lines);
      m_lines.clear();
    }
    return true;
  }

  bool is_untouched() const { return !m_table && m_lines == k_titles; }

  util::Outcome end()
  {
    m_session.print(m_lines);
    m_lines.clear();
    if (m_table && !m_table->end()) {
      return util::Error{"export.cut", {"0"}};
    }
    return m_file ? m_file->keep() : util::Outcome(util::Done{});
  }

private:
  Session& m_session;
  const SimulateOptions& m_options;
  std::string m_lines;
  std::optional<util::NewFile> m_file;
  std::unique_ptr<formats::TableWriter> m_table;
};

// Why rows were refused, in words, for whoever looks: the first of them.
void tell_refused(Session& session, const services::EmployerAnswer& answer, std::uint64_t& told)
{
  constexpr std::uint64_t k_most_told = 20;
  if (answer.errors.empty() || told++ >= k_most_told) {
    return;
  }
  const formats::CellProblem& first = answer.errors.front();
  const std::string column = column_name(first.column);
  session.note(fmt::format("{}: {}{} [{}]", trf(N_("line {0}"), answer.line),
                           column.empty() ? "" : column + ": ", sentence_of(first.error),
                           first.error.code));
}

// What the store knows of the agreements of the clients of the account in use; nothing where there
// is no store, nobody is logged in or it cannot be read: the file is answered without it.
services::Agreements agreements_known(Session& session)
{
  try {
    const auto known =
      !session.store_version()
        ? util::Result<services::Agreements>(util::Errors{})
        : session.in_store(
            store::Store::Use::read, Login::any, [](const services::Context& context) {
              return util::Result<services::Agreements>(services::agreements_of(context));
            });
    return known ? *known : services::Agreements();
  } catch (const util::MachineError&) {
    return {};
  }
}

} // namespace

util::Result<int> simulate_file(Session& session, const domain::RateTable& rates,
                                const SimulateOptions& options)
{
  if (session.form() == Form::json) {
    return session.fail({util::Error{"usage.choice", {"json", "--output", "csv, jsonl"}}});
  }
  util::Errors problems;
  const formats::CsvOptions csv =
    csv_options_of(options.table, formats::FileKind::employers, problems);
  const bool euro = options.form.rounding == "euro";
  if (!euro && !options.form.rounding.empty() && options.form.rounding != "cent") {
    problems.push_back(
      util::Error{"rounding.unknown", {options.form.rounding, "cent, euro"}}.at("--rounding"));
  }
  if (!problems.empty()) {
    return session.fail(problems);
  }
  AnswerSink sink(session, options);
  if (const util::Outcome opened = sink.open(); !opened) {
    return session.fail(opened.errors());
  }
  std::vector<EmployerResult> clients; // for the statements
  std::uint64_t told = 0;
  const auto unknown =
    options.strict ? services::UnknownBranch::refused : services::UnknownBranch::left_out;
  const services::Agreements agreements = agreements_known(session);
  const auto counts = services::simulate_employers(
    rates, options.batch, csv, euro ? domain::Rounding::euro : domain::Rounding::cent, unknown,
    agreements,
    [&](const services::EmployerAnswer& answer) {
      if (!options.pdf_dir.empty() && answer.simulation != nullptr) {
        clients.push_back({std::string(answer.name), std::string(answer.siren), *answer.facts,
                           *answer.simulation, nullptr});
      }
      tell_refused(session, answer, told);
      return sink.take(answer);
    },
    [&](const util::Error& warning) { session.warn(warning); });
  if (!counts && sink.is_untouched()) {
    return session.fail(counts.errors());
  }
  const util::Outcome ended =
    counts || options.to.empty() ? sink.end() : util::Outcome(util::Done{});
  if (!counts || !ended) {
    return session.fail(counts ? ended.errors() : counts.errors());
  }
  TRY_ASSIGN(const std::size_t statements, options.pdf_dir.empty()
                                             ? util::Result<std::size_t>(0)
                                             : write_statements(session, clients, options));
  session.note(trf(
    N_("{0}, {1}."),
    trn("{0} employer read", "{0} employers read", static_cast<std::int64_t>(counts->read)),
    trn("{0} of them refused", "{0} of them refused", static_cast<std::int64_t>(counts->refused))));
  if (!options.pdf_dir.empty()) {
    session.note(trn("{0} statement written.", "{0} statements written.",
                     static_cast<std::int64_t>(statements)));
  }
  if (counts->agreements_known > 0) {
    session.note(trn("{0} collective agreement (IDCC) taken from the store.",
                     "{0} collective agreements (IDCC) taken from the store.",
                     static_cast<std::int64_t>(counts->agreements_known)));
  }
  if (counts->without_agreement > 0) {
    session.warn({"contribution.no_agreements", {std::to_string(counts->without_agreement)}});
  }
  if (counts->without_branch > 0) {
    session.warn({"contribution.branches_left_out", {std::to_string(counts->without_branch)}});
  }
  return static_cast<int>(counts->refused == 0 ? Status::done : Status::partial);
}

} // namespace myatlas::cli
