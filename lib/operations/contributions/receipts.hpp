#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

struct GetReceipt
{
  std::string number; // of the receipt, or of its declaration
  bool pdf = false;   // as a file too
};

struct VerifyReceipt
{
  std::string number, code;
};

// The receipts of all declarations of a payroll year that are settled in full.
struct IssueReceipts
{
  std::string year;
  bool dry_run = false;
};

extern const OperationOf<GetReceipt> k_get_receipt, k_issue_receipt;
extern const OperationOf<VerifyReceipt> k_verify_receipt;
extern const OperationOf<IssueReceipts> k_issue_receipts;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::GetReceipt>
{
  using Form = operations::GetReceipt;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           member("pdf", &Form::pdf)};
};

template <>
struct Shape<operations::VerifyReceipt>
{
  using Form = operations::VerifyReceipt;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           required("code", &Form::code)};
};

template <>
struct Shape<operations::IssueReceipts>
{
  using Form = operations::IssueReceipts;
  static constexpr std::tuple k_members = {required("year", &Form::year, Says::figure),
                                           member("dry_run", &Form::dry_run)};
};

} // namespace myatlas::formats
