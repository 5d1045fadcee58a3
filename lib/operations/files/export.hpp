#pragma once

#include "operations/operation.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

// In which form a file is written.
enum class FileForm
{
  csv,
  jsonl,
  xlsx,
  factur_x, // one invoice
};

Result<FileForm> parse_file_form(std::string_view text); // "usage.choice"

// All rows of a kind, in a file that an import takes back; or one invoice.
struct Export
{
  std::string kind;   // of a file, or "invoice"
  std::string number; // of that invoice
  std::string format; // empty: csv; of an invoice factur-x
};

// The refused rows of a batch, as they were kept.
struct GetRejects
{
  std::string batch;      // "B-12"
  bool for_excel = false; // CSV as a French Excel opens it
};

// Their bytes go to Files::take; the answer tells the form and how many rows they are.
extern const OperationOf<Export> k_export;
extern const OperationOf<GetRejects> k_get_rejects;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::Export>
{
  using Form = operations::Export;
  static constexpr std::tuple k_members = {
    required("kind", &Form::kind), member("number", &Form::number, Says::number),
    word<operations::parse_file_form>("format", &Form::format)};
};

template <>
struct Shape<operations::GetRejects>
{
  using Form = operations::GetRejects;
  static constexpr std::tuple k_members = {required("batch", &Form::batch, Says::number),
                                           member("for_excel", &Form::for_excel)};
};

} // namespace myatlas::formats
