#include "operations/files/import.hpp"

#include "formats/json/rates_json.hpp"
#include "operations/documents.hpp"
#include "operations/files/batch_words.hpp"
#include "operations/files/import_request.hpp"
#include "operations/files/table_told.hpp"
#include "services/files/import.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;
using services::ImportReport;
using services::ImportRequest;

Json counts_json(const ImportReport& r)
{
  return {{"read", r.read},         {"accepted", r.accepted}, {"unchanged", r.unchanged},
          {"rejected", r.rejected}, {"written", r.written},   {"created", r.created},
          {"updated", r.updated},   {"blank", r.blank}};
}

// All but the problems and warnings, which may be too many for memory.
Json report_json(const ImportReport& r)
{
  Json json = {{"schema", "myatlas/import-report/1"},
               {"kind", formats::to_text(r.kind)},
               {"file", util::printable(r.file)},
               {"digest", r.digest},
               {"dry_run", r.dry_run},
               {"batch", or_null(r.batch, name_of_batch)},
               {"completes", or_null(r.completes, name_of_batch)},
               {"resumed", r.resumed},
               {"convention", convention_json(r)}};
  json.update(counts_json(r));
  json["stopped_early"] = r.stopped_early;
  json["reject_file"] = r.reject_file ? Json(util::printable(*r.reject_file)) : Json(nullptr);
  Json& by_code = json["problems_by_code"] = Json::object();
  for (const auto& [code, count] : r.problems.by_code()) {
    by_code[code] = count;
  }
  return json;
}

// Whether good rows were taken although others were refused.
bool is_partial(const ImportReport& r)
{
  return r.on_error == services::OnError::reject && r.accepted + r.unchanged > 0 &&
         !r.stopped_early;
}

const char* code_of_refusal(const ImportReport& r)
{
  if (is_partial(r)) {
    return r.dry_run ? "import.partial_trial" : "import.partial";
  }
  return r.on_error == services::OnError::reject ? "import.none_good" : "import.refused";
}

Error refusal_of(const ImportReport& r)
{
  return {code_of_refusal(r), {std::to_string(r.rejected), std::to_string(r.read)}};
}

// Why a report is no success, if it is none. A trial and a real run end alike: what would be
// refused is refused.
Errors refusal_in(const ImportReport& r)
{
  return r.rejected == 0 ? Errors{} : Errors{refusal_of(r)};
}

Answer answer_of(ImportReport report)
{
  Answer answer{.document = report_json(report), .problems = refusal_in(report)};
  answer.table =
    std::make_shared<const TableTold>(TableTold{.problems = std::move(report.problems),
                                                .warnings = std::move(report.warnings),
                                                .understood = std::move(report.understood),
                                                .is_repeated = report.repeated});
  return answer;
}

// Has what is said of the request's rows said in the language of who asks, and who asks told how
// far it is.
void follow(ImportRequest& request, Means& means)
{
  request.sentence = [&means](const Error& error) {
    return texts::sentence_of(means.texts, error);
  };
  request.progress = [&means, name = request.name](const services::ImportProgress& progress) {
    means.files.went_on(name, progress);
  };
}

Result<Answer> import_one(const Context& context, const ImportPlan& plan, Input input, Means& means)
{
  TRY(input.opened);
  follow(input.request, means);
  if (plan.form.online) {
    TRY_ASSIGN(input.request.look_up, context.public_register());
  }
  TRY_ASSIGN(ImportReport report, services::import_file(context, std::move(input.request)));
  return answer_of(std::move(report));
}

// In turn; a credit note comes after the invoices, of which it takes from one.
template <typename Take>
void each_in_turn(const ImportPlan& plan, const Files& files, Take take)
{
  std::vector<SentTable> later;
  for (const SentTable& table : plan.form.files) {
    Input input = input_of(plan, table, files);
    if (input.request.invoice.takes_back) {
      later.push_back(table);
    } else {
      take(table, std::move(input));
    }
  }
  for (const SentTable& table : later) {
    take(table, input_of(plan, table, files));
  }
}

// What became of several files.
class Series
{
public:
  void add(const SentTable& table, const Result<Answer>& answer)
  {
    ++m_files;
    if (!answer) {
      add_failure(table, answer.errors());
      return;
    }
    for (const char* const member : k_sums) {
      m_sums[member] =
        m_sums[member].get<std::int64_t>() + answer->document[member].get<std::int64_t>();
    }
    const bool is_good = answer->problems.empty();
    m_refused += is_good ? 0 : 1;
    m_written += is_good || answer->problems.front().code.starts_with("import.partial") ? 1 : 0;
    m_is_trial = m_is_trial || answer->document["dry_run"].get<bool>();
  }

  Answer answer() const
  {
    Json document = head_of_reports();
    document["files"] = Json::array();
    document["failed"] = m_failed;
    document.update(m_sums);
    return {.document = std::move(document), .problems = problems()};
  }

private:
  static constexpr const char* k_sums[] = {"read", "created", "updated", "unchanged", "rejected"};

  static Json no_sums()
  {
    Json sums = Json::object();
    for (const char* const member : k_sums) {
      sums[member] = 0;
    }
    return sums;
  }

  void add_failure(const SentTable& table, const Errors& errors)
  {
    ++m_refused;
    for (const Error& error : errors) {
      m_failed.push_back({{"file", util::printable(table.name)},
                          {"code", error.code},
                          {"message", texts::english_sentence_of(error)}});
    }
  }

  const char* code_of_refused() const
  {
    const char* const some = m_is_trial ? "import.some_files_trial" : "import.some_files";
    return m_written == 0 ? "import.no_file" : some;
  }

  Errors problems() const
  {
    if (m_refused == 0) {
      return {};
    }
    return {{code_of_refused(), {std::to_string(m_refused), std::to_string(m_files)}}};
  }

  std::int64_t m_files = 0, m_refused = 0, m_written = 0;
  bool m_is_trial = false;
  Json m_sums = no_sums(), m_failed = Json::array();
};

Answer import_series(const Context& context, const ImportPlan& plan, Means& means)
{
  Series series;
  each_in_turn(plan, means.files, [&](const SentTable& table, Input input) {
    input.request.rehearsal = plan.is_trial();
    const Result<Answer> answer = import_one(context, plan, std::move(input), means);
    series.add(table, answer);
    means.files.done_with(table, answer);
  });
  return series.answer();
}

// An import of one file has it opened before the store is.
struct AskedImport
{
  ImportPlan plan;
  std::shared_ptr<Input> only;

  Effect effect() const { return plan.effect(); }
  Who who() const { return plan.who(); }
};

// Where refused rows go is CSV or a workbook.
Outcome check_rejects(const Files& files, const SentTable& table)
{
  const RejectsPlace place = files.rejects_of(table);
  return place.path ? services::check_rejects_form(*place.path) : Outcome(Done{});
}

Result<AskedImport> understood_import(const Import& request, const Files& files)
{
  TRY_ASSIGN(const ImportPlan plan, plan_of(request));
  TRY(check_rejects(files, request.files.front()));
  AskedImport asked{.plan = plan, .only = nullptr};
  if (request.files.size() == 1) {
    asked.only = std::make_shared<Input>(input_of(plan, request.files.front(), files));
    TRY(asked.only->opened);
  }
  return asked;
}

// Each file of a trial sees those before it, as when all are written.
Result<Answer> import_files(const Context& context, const AskedImport& asked, Means& means)
{
  if (asked.only != nullptr) {
    return import_one(context, asked.plan, std::move(*asked.only), means);
  }
  if (!asked.plan.is_trial()) {
    return import_series(context, asked.plan, means);
  }
  const store::Rehearsal rehearsal(context.store);
  return import_series(context, asked.plan, means);
}

SentTable as_table(const BatchName& name)
{
  return {.name = name.batch, .sha256 = {}};
}

Result<BatchName> understood_resume(const BatchName& name, const Files& files)
{
  TRY(check_rejects(files, as_table(name)));
  return name;
}

Result<Answer> resume_batch(const Context& context, const BatchName& name, Means& means)
{
  const RejectsPlace rejects = means.files.rejects_of(as_table(name));
  ImportRequest request;
  request.name = name.batch;
  request.reject_file = rejects.path;
  request.reject_form = rejects.form;
  request.rates = &formats::built_in_rates();
  follow(request, means);
  TRY_ASSIGN(ImportReport report, services::resume_batch(context, name.batch, std::move(request)));
  return answer_of(std::move(report));
}

} // namespace

Json problem_of_import(const ImportProblem& problem)
{
  Json record, line;
  if (problem.record != 0) {
    record = problem.record;
  }
  if (problem.line != 0) {
    line = problem.line;
  }
  return {{"record", record},
          {"line", line},
          {"column", formats::text_or_null(problem.column)},
          {"value", util::printable(problem.value)},
          {"code", problem.error.code},
          {"message", texts::english_sentence_of(problem.error)},
          {"hint", texts::english_hint_of(problem.error)}};
}

Json head_of_reports()
{
  return {{"schema", "myatlas/import-reports/1"}};
}

constexpr OperationOf<Import> k_import = operation<understood_import, import_files>({
  .name = "import",
  .effect = Effect::write,
  .who = Who::anybody,
  .answer = "myatlas/import-report/1|myatlas/import-reports/1",
});

constexpr OperationOf<BatchName> k_resume_batch = operation<understood_resume, resume_batch>({
  .name = "resume-batch",
  .effect = Effect::write,
  .answer = "myatlas/import-report/1",
});

} // namespace myatlas::operations
