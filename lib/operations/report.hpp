#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

// What a report is about, which says its parts.
enum class ReportKind
{
  portfolio,
  company,
  dossiers,
  contributions,
};

Result<ReportKind> parse_report_kind(std::string_view text); // "usage.choice"

struct Report
{
  std::string what;
  std::string company; // of a report of one company; of the others: only what is its own
};

extern const OperationOf<Report> k_report;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::Report>
{
  using Form = operations::Report;
  static constexpr std::tuple k_members = {
    required_word<operations::parse_report_kind>("what", &Form::what),
    member("company", &Form::company)};
};

} // namespace myatlas::formats
