// How a CFA reaches an OPCO.
#include "operations/opco/connections.hpp"

#include "commands/opco/commands.hpp"
#include "commands/options.hpp"
#include "output/prompt.hpp"
#include "request.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ConfigureOptions
{
  operations::ConfigureOpco request;
  std::string secret_file, key_file;
};

const std::vector<Field> k_connection_fields = {{"opco", N_("OPCO")},
                                                {"base_url", N_("Address")},
                                                {"token_url", N_("Address of tokens")},
                                                {"scope", N_("Scope")},
                                                {"client_id", N_("Client")},
                                                {"api_version", N_("Version"), Show::number}};

constexpr FormOption<operations::ConfigureOpco> k_connection_options[] = {
  {"--opco", &operations::ConfigureOpco::opco, "NAME",
   N_("Name of the connection (default: atlas)")},
  {"--base-url", &operations::ConfigureOpco::base_url, "URL",
   N_("Address of the API, with or without its version")},
  {"--token-url", &operations::ConfigureOpco::token_url, "URL", N_("Where tokens are asked for")},
  {"--scope", &operations::ConfigureOpco::scope, "TEXT", N_("Scope of the tokens")},
  {"--client-id", &operations::ConfigureOpco::client_id, "ID", N_("Name of the client")},
};

constexpr FormOption<ConfigureOptions> k_secret_options[] = {
  {"--client-secret-file", &ConfigureOptions::secret_file, "FILE",
   N_("File with its secret, which nobody else may read")},
  {"--cfa-key-file", &ConfigureOptions::key_file, "FILE",
   N_("File with the CFA key, which nobody else may read")},
};

constexpr FormOption<operations::ConfigureOpco> k_version_options[] = {
  {"--api-version", &operations::ConfigureOpco::api_version, "1|2",
   N_("Version of the norm the OPCO speaks")},
};

void name_secrets(CommandLine& line, ConfigureOptions& o)
{
  line.stands_for(o.request.client_secret, o.secret_file);
  line.stands_for(o.request.cfa_key, o.key_file);
}

void bind_configure(CommandLine& line, ConfigureOptions& o)
{
  add_options(line, o.request, k_connection_options);
  add_options(line, o, k_secret_options);
  add_options(line, o.request, k_version_options);
  name_secrets(line, o);
}

Outcome read_secret_of(const std::string& file, util::Secret& into)
{
  if (!file.empty()) {
    TRY_ASSIGN(into, read_secret_file(file));
  }
  return Done{};
}

Outcome read_secrets(Session&, ConfigureOptions& o, LocalFiles&)
{
  TRY(read_secret_of(o.secret_file, o.request.client_secret));
  return read_secret_of(o.key_file, o.request.cfa_key);
}

View connections_view(const Json& document)
{
  return {document, k_connection_fields, "connections"};
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
  .declare = asks<operations::k_configure_opco, bind_configure, connections_view, read_secrets>,
  .operation = &operations::k_configure_opco,
};

} // namespace myatlas::cli
