#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/opco_api.hpp"
#include "operations/caller.hpp"
#include "operations/operations.hpp"
#include "unit/services/world.hpp"

namespace myatlas::operations {

// Asks operations as somebody from afar does: a request in JSON, by the name of the operation.
class Asker
{
public:
  explicit Asker(services::Context context)
    : m_context(std::move(context)), m_caller(
                                       [this](Effect effect, Who, Needs) {
                                         m_effect = effect;
                                         return &m_context;
                                       },
                                       [this] {
                                         return Moment{m_context.now(), m_context.zone};
                                       },
                                       texts::Texts())
  {
    m_context.public_register = nowhere<services::SireneLookup*>;
    m_context.opco = [](const store::OpcoConnection&) { return nowhere<gateway::OpcoApi>(); };
  }
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  util::Result<Answer> ask(std::string_view name, const std::string& request)
  {
    const Operation* operation = find(name);
    REQUIRE(operation != nullptr);
    m_effect.reset();
    return m_caller.call(*operation, *formats::parse_json(request), files);
  }
  Json document(const char* name, const std::string& request)
  {
    return services::done(ask(name, request)).document;
  }
  std::string told(const char* name, const std::string& request)
  {
    return services::told_by(ask(name, request));
  }
  // How the store was opened; nothing: the request was refused before.
  std::optional<Effect> effect() const { return m_effect; }

  Files files;

private:
  template <typename T>
  static util::Result<T> nowhere()
  {
    return util::Error{"network.unreachable", {"nowhere"}};
  }

  services::Context m_context;
  std::optional<Effect> m_effect;
  InProcess m_caller;
};

} // namespace myatlas::operations
