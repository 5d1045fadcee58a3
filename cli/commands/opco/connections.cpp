// How a CFA reaches an OPCO.
#include "services/opco/connections.hpp"

#include "commands/opco/commands.hpp"
#include "commands/options.hpp"
#include "output/prompt.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ConfigureOptions
{
  services::ConnectionForm form;
  std::string secret_file, key_file;
};

Json json_of(const store::OpcoConnection& c)
{
  return {{"opco", c.opco},           {"base_url", c.base_url},
          {"token_url", c.token_url}, {"scope", formats::text_or_null(c.scope)},
          {"client_id", c.client_id}, {"api_version", c.version}};
}

const std::vector<Field> k_connection_fields = {{"opco", N_("OPCO")},
                                                {"base_url", N_("Address")},
                                                {"token_url", N_("Address of tokens")},
                                                {"scope", N_("Scope")},
                                                {"client_id", N_("Client")},
                                                {"api_version", N_("Version"), Show::number}};

util::Result<int> list_all(Session& session)
{
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::required));
  TRY_ASSIGN(const auto connections, services::list_connections(*context));
  Json rows = Json::array();
  for (const store::OpcoConnection& connection : connections) {
    rows.push_back(json_of(connection));
  }
  return session.show({{{"schema", "myatlas/opco-connections/1"}, {"connections", rows}},
                       k_connection_fields,
                       "connections"});
}

void bind_configure(CommandLine& line, ConfigureOptions& o)
{
  o.form.opco = "atlas";
  line.option("--opco", o.form.opco, "NAME", N_("Name of the connection (default: atlas)"));
  line.option("--base-url", o.form.base_url, "URL",
              N_("Address of the API, with or without its version"));
  line.option("--token-url", o.form.token_url, "URL", N_("Where tokens are asked for"));
  line.option("--scope", o.form.scope, "TEXT", N_("Scope of the tokens"));
  line.option("--client-id", o.form.client_id, "ID", N_("Name of the client"));
  line.option("--client-secret-file", o.secret_file, "FILE",
              N_("File with its secret, which nobody else may read"));
  line.option("--cfa-key-file", o.key_file, "FILE",
              N_("File with the CFA key, which nobody else may read"));
  line.option("--api-version", o.form.version, "1|2", N_("Version of the norm the OPCO speaks"));
}

util::Result<int> run_configure(Session& session, const ConfigureOptions& options)
{
  services::ConnectionForm form = options.form;
  const bool says_nothing = form.base_url.empty() && form.token_url.empty() && form.scope.empty() &&
                            form.client_id.empty() && form.version.empty() &&
                            options.secret_file.empty() && options.key_file.empty();
  if (says_nothing) {
    return list_all(session);
  }
  for (const auto& [file, into] :
       {std::pair{&options.secret_file, &form.client_secret}, {&options.key_file, &form.cfa_key}}) {
    if (!file->empty()) {
      TRY_ASSIGN(const util::Secret secret, read_secret_file(*file));
      *into = secret;
    }
  }
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::required));
  TRY_ASSIGN(const auto connection, as_options(services::configure_opco(*context, form)));
  return session.show({{{"schema", "myatlas/opco-connections/1"},
                        {"connections", Json::array({json_of(connection)})}},
                       k_connection_fields,
                       "connections"});
}

constexpr Example k_configure_examples[] = {
  {N_("OPCO Atlas, with the keys it gives"),
   "myatlas configure-opco --base-url https://cfa-ws.opco-atlas.org/SorApiEchangeCFA/v1/ "
   "--token-url https://login.example/token --scope 'api.read api.write' "
   "--client-id cfa-123 --client-secret-file secret --cfa-key-file cle-cfa"},
  {N_("What is configured, without its secrets"), "myatlas configure-opco"},
};
} // namespace

const Command k_configure_opco = {
  .name = "configure-opco",
  .group = Group::requests,
  .summary = N_("Set up the connection to an OPCO (CFA)"),
  .description =
    N_("Keeps how the CFA reaches an OPCO by the inter-OPCO API: its address, that of its tokens "
       "(OAuth 2, client credentials), and the CFA key from the OPCO's portal, read from files "
       "nobody else may read and kept sealed. What is left out stays. Without options it shows "
       "what is there. The API is reconstructed from public clients of it: confirm with the OPCO "
       "before relying on it; Afdas' DPoP is not spoken."),
  .examples = k_configure_examples,
  .declare = with_options<bind_configure, run_configure>,
};

} // namespace myatlas::cli
