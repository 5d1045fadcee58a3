#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

struct BatchName
{
  std::string batch; // "B-12"
};

extern const OperationOf<Nothing> k_list_batches;
extern const OperationOf<BatchName> k_show_batch;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::BatchName>
{
  using Form = operations::BatchName;
  static constexpr std::tuple k_members = {required("batch", &Form::batch, Says::number)};
};
