#pragma once

#include "operations/companies/company_form.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

// A company by SIREN, SIRET or member code.
struct CompanyName
{
  std::string company;
};

extern const OperationOf<domain::CompanyForm> k_add_company;
extern const OperationOf<CompanyName> k_leave_company, k_show_company;
extern const OperationOf<Nothing> k_list_companies;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::CompanyName>
{
  using Form = operations::CompanyName;
  static constexpr std::tuple k_members = {required("company", &Form::company)};
};
