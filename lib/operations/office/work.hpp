#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

// A page of the work that waits for the OPCO.
struct ListWork
{
  std::string limit, after;
};

extern const OperationOf<ListWork> k_list_work;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::ListWork>
{
  using Form = operations::ListWork;
  static constexpr std::tuple k_members = {member("limit", &Form::limit, Says::figure),
                                           member("after", &Form::after)};
};
