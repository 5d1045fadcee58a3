// Where the figures of a simulation come from: one place, and no option that it would not look at.
#include <algorithm>
#include <span>

#include "commands/contributions/simulate.hpp"
#include "domain/values/names.hpp"
#include "util/ranges.hpp"

namespace myatlas::cli {

namespace {

// Where figures may come from, besides the options themselves.
constexpr unsigned k_file = 1, k_batch = 2, k_dsn = 4, k_store = 8;

// Text options of the form that some sources would not look at.
struct IdleOption
{
  const char* name;
  domain::TextMember<domain::PayrollForm> text;
  unsigned idle; // with these
};

constexpr IdleOption k_idle_options[] = {
  {"--payroll", &domain::PayrollForm::payroll, k_file | k_batch | k_dsn},
  {"--year", &domain::PayrollForm::year, k_file | k_batch | k_dsn},
  {"--month", &domain::PayrollForm::month, k_file | k_batch | k_dsn | k_store},
  {"--headcount", &domain::PayrollForm::headcount, k_file | k_batch},
  {"--headcount-of-year", &domain::PayrollForm::headcount_of_year, k_file | k_batch},
};

constexpr IdleOption k_idle_parts[] = {
  {"--cdd-payroll", &domain::PayrollForm::cdd_payroll, k_file | k_batch | k_dsn},
  {"--cdd-exempt-payroll", &domain::PayrollForm::cdd_exempt_payroll, k_file | k_batch | k_dsn},
  {"--apprentice-payroll", &domain::PayrollForm::apprentice_payroll, k_file | k_batch | k_dsn},
  {"--alsace-moselle-payroll", &domain::PayrollForm::alsace_moselle_payroll,
   k_file | k_batch | k_dsn},
  {"--alternants-ratio", &domain::PayrollForm::alternants_ratio, k_file | k_batch},
  {"--alternants", &domain::PayrollForm::alternants, k_file | k_batch},
  {"--idcc", &domain::PayrollForm::idcc, k_file | k_batch},
};

const char* idle_text(const domain::PayrollForm& form, unsigned source,
                      std::span<const IdleOption> options)
{
  const auto found = std::ranges::find_if(options, [&](const IdleOption& option) {
    return (option.idle & source) != 0 && !(form.*option.text).empty();
  });
  return found == options.end() ? nullptr : found->name;
}

struct GivenOption
{
  const char* name;
  bool is_given;
};

const char* first_given(std::initializer_list<GivenOption> options)
{
  const auto* found = util::find_first(options, &GivenOption::is_given);
  return found == nullptr ? nullptr : found->name;
}

unsigned source_of(const SimulateOptions& o)
{
  unsigned source = 0;
  for (const auto& [is_given, bit] : {std::pair{!o.from_file.empty(), k_file},
                                      {!o.batch.empty(), k_batch},
                                      {!o.dsn.empty(), k_dsn},
                                      {!o.company.empty(), k_store}}) {
    source |= is_given ? bit : 0;
  }
  return source;
}

// An option that the source chosen would not look at; null when there is none.
const char* idle_option(const SimulateOptions& o)
{
  const domain::PayrollForm& f = o.form;
  const unsigned source = source_of(o);
  const bool file = (source & k_file) != 0, batch = (source & k_batch) != 0;
  const bool file_or_batch = file || batch;
  if (const char* option = idle_text(f, source, k_idle_options)) {
    return option;
  }
  if (file_or_batch && !f.headcount_history.empty()) {
    return "--headcount-history";
  }
  if (const char* option = idle_text(f, source, k_idle_parts)) {
    return option;
  }
  return first_given({{"--association", file_or_batch && f.association},
                      {"--temporary-work", file_or_batch && f.temporary_work},
                      {"--rounding", file && !f.rounding.empty()},
                      {"--pdf", !o.pdf.empty() && (batch || !o.pdf_dir.empty())},
                      {"--to", !o.to.empty() && !batch},
                      {"--compare", !o.compare.empty() && (batch || o.explain)},
                      {"--explain", o.explain && batch}});
}

std::vector<const char*> sources_of(const SimulateOptions& o)
{
  std::vector<const char*> sources;
  for (const auto& [option, given] : {std::pair{"--from-file", !o.from_file.empty()},
                                      {"--siret", !o.company.empty()},
                                      {"--dsn", !o.dsn.empty()},
                                      {"--batch", !o.batch.empty()}}) {
    if (given) {
      sources.push_back(option);
    }
  }
  return sources;
}

// What the options have to say where the figures come from them, or from the store.
Errors missing_figures(const SimulateOptions& o, bool by_options)
{
  Errors problems;
  const bool needs_year = by_options || !o.company.empty();
  const bool has_period = !o.form.year.empty() || (by_options && !o.form.month.empty());
  if (needs_year && !has_period) {
    problems.push_back({"usage.missing", {"--year", "simulate-contribution"}});
  }
  if (!by_options) {
    return problems;
  }
  if (!o.form.year.empty() && !o.form.month.empty()) {
    problems.push_back({"usage.both", {"--year", "--month"}});
  }
  if (o.form.payroll.empty()) {
    problems.push_back({"usage.missing", {"--payroll", "simulate-contribution"}});
  }
  if (!problems.empty() && o.form.headcount.empty() && o.form.headcount_history.empty()) {
    problems.push_back({"contribution.headcount_required", {}});
  }
  return problems;
}

} // namespace

Outcome check_sources(const SimulateOptions& o)
{
  const std::vector<const char*> sources = sources_of(o);
  if (sources.size() > 1) {
    return Error{"usage.both", {sources[0], sources[1]}};
  }
  if (const char* idle = idle_option(o)) {
    const char* without = o.explain ? "--explain" : "--payroll";
    return Error{"usage.both", {sources.empty() ? without : sources[0], idle}};
  }
  const Errors problems = missing_figures(o, sources.empty());
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

} // namespace myatlas::cli
