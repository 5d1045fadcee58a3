#pragma once

#include "operations/operation.hpp"
#include "operations/pages.hpp"

namespace myatlas::operations {

// Establishments to be managed; a company that is new to the account is proved besides, by its
// member code and payroll.
struct AddSirets
{
  std::vector<std::string> sirets;
  std::string member_code, payroll, payroll_year;
  bool online = false; // asked for at the public register first
};

struct Sirets
{
  std::vector<std::string> sirets;
};

extern const OperationOf<AddSirets> k_add_siret;
extern const OperationOf<Sirets> k_remove_siret;
extern const OperationOf<OfCompany> k_list_establishments;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::AddSirets>
{
  using Form = operations::AddSirets;
  static constexpr std::tuple k_members = {
    required("sirets", &Form::sirets, Says::siret), member("member_code", &Form::member_code),
    member("payroll", &Form::payroll, Says::amount),
    member("payroll_year", &Form::payroll_year, Says::figure), member("online", &Form::online)};
};

template <>
struct Shape<operations::Sirets>
{
  using Form = operations::Sirets;
  static constexpr std::tuple k_members = {required("sirets", &Form::sirets, Says::siret)};
};

} // namespace myatlas::formats
