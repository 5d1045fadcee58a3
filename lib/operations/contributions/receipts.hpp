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

// Of one declaration, or of all of a payroll year that are settled in full.
struct IssueReceipt
{
  std::string number;
  bool pdf = false;     // as a file too
  std::string all_paid; // the year
  bool dry_run = false; // of a year: what would be issued
};

extern const OperationOf<GetReceipt> k_get_receipt;
extern const OperationOf<VerifyReceipt> k_verify_receipt;
extern const OperationOf<IssueReceipt> k_issue_receipt;

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
struct Shape<operations::IssueReceipt>
{
  using Form = operations::IssueReceipt;
  static constexpr std::tuple k_members = {
    member("number", &Form::number, Says::number), member("pdf", &Form::pdf),
    member("all_paid", &Form::all_paid, Says::figure), member("dry_run", &Form::dry_run)};
};

} // namespace myatlas::formats
