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

// Answers on a store that is opened for it once the request was read, where the request needs one.
class InProcess final : public Caller
{
public:
  // Null where a request can do without a store and there is none.
  using Open = std::function<util::Result<services::Context*>(Effect, Who, Needs)>;
  using Time = std::function<Moment()>;
  InProcess(Open open, Time time, texts::Texts texts)
    : m_open(std::move(open)), m_time(std::move(time)), m_texts(std::move(texts))
  {
  }

  Result<Answer> call(const Operation& operation, const Json& request, Files& files) override;

private:
  Result<services::Context*> context_for(const Operation& operation, const Call& call) const;

  Open m_open;
  Time m_time;
  texts::Texts m_texts;
};

} // namespace myatlas::operations
