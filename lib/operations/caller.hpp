#pragma once

#include <functional>

#include "operations/operation.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

// Who answers what is asked: the store in this process so far.
class Caller
{
public:
  virtual ~Caller() = default;
  virtual Result<Answer> call(const Operation& operation, const Json& request, Files& files) = 0;

  template <typename Request>
  Result<Answer> ask(const OperationOf<Request>& operation, const Request& request, Files& files)
  {
    Json json = formats::shape_json(request);
    Result<Answer> answer = call(operation, json, files);
    formats::wipe(json);
    return answer;
  }
};

// Answers on a store that is opened for it once the request was read.
class InProcess final : public Caller
{
public:
  using Open = std::function<util::Result<services::Context*>(Effect, Who)>;
  InProcess(Open open, texts::Texts texts) : m_open(std::move(open)), m_texts(std::move(texts)) {}

  Result<Answer> call(const Operation& operation, const Json& request, Files& files) override;

private:
  Open m_open;
  texts::Texts m_texts;
};

} // namespace myatlas::operations
