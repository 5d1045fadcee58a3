#include "operations/contributions/simulate.hpp"

#include <algorithm>

#include "operations/contributions/simulated_employers.hpp"
#include "operations/contributions/simulation_documents.hpp"
#include "operations/contributions/simulation_statement.hpp"
#include "operations/files/table_told.hpp"
#include "services/contributions/dsn_files.hpp"
#include "services/contributions/simulate_company.hpp"
#include "services/contributions/simulate_variants.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

using Results = std::vector<EmployerResult>;

Result<std::string> text_of_dsn(const Simulate& form, const std::string& name, const Files& files)
{
  const auto table = std::ranges::find(form.dsn, name, &SentTable::name);
  TRY_ASSIGN(const OpenedFile opened, files.open(*table));
  return util::read_whole(opened.file, name, services::k_most_dsn_bytes);
}

std::vector<std::string> names_of(const std::vector<SentTable>& tables)
{
  return util::mapped(tables, &SentTable::name);
}

Result<Results> results_in_dsn(const AskedSimulation& asked, const Files& files)
{
  const Simulate& form = asked.form;
  TRY_ASSIGN(auto declarations,
             services::read_dsn_files(names_of(form.dsn), [&](const std::string& name) {
               return text_of_dsn(form, name, files);
             }));
  return results_of_dsn(
    asked.rates.table(), std::move(declarations), form.form,
    form.dsn_archive ? services::DsnKeeps::archive : services::DsnKeeps::one_year, asked.unknown());
}

Result<Results> results_of_company(const Context& context, const AskedSimulation& asked)
{
  TRY_ASSIGN(const domain::PayrollForm form,
             services::form_of_company(context, asked.rates.table(), asked.form.company,
                                       asked.form.form, services::looks_at_all));
  return results_of_forms(asked.rates.table(), {form}, asked.unknown());
}

// Of employers in a file, each problem is one of that file.
Result<Results> results_of_employers(const AskedSimulation& asked)
{
  auto results = results_of_forms(asked.rates.table(), asked.employers, asked.unknown());
  if (results || !asked.form.employers.is_there()) {
    return results;
  }
  Errors problems = std::move(results).errors();
  for (Error& problem : problems) {
    problem.where.file = asked.form.employers.name;
  }
  return problems;
}

Result<Results> results_of(const Context* context, const AskedSimulation& asked, const Files& files)
{
  if (asked.is_of_dsn()) {
    return results_in_dsn(asked, files);
  }
  return asked.is_of_company() ? results_of_company(*context, asked) : results_of_employers(asked);
}

bool lacks_idcc(const EmployerResult& result)
{
  return domain::lacks_agreement(result.simulation);
}

// What the figures are to be read with.
Errors warnings_of(const AskedSimulation& asked, const Results& results)
{
  Errors warnings = warnings_about(results);
  const auto without = std::ranges::count_if(results, lacks_idcc);
  if (asked.is_of_dsn() && without > 0) {
    warnings.push_back({"contribution.no_agreements", {std::to_string(without)}});
  }
  return warnings;
}

// That of each of several; where it is one, as many as there are.
Outcome hand_over_statements(const AskedSimulation& asked, const Results& results, Means& means)
{
  const StatementParties parties{.firm = asked.form.firm, .client = asked.form.client};
  StatementNames names;
  for (const EmployerResult& result : results) {
    std::string name = names.next(result);
    TRY_ASSIGN(std::string pdf, contribution_statement(means.texts, result, parties, means.moment));
    TRY(means.files.hand_over({.name = std::move(name), .bytes = std::move(pdf)}));
  }
  return Done{};
}

Result<AnswerFile> only_statement(const AskedSimulation& asked, const Results& results,
                                  const Means& means)
{
  if (results.size() != 1) {
    return Error{"statement.one", {std::to_string(results.size())}}.at("statement");
  }
  const StatementParties parties{.firm = asked.form.firm, .client = asked.form.client};
  TRY_ASSIGN(std::string pdf,
             contribution_statement(means.texts, results.front(), parties, means.moment));
  return AnswerFile{.name = StatementNames().next(results.front()), .bytes = std::move(pdf)};
}

Result<Json> comparison_of(const AskedSimulation& asked, const EmployerResult& base,
                           Errors& warnings)
{
  TRY_ASSIGN(const auto variants,
             services::simulate_variants(asked.rates.table(), base.facts, base.simulation,
                                         asked.form.compare, asked.unknown()));
  for (const Variant& variant : variants) {
    if (variant.simulation.unknown && !variant.label.empty()) {
      warnings.push_back(*variant.simulation.unknown);
    }
  }
  return comparison_document(variants);
}

Result<Json> comparison_asked(const AskedSimulation& asked, const Results& results,
                              Errors& warnings)
{
  if (results.size() > 1) {
    return Error{"usage.both", {"compare", "employers"}};
  }
  return comparison_of(asked, results.front(), warnings);
}

Result<Json> document_asked(const AskedSimulation& asked, const Results& results, Means& means,
                            Errors& warnings)
{
  if (!asked.form.compare.empty()) {
    return comparison_asked(asked, results, warnings);
  }
  if (asked.form.explain) {
    return explanation_document(means.texts, results);
  }
  return results.size() == 1 ? contribution_document(results.front())
                             : contributions_document(results);
}

Result<Answer> simulate_results(Context* context, const AskedSimulation& asked, Means& means)
{
  TRY_ASSIGN(const Results results, results_of(context, asked, means.files));
  Answer answer{.document = {}, .warnings = warnings_of(asked, results)};
  if (asked.form.statement) {
    TRY_ASSIGN(answer.file, only_statement(asked, results, means));
  }
  TRY_ASSIGN(answer.document, document_asked(asked, results, means, answer.warnings));
  if (asked.form.statements) {
    TRY(hand_over_statements(asked, results, means));
  }
  return answer;
}

// What the store knows of the agreements of the clients of the account in use; nothing where it
// cannot be read: the file is answered without it.
Agreements agreements_known(const Context* context)
{
  try {
    return context == nullptr ? Agreements() : services::agreements_of(*context);
  } catch (const util::MachineError&) {
    return {};
  }
}

// What the answers lack, as their document holds it: it is told behind what became of the file.
Errors warnings_of(const services::EmployerCounts& counts)
{
  Errors warnings;
  if (counts.without_agreement > 0) {
    warnings.push_back({"contribution.no_agreements", {std::to_string(counts.without_agreement)}});
  }
  if (counts.without_branch > 0) {
    warnings.push_back({"contribution.branches_left_out", {std::to_string(counts.without_branch)}});
  }
  return warnings;
}

Result<Answer> simulate_batch(const Context* context, const AskedSimulation& asked, Means& means)
{
  TRY_ASSIGN(const EmployersAnswered answered,
             answer_employers(asked, agreements_known(context), means));
  if (asked.form.statements) {
    TRY(hand_over_statements(asked, answered.clients, means));
  }
  const services::EmployerCounts& counts = answered.read.counts;
  auto told = std::make_shared<TableTold>();
  told->understood = answered.read.understood;
  return Answer{.document =
                  employers_document(counts, answered.clients.size(), warnings_of(counts)),
                .table = std::move(told)};
}

Result<Answer> simulate_asked(Context* context, const AskedSimulation& asked, Means& means)
{
  return asked.is_batch() ? simulate_batch(context, asked, means)
                          : simulate_results(context, asked, means);
}

} // namespace

constexpr OperationOf<Simulate> k_simulate = operation<understood_simulation, simulate_asked>({
  .name = "simulate-contribution",
  .answer = "myatlas/contribution/1|myatlas/contributions/1|myatlas/contribution-comparison/1|"
            "myatlas/contribution-explanations/1|myatlas/employers-answered/1",
});

} // namespace myatlas::operations
