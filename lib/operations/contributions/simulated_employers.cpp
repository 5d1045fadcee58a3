// A file of employers, one line in, one line out.
#include "operations/contributions/simulated_employers.hpp"

#include <memory>

#include "formats/tables/row_types.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "operations/contributions/answer_columns.hpp"

namespace myatlas::operations {

namespace {

constexpr std::size_t k_flush_bytes = 64U * 1024;

// Answers as lines for programs: CSV, or JSON with all of each calculation.
class AnswerLines
{
public:
  AnswerLines(AnswerForm form, Files& files)
    : m_files(files), m_form(form), m_lines(form == AnswerForm::csv ? answer_titles() : "")
  {
  }

  bool take(const EmployerAnswer& answer)
  {
    m_is_untouched = false;
    if (m_form == AnswerForm::jsonl) {
      put_json(m_lines, answer);
    } else {
      put_csv(m_lines, answer);
    }
    return m_lines.size() < k_flush_bytes || pass_on();
  }

  bool is_untouched() const { return m_is_untouched; }
  bool end() { return pass_on(); }

private:
  bool pass_on()
  {
    const bool is_taken = m_files.take(m_lines);
    m_lines.clear();
    return is_taken;
  }

  Files& m_files;
  AnswerForm m_form;
  std::string m_lines;
  bool m_is_untouched = true;
};

const char* form_told(AnswerForm form)
{
  if (form == AnswerForm::xlsx) {
    return "xlsx";
  }
  return form == AnswerForm::jsonl ? "jsonl" : "csv";
}

Json head_of_answers(AnswerForm form)
{
  return {{"schema", "myatlas/file/1"},
          {"form", form_told(form)},
          {"encoding", form == AnswerForm::xlsx ? Json(nullptr) : Json("utf-8")}};
}

using AnswerTable = std::unique_ptr<formats::TableWriter>;

// Where the answers go, in what form: lines for programs, a table for people.
class AnswerSink
{
public:
  AnswerSink(const AskedSimulation& asked, Means& means)
    : m_means(means), m_lines(asked.answers, means.files)
  {
  }

  Outcome open(AnswerForm form)
  {
    TRY(m_means.files.begin(head_of_answers(form)));
    if (form == AnswerForm::excel) {
      m_table = formats::make_csv_writer(answer_columns(), sink());
    } else if (form == AnswerForm::xlsx) {
      TRY_ASSIGN(m_table,
                 formats::make_workbook_writer(answer_columns(), m_means.moment.now, sink()));
    }
    return Done{};
  }

  bool take(const EmployerAnswer& answer)
  {
    return m_table ? m_table->row(AnswerRow(answer, m_means.texts).cells()) : m_lines.take(answer);
  }

  // Whether a program was told nothing yet.
  bool is_untouched() const { return !m_table && m_lines.is_untouched(); }

  Outcome end()
  {
    const bool is_taken = m_table ? m_table->end() : m_lines.end();
    return fail_unless(is_taken, {"export.cut", {"0"}});
  }

private:
  formats::ByteSink sink() const
  {
    return [&files = m_means.files](std::string_view bytes) { return files.take(bytes); };
  }

  Means& m_means;
  AnswerLines m_lines;
  AnswerTable m_table;
};

EmployerResult client_in(const EmployerAnswer& answer)
{
  return {.name = std::string(answer.name),
          .siren = std::string(answer.siren),
          .facts = *answer.facts,
          .simulation = *answer.simulation,
          .declared = nullptr};
}

// The answers of one file, with what is told of them.
class Answering
{
public:
  Answering(const AskedSimulation& asked, const Agreements& known, Means& means)
    : m_asked(asked), m_known(known), m_means(means), m_sink(asked, means)
  {
  }

  Result<EmployersAnswered> answered()
  {
    TRY(m_sink.open(m_asked.answers));
    auto read = answer_lines();
    if (!read && m_sink.is_untouched()) {
      return read.errors();
    }
    const Outcome ended = m_sink.end(); // what was answered is told, whatever came then
    if (!read) {
      return read.errors();
    }
    TRY(ended);
    m_answered.read = std::move(*read);
    return std::move(m_answered);
  }

private:
  Result<services::EmployersRead> answer_lines()
  {
    TRY_ASSIGN(OpenedFile opened, m_means.files.open(m_asked.form.batch));
    return services::simulate_employers(
      m_asked.rates.table(), {.file = std::move(opened.file), .name = m_asked.form.batch.name},
      m_asked.csv, m_asked.rounding, m_asked.unknown(), m_known,
      [this](const EmployerAnswer& answer) { return take(answer); },
      [this](const Error& warning) { m_means.files.warned(warning); });
  }

  bool take(const EmployerAnswer& answer)
  {
    if (m_asked.form.statements && answer.simulation != nullptr) {
      m_answered.clients.push_back(client_in(answer));
    }
    if (!answer.errors.empty()) {
      tell_refused(answer);
    }
    return m_sink.take(answer);
  }

  // The first of what is wrong with it.
  void tell_refused(const EmployerAnswer& answer)
  {
    const formats::CellProblem& first = answer.errors.front();
    m_means.files.refused(
      {.line = answer.line, .column = employer_column(first.column), .reason = first.error});
  }

  const AskedSimulation& m_asked;
  const Agreements& m_known;
  Means& m_means;
  AnswerSink m_sink;
  EmployersAnswered m_answered;
};

} // namespace

Result<EmployersAnswered> answer_employers(const AskedSimulation& asked, const Agreements& known,
                                           Means& means)
{
  return Answering(asked, known, means).answered();
}

} // namespace myatlas::operations
