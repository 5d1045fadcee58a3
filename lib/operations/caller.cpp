#include "operations/caller.hpp"

namespace myatlas::operations {

Result<services::Context*> InProcess::context_for(const Operation& operation,
                                                  const Call& call) const
{
  if (call.needs == Needs::nothing) {
    return nullptr;
  }
  return m_open(call.effect.value_or(operation.effect), call.who.value_or(operation.who),
                call.needs);
}

Result<Answer> InProcess::call(const Operation& operation, const Json& request, Files& files)
{
  TRY_ASSIGN(const Call call, operation.read(request, files));
  TRY_ASSIGN(services::Context* const context, context_for(operation, call));
  Means means{.files = files, .texts = m_texts, .moment = m_time()};
  return call.serve(context, means);
}

} // namespace myatlas::operations
