#pragma once

#include "operations/contributions/payroll_shape.hpp"
#include "operations/contributions/rates_sent.hpp"
#include "operations/files/table_request.hpp"
#include "operations/operation.hpp"
#include "services/contributions/simulate_batch.hpp"

namespace myatlas::operations {

using services::UnknownBranch;

// What employers owe. The figures come from one place: the form itself, a company of the store with
// what the form adds, employers in JSON, DSN files with what the form adds, or a file of employers,
// whose answers go to Files::begin and take.
struct Simulate
{
  domain::PayrollForm form;
  std::string company;              // SIREN, SIRET or member code
  SentFile employers;               // "myatlas/payrolls/1"
  std::vector<SentTable> dsn;       // of one company and year
  bool dsn_archive = false;         // or of all there are in them
  SentTable batch;                  // employers, a line each
  TableRequest table;               // how it is read
  std::string format;               // of its answers: "csv", "excel", "jsonl", "xlsx"; empty: csv
  SentFile rates;                   // a rate table in the place of the built-in one
  std::vector<std::string> compare; // "year=2024,2025", "headcount=11", "alternants=+1"
  std::string firm, client;         // names on a statement
  bool strict = false;              // a branch whose rate is not known is refused
  bool explain = false;             // how each amount was worked out, in place of the figures
  bool statement = false;           // the only result as a PDF beside the document
  bool statements = false;          // one for each, which go to Files::hand_over
};

// In which form the answers to a file of employers are written.
enum class AnswerForm
{
  csv,   // for programs
  excel, // CSV as a French Excel opens it
  jsonl,
  xlsx,
};

Result<AnswerForm> parse_answer_form(std::string_view text); // usage.choice

// A simulation as it was understood.
struct AskedSimulation
{
  Simulate form;
  RatesSent rates;
  std::vector<domain::PayrollForm> employers; // where neither the store nor a table has them
  formats::CsvOptions csv;                    // of the file of employers
  domain::Rounding rounding = domain::Rounding::cent;
  AnswerForm answers = AnswerForm::csv;

  bool is_batch() const { return !form.batch.name.empty(); }
  bool is_of_dsn() const { return !form.dsn.empty(); }
  bool is_of_company() const { return !form.company.empty(); }
  UnknownBranch unknown() const
  {
    return form.strict ? UnknownBranch::refused : UnknownBranch::left_out;
  }

  Who who() const { return is_of_company() ? Who::reader : Who::anybody; }
  Needs needs() const;
};

// All that is wrong with a request by itself, each at its member: usage.both where two places are
// named or a member that the one named would not look at, usage.missing,
// contribution.headcount_required, rounding.unknown, usage.choice, and as RatesSent::read,
// read_payrolls and csv_options_of.
Result<AskedSimulation> understood_simulation(const Simulate& request, const Files& files);

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::Simulate>
{
  using Form = operations::Simulate;
  static constexpr std::tuple k_members = {
    flat(&Form::form),
    member("company", &Form::company),
    member("employers", &Form::employers),
    member("dsn", &Form::dsn),
    member("dsn_archive", &Form::dsn_archive),
    member("batch", &Form::batch),
    flat(&Form::table),
    word<operations::parse_answer_form>("format", &Form::format),
    member("rates", &Form::rates),
    member("compare", &Form::compare),
    member("firm", &Form::firm),
    member("client", &Form::client),
    member("strict", &Form::strict),
    member("explain", &Form::explain),
    member("statement", &Form::statement),
    member("statements", &Form::statements)};
};

} // namespace myatlas::formats
