// How a CFA reaches an OPCO.
#include "operations/opco/connections.hpp"

#include <algorithm>

#include "operations/documents.hpp"
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

bool says_nothing(const ConfigureOpco& o)
{
  const auto texts = {&o.base_url, &o.token_url, &o.scope, &o.client_id, &o.api_version};
  return std::ranges::all_of(texts, [](const std::string* text) { return text->empty(); }) &&
         o.client_secret.empty() && o.cfa_key.empty();
}

services::ConnectionForm form_of(const ConfigureOpco& o)
{
  return {.opco = o.opco,
          .base_url = o.base_url,
          .token_url = o.token_url,
          .scope = o.scope,
          .client_id = o.client_id,
          .version = o.api_version,
          .client_secret = if_given(o.client_secret),
          .cfa_key = if_given(o.cfa_key)};
}

Result<ConnectionAsked> understood_connection(const ConfigureOpco& o)
{
  return ConnectionAsked{.form = form_of(o), .says_nothing = says_nothing(o)};
}

Json connection_row(const store::OpcoConnection& c)
{
  return {{"opco", c.opco},           {"base_url", c.base_url},
          {"token_url", c.token_url}, {"scope", formats::text_or_null(c.scope)},
          {"client_id", c.client_id}, {"api_version", c.version}};
}

Json connections_json(const std::vector<store::OpcoConnection>& connections)
{
  return list_document(k_connections_answer, "connections", rows_of(connections, connection_row));
}

Result<Json> configure_opco(const Context& context, const ConnectionAsked& asked)
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
