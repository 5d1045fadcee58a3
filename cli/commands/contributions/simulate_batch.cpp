// A file of employers, one line in, one line out.
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
#include "operations/contributions/simulate.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

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

std::string harmless_csv(std::string_view value)
{
  return formats::csv_cell(formats::harmless_cell(std::string(value)), ';');
}

// What an error of the rules is called in the columns of errors: its place, its code and the value.
std::string error_cells(const char* column, const Error& error, const std::string& value)
{
  return fmt::format(";{};{};{}", column, error.code, harmless_csv(value));
}

std::string column_name(std::size_t column)
{
  const auto columns = formats::columns_of(formats::FileKind::employers);
  return column < columns.size() ? std::string(columns[column].name) : "";
}

void put_csv(std::string& into, const operations::EmployerAnswer& answer)
{
  into += fmt::format("{};{};{};{};", answer.line, harmless_csv(answer.siren),
                      harmless_csv(answer.name), answer.year ? std::to_string(*answer.year) : "");
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

Json text_or_null(std::string_view text)
{
  return text.empty() ? Json(nullptr) : Json(text);
}

void put_json(std::string& into, const operations::EmployerAnswer& answer)
{
  Json errors = Json::array();
  for (const formats::CellProblem& problem : answer.errors) {
    errors.push_back({{"column", column_name(problem.column)},
                      {"code", problem.error.code},
                      {"value", problem.value}});
  }
  const auto* simulation = answer.simulation;
  const Json row = {
    {"line", answer.line},
    {"siren", text_or_null(answer.siren)},
    {"name", text_or_null(answer.name)},
    {"contribution", simulation == nullptr ? Json(nullptr) : formats::to_json(*simulation)},
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

// The row of an answer; what its cells look at lives as long.
class SheetRow
{
public:
  SheetRow(const operations::EmployerAnswer& answer, const Texts& texts) : m_texts(texts)
  {
    m_cells[0] = static_cast<std::int64_t>(answer.line);
    m_cells[1] = answer.siren;
    m_cells[2] = answer.name;
    if (answer.year) {
      m_cells[3] = std::int64_t{*answer.year};
    }
    if (answer.simulation == nullptr) {
      const formats::CellProblem& first = answer.errors.front();
      tell(column_name(first.column), first.error, first.value);
    } else {
      put(*answer.simulation);
    }
  }

  SheetRow(const SheetRow&) = delete;
  SheetRow& operator=(const SheetRow&) = delete;
  std::span<const formats::TableCell> cells() const { return m_cells; }

private:
  void put(const domain::Simulation& simulation)
  {
    for (const domain::ContributionLine& line : simulation) {
      formats::TableCell& cell = m_cells[k_first_amount + static_cast<std::size_t>(line.code)];
      if (domain::lacks_agreement(line)) {
        cell = std::string_view(m_not_computed);
        tell("idcc", m_no_agreement, "");
      } else if (line.is_known()) {
        cell = line.amount.cents;
      }
    }
    m_cells[k_total] = simulation.total.cents;
    if (const auto& unknown = simulation.unknown) {
      tell("idcc", *unknown, unknown->args[0]);
    }
  }

  void tell(const std::string& column, const Error& error, std::string_view value)
  {
    m_column = column;
    m_message = sentence_of(m_texts, error);
    m_cells[k_error] = std::string_view(m_column);
    m_cells[k_error + 1] = std::string_view(error.code);
    m_cells[k_error + 2] = value;
    m_cells[k_error + 3] = std::string_view(m_message);
  }

  const Texts& m_texts;
  const std::string m_not_computed = m_texts.tr(N_("not computed"));
  const Error m_no_agreement{"contribution.no_agreement", {}};
  std::string m_column, m_message;
  std::array<formats::TableCell, k_sheet_columns.size()> m_cells;
};

// Where the answers go, in what form.
class AnswerSink
{
public:
  AnswerSink(Session& session, const SimulateOptions& options)
    : m_session(session), m_options(options)
  {
  }

  Outcome open()
  {
    const bool is_for_people = !m_options.to.empty() || m_session.csv_style() == CsvStyle::excel;
    if (m_options.to.empty() && (!is_for_people || m_session.form() == Form::jsonl)) {
      m_lines = m_session.form() == Form::jsonl ? "" : k_titles;
      return Done{};
    }
    if (!m_options.to.empty()) {
      TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_options.to));
      m_file.emplace(std::move(file));
    }
    return open_table();
  }

  bool take(const operations::EmployerAnswer& answer)
  {
    if (m_table) {
      return m_table->row(SheetRow(answer, m_session.texts()).cells());
    }
    if (m_session.form() == Form::jsonl) {
      put_json(m_lines, answer);
    } else {
      put_csv(m_lines, answer);
    }
    if (m_lines.size() >= k_flush_bytes) {
      m_session.print(m_lines);
      m_lines.clear();
    }
    return true;
  }

  bool is_untouched() const { return !m_table && m_lines == k_titles; }

  Outcome end()
  {
    m_session.print(m_lines);
    m_lines.clear();
    if (m_table && !m_table->end()) {
      return Error{"export.cut", {"0"}};
    }
    return m_file ? m_file->keep() : Outcome(Done{});
  }

private:
  Outcome open_table()
  {
    const formats::ByteSink sink = [this](std::string_view bytes) {
      return m_file ? bool(m_file->append(bytes)) : m_session.print(std::string(bytes)) == 0;
    };
    std::vector<formats::ColumnSpec> columns(k_sheet_columns.begin(), k_sheet_columns.end());
    if (util::to_lower(std::filesystem::path(m_options.to).extension().string()) != ".xlsx") {
      m_table = formats::make_csv_writer(std::move(columns), sink);
      return Done{};
    }
    TRY_ASSIGN(m_table,
               formats::make_workbook_writer(std::move(columns), m_session.clock().now(), sink));
    return Done{};
  }

  Session& m_session;
  const SimulateOptions& m_options;
  std::string m_lines;
  std::optional<util::NewFile> m_file;
  std::unique_ptr<formats::TableWriter> m_table;
};

// Why rows were refused, in words, for whoever looks: the first of them.
void tell_refused(Session& session, const operations::EmployerAnswer& answer, std::uint64_t& told)
{
  constexpr std::uint64_t k_most_told = 20;
  if (answer.errors.empty() || told++ >= k_most_told) {
    return;
  }
  const formats::CellProblem& first = answer.errors.front();
  const std::string column = column_name(first.column);
  session.note(fmt::format("{}: {}{} [{}]", session.texts().trf(N_("line {0}"), answer.line),
                           column.empty() ? "" : column + ": ",
                           sentence_of(session.texts(), first.error), first.error.code));
}

// What the store knows of the agreements of the clients of the account in use; nothing where there
// is no store, nobody is logged in or it cannot be read: the file is answered without it.
operations::Agreements agreements_known(Session& session)
{
  try {
    if (!session.store_version()) {
      return {};
    }
    LocalFiles none;
    const auto answer = session.ask(operations::k_simulate, operations::KnownEmployers(), none);
    return answer ? operations::agreements_in(answer->document) : operations::Agreements();
  } catch (const util::MachineError&) {
    return {};
  }
}

// What became of the file, beside its answers.
void tell_counts(Session& session, const operations::EmployerCounts& counts)
{
  session.note(session.texts().trf(N_("{0}, {1}."),
                                   session.texts().trn("{0} employer read", "{0} employers read",
                                                       static_cast<std::int64_t>(counts.read)),
                                   session.texts().trn("{0} of them refused", "{0} of them refused",
                                                       static_cast<std::int64_t>(counts.refused))));
}

void tell_agreements(Session& session, const operations::EmployerCounts& counts)
{
  if (counts.agreements_known > 0) {
    session.note(session.texts().trn("{0} collective agreement (IDCC) taken from the store.",
                                     "{0} collective agreements (IDCC) taken from the store.",
                                     static_cast<std::int64_t>(counts.agreements_known)));
  }
  if (counts.without_agreement > 0) {
    session.warn({"contribution.no_agreements", {std::to_string(counts.without_agreement)}});
  }
  if (counts.without_branch > 0) {
    session.warn({"contribution.branches_left_out", {std::to_string(counts.without_branch)}});
  }
}

Result<operations::EmployersPlan> plan_of(const SimulateOptions& options)
{
  operations::EmployersFile request{
    .path = options.batch,
    .table = options.table,
    .rounding = options.form.rounding,
    .unknown = options.unknown_branch(),
  };
  TRY(read_mapping(options.mapping, request.table));
  return as_options(operations::understood_employers(request));
}

// Answers each line; `clients` are those that a statement is written for.
Result<operations::EmployerCounts> answer_lines(Session& session, const domain::RateTable& rates,
                                                const SimulateOptions& options,
                                                const operations::EmployersPlan& plan,
                                                AnswerSink& sink,
                                                std::vector<EmployerResult>& clients)
{
  std::uint64_t told = 0;
  const operations::Agreements agreements = agreements_known(session);
  const auto take = [&](const operations::EmployerAnswer& answer) {
    if (!options.pdf_dir.empty() && answer.simulation != nullptr) {
      clients.push_back({std::string(answer.name), std::string(answer.siren), *answer.facts,
                         *answer.simulation, nullptr});
    }
    tell_refused(session, answer, told);
    return sink.take(answer);
  };
  const auto warn = [&](const Error& warning) { session.warn(warning); };
  return as_options(operations::simulate_employers(rates, plan, agreements, take, warn));
}

} // namespace

Result<int> simulate_file(Session& session, const domain::RateTable& rates,
                          const SimulateOptions& options)
{
  if (session.form() == Form::json) {
    return Error{"usage.choice", {"json", "--output", "csv, jsonl"}};
  }
  TRY_ASSIGN(const operations::EmployersPlan plan, plan_of(options));
  AnswerSink sink(session, options);
  TRY(sink.open());
  std::vector<EmployerResult> clients; // for the statements
  const auto counts = answer_lines(session, rates, options, plan, sink, clients);
  if (!counts && (sink.is_untouched() || !options.to.empty())) {
    return counts.errors();
  }
  const Outcome ended = sink.end(); // what was answered is told, whatever came then
  if (!counts) {
    return counts.errors();
  }
  TRY(ended);
  std::size_t statements = 0;
  if (!options.pdf_dir.empty()) {
    TRY_ASSIGN(statements, write_statements(session, clients, options));
  }
  tell_counts(session, *counts);
  if (!options.pdf_dir.empty()) {
    session.note(session.texts().trn("{0} statement written.", "{0} statements written.",
                                     static_cast<std::int64_t>(statements)));
  }
  tell_agreements(session, *counts);
  return static_cast<int>(counts->refused == 0 ? Status::done : Status::partial);
}

} // namespace myatlas::cli
