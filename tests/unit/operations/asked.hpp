#pragma once

#include <string>

#include "operations/caller.hpp"
#include "unit/services/world.hpp"

namespace myatlas::operations {

// An operation asked with a request as text, by somebody of the world of services.
inline util::Result<Answer> asked(const Operation& operation, services::Context who,
                                  const std::string& request, Files files = {})
{
  InProcess caller([&](Effect, Who) { return util::Result<services::Context*>(&who); },
                   texts::Texts());
  return caller.call(operation, formats::Json::parse(request), files);
}

} // namespace myatlas::operations
