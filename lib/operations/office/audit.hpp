#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

// Who did what; of all that is given here.
struct ListAudit
{
  std::string actor, command, subject, since, until, limit, after;
  bool verify = false; // the chain of hashes is followed first
};

extern const OperationOf<ListAudit> k_audit;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::ListAudit>
{
  using Form = operations::ListAudit;
  static constexpr std::tuple k_members = {member("verify", &Form::verify),
                                           member("actor", &Form::actor),
                                           member("command", &Form::command),
                                           member("subject", &Form::subject),
                                           member("since", &Form::since, Says::day),
                                           member("until", &Form::until, Says::day),
                                           member("limit", &Form::limit, Says::figure),
                                           member("after", &Form::after, Says::figure)};
};
