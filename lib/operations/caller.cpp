#include "operations/caller.hpp"

namespace myatlas::operations {

Result<Answer> InProcess::call(const Operation& operation, const Json& request, Files& files)
{
  TRY_ASSIGN(const Call call, operation.read(request, files));
  TRY_ASSIGN(services::Context* const context,
             m_open(call.effect.value_or(operation.effect), call.who.value_or(operation.who)));
  Means means{.files = files, .texts = m_texts};
  return call.serve(*context, means);
}

} // namespace myatlas::operations
