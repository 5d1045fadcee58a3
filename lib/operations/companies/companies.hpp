#pragma once

#include "operations/companies/company_form.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

// A company by SIREN, SIRET, member code or the account's own reference.
struct CompanyName
{
  std::string company;
};

struct AddCompany
{
  domain::CompanyForm form;
  std::string reference; // what the account calls it
};

struct ListCompanies
{
  std::string reference;
};

// What the account calls the company; empty: nothing any more.
struct EditCompany
{
  std::string company, reference;
};

extern const OperationOf<AddCompany> k_add_company;
extern const OperationOf<EditCompany> k_edit_company;
extern const OperationOf<CompanyName> k_leave_company, k_show_company;
extern const OperationOf<ListCompanies> k_list_companies;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::AddCompany>
{
  using Form = operations::AddCompany;
  static constexpr std::tuple k_members = {flat(&Form::form),
                                           member("reference", &Form::reference)};
};

template <>
struct myatlas::formats::Shape<myatlas::operations::ListCompanies>
{
  using Form = operations::ListCompanies;
  static constexpr std::tuple k_members = {member("reference", &Form::reference)};
};

template <>
struct myatlas::formats::Shape<myatlas::operations::EditCompany>
{
  using Form = operations::EditCompany;
  static constexpr std::tuple k_members = {required("company", &Form::company),
                                           member("reference", &Form::reference)};
};

template <>
struct myatlas::formats::Shape<myatlas::operations::CompanyName>
{
  using Form = operations::CompanyName;
  static constexpr std::tuple k_members = {required("company", &Form::company)};
};
