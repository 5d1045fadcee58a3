#include "operations/caller.hpp"

namespace myatlas::operations {

namespace {

// A write that is tried alone says so in its request.
Effect effect_of(const Operation& operation, const Json& request)
{
  const bool is_trial = operation.effect == Effect::write && request.value("dry_run", false);
  return is_trial ? Effect::trial : operation.effect;
}

} // namespace

util::Result<Answer> InProcess::call(const Operation& operation, const Json& request, Files& files)
{
  TRY_ASSIGN(const Call call, operation.read(request));
  TRY_ASSIGN(services::Context* const context,
             m_open(call.effect.value_or(effect_of(operation, request)), operation.who));
  Means means{.files = files, .texts = m_texts};
  return call.serve(*context, means);
}

} // namespace myatlas::operations
