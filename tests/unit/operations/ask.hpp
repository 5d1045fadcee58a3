#pragma once

#include <string>

#include "unit/operations/asker.hpp"

// How tests ask operations: JSON in, on the store of services' tests, a document out.
namespace myatlas::operations {

inline util::Result<Answer> asked(const Operation& operation, const services::Context& who,
                                  const std::string& request)
{
  return Asker(who).ask(operation.name, request);
}

inline util::Result<Answer> answer_to(const Operation& operation, const services::Context& context,
                                      const Json& request)
{
  return asked(operation, context, request.dump());
}

inline Json document_of(const Operation& operation, const services::Context& context,
                        const Json& request = Json::object())
{
  Json document = services::done(answer_to(operation, context, request)).document;
  CHECK(std::string(operation.answer).find(document["schema"].get<std::string>()) !=
        std::string::npos);
  return document;
}

// "email: email.form x": what is wrong first, with its place and values.
inline std::string refusal_of(const Operation& operation, const services::Context& context,
                              const Json& request)
{
  return services::told_by(answer_to(operation, context, request));
}

// What is wrong with a request by itself, before any store is opened: all codes.
inline std::string misread(const Operation& operation, const Json& request)
{
  return services::codes_of(operation.read(request, Files()));
}

} // namespace myatlas::operations
