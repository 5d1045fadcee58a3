#include "operations/caller.hpp"

namespace myatlas::operations {

util::Result<Answer> InProcess::call(const Operation& operation, const Json& request, Files& files)
{
  TRY_ASSIGN(const Call call, operation.read(request));
  TRY_ASSIGN(services::Context* const context, m_open(operation.effect, operation.who));
  return call(*context, files);
}

} // namespace myatlas::operations
