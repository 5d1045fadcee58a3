#pragma once

#include <filesystem>

#include "operations/contributions/employer_result.hpp"
#include "operations/contributions/payroll_shape.hpp"
#include "operations/files/table_request.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

using services::Agreements;
using services::EmployerAnswer;
using services::EmployerCounts;

// What a store knows of employers: of one company the figures that a form lacks; of none, which
// agreements those of the account have.
struct KnownEmployers
{
  std::string company; // SIREN, SIRET or member code
  domain::PayrollForm form;
  SentFile rates; // a rate table in the place of the built-in one
};

// "myatlas/payrolls/1", as simulate-contribution reads it.
extern const OperationOf<KnownEmployers> k_simulate;

// The agreements of the employers of such a document, by SIREN.
Agreements agreements_in(const Json& payrolls);

// How a file of employers is answered. No store is asked.
struct EmployersFile
{
  std::filesystem::path path;
  TableRequest table;
  std::string rounding; // "cent", "euro"; empty: cent
  UnknownBranch unknown = UnknownBranch::left_out;
};

struct EmployersPlan
{
  std::filesystem::path path;
  formats::CsvOptions csv;
  domain::Rounding rounding = domain::Rounding::cent;
  UnknownBranch unknown = UnknownBranch::left_out;
};

// rounding.unknown (text, those known), and as csv_options_of; each at its member.
Result<EmployersPlan> understood_employers(const EmployersFile& request);

// As services::simulate_employers.
Result<EmployerCounts> simulate_employers(const domain::RateTable& rates, const EmployersPlan& plan,
                                          const Agreements& agreements,
                                          const std::function<bool(const EmployerAnswer&)>& each,
                                          const services::Warn& warn);

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::KnownEmployers>
{
  using Form = operations::KnownEmployers;
  static constexpr std::tuple k_members = {member("company", &Form::company), flat(&Form::form),
                                           member("rates", &Form::rates)};
};

} // namespace myatlas::formats
