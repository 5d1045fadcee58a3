#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"
#include "store/tables/opco_links.hpp"

namespace myatlas::services {

// A connection as typed. Empty: as it was, for one that is there.
struct ConnectionForm
{
  std::string opco, base_url, token_url, scope, client_id, version;
  std::optional<util::Secret> client_secret, cfa_key;
};

// Keeps how the acting CFA reaches an OPCO. Secrets go no further than the addresses they were
// given for: another one asks for them again. All problems at once: field.required (member),
// network.url, opco.version (text), contract.cfa_only.
Result<store::OpcoConnection> configure_opco(const Context& context, const ConnectionForm& form);

// Those of the acting CFA; opco.not_configured (name).
Result<std::vector<store::OpcoConnection>> list_connections(const Context& context);
Result<store::OpcoConnection> connection_named(const Context& context, const std::string& opco);

} // namespace myatlas::services
