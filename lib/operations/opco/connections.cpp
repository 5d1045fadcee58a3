// How a CFA reaches an OPCO.
#include "operations/opco/connections.hpp"

#include <algorithm>

#include "services/opco/connections.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_connections_answer = "myatlas/opco-connections/1";

struct ConnectionAsked
{
  services::ConnectionForm form;
  bool says_nothing = false; // but which connection

  Effect effect() const { return says_nothing ? Effect::read : Effect::write; }
};

std::optional<util::Secret> if_given(const util::Secret& secret)
{
  return secret.empty() ? std::nullopt : std::optional(secret);
}

util::Result<ConnectionAsked> understood_connection(const ConfigureOpco& o)
{
  const auto texts = {&o.base_url, &o.token_url, &o.scope, &o.client_id, &o.api_version};
  const bool no_text =
    std::ranges::all_of(texts, [](const std::string* text) { return text->empty(); });
  return ConnectionAsked{.form = {.opco = o.opco,
                                  .base_url = o.base_url,
                                  .token_url = o.token_url,
                                  .scope = o.scope,
                                  .client_id = o.client_id,
                                  .version = o.api_version,
                                  .client_secret = if_given(o.client_secret),
                                  .cfa_key = if_given(o.cfa_key)},
                         .says_nothing = no_text && o.client_secret.empty() && o.cfa_key.empty()};
}

Json connections_json(const std::vector<store::OpcoConnection>& connections)
{
  Json rows = Json::array();
  for (const store::OpcoConnection& c : connections) {
    rows.push_back({{"opco", c.opco},
                    {"base_url", c.base_url},
                    {"token_url", c.token_url},
                    {"scope", formats::text_or_null(c.scope)},
                    {"client_id", c.client_id},
                    {"api_version", c.version}});
  }
  return {{"schema", k_connections_answer}, {"connections", rows}};
}

util::Result<Json> configure_opco(const Context& context, const ConnectionAsked& asked)
{
  if (asked.says_nothing) {
    TRY_ASSIGN(const auto connections, services::list_connections(context));
    return connections_json(connections);
  }
  TRY_ASSIGN(const auto connection, services::configure_opco(context, asked.form));
  return connections_json({connection});
}

} // namespace

constexpr OperationOf<ConfigureOpco> k_configure_opco =
  operation<understood_connection, configure_opco>({
    .name = "configure-opco",
    .effect = Effect::write,
    .who = Who::account,
    .answer = k_connections_answer,
  });

} // namespace myatlas::operations
