#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

// By an establishment of the register, or by a collective agreement.
struct FindOpco
{
  std::string siret, idcc;
};

extern const OperationOf<FindOpco> k_find_opco;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::FindOpco>
{
  using Form = operations::FindOpco;
  static constexpr std::tuple k_members = {member("siret", &Form::siret, Says::siret),
                                           member("idcc", &Form::idcc, Says::number)};
};
