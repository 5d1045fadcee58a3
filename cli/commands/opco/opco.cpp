// A CFA's way to the OPCOs: the inter-OPCO API.
#include "services/opco/transmit.hpp"

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "messages/say.hpp"
#include "output/prompt.hpp"
#include "services/form_values.hpp"
#include "services/opco/connections.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using Linked = std::function<util::Result<int>(services::OpcoLink&)>;

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

std::vector<Field> connection_fields()
{
  return {{"opco", N_("OPCO")},
          {"base_url", N_("Address")},
          {"token_url", N_("Address of tokens")},
          {"scope", N_("Scope")},
          {"client_id", N_("Client")},
          {"api_version", N_("Version"), Show::number}};
}

util::Result<int> list_all(Session& session)
{
  TRY_ASSIGN(const auto connections, session.in_store(store::Store::Use::read, Login::required,
                                                      [&](const services::Context& context) {
                                                        return services::list_connections(context);
                                                      }));
  Json rows = Json::array();
  for (const store::OpcoConnection& connection : connections) {
    rows.push_back(json_of(connection));
  }
  return session.show({{{"schema", "myatlas/opco-connections/1"}, {"connections", rows}},
                       connection_fields(),
                       "connections"});
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
  TRY_ASSIGN(const auto connection,
             as_options(session.in_store(store::Store::Use::write, Login::required,
                                         [&](const services::Context& context) {
                                           return services::configure_opco(context, form);
                                         })));
  return session.show({{{"schema", "myatlas/opco-connections/1"},
                        {"connections", Json::array({json_of(connection)})}},
                       connection_fields(),
                       "connections"});
}

// Acts over a connection that was configured.
util::Result<int> with_link(Session& session, const std::string& opco, const Linked& act)
{
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::required));
  TRY_ASSIGN(const auto connection, services::connection_named(*context, opco));
  TRY_ASSIGN(auto api,
             gateway::OpcoApi::open({connection.base_url, connection.token_url, connection.scope,
                                     connection.client_id, connection.client_secret,
                                     connection.cfa_key, session.settings().value("ca_file")}));
  services::OpcoLink link(*context, api, connection);
  return act(link);
}

util::Result<int> show(Session& session, const util::Result<domain::Transmission>& sent)
{
  if (!sent) {
    return session.fail(as_options(sent.errors()));
  }
  return session.show({{{"schema", "myatlas/transmission/1"},
                        {"kind", domain::name_of(domain::k_transmission_kinds, sent->kind)},
                        {"subject", sent->subject},
                        {"opco", sent->opco},
                        {"state", domain::name_of(domain::k_transmission_states, sent->state)},
                        {"external", formats::text_or_null(sent->external)},
                        {"internal", formats::text_or_null(sent->internal)},
                        {"deca", formats::text_or_null(sent->deca)},
                        {"remote", formats::text_or_null(sent->remote)}},
                       {{"subject", N_("Number")},
                        {"opco", N_("OPCO")},
                        {"state", N_("Transmission"), Show::state},
                        {"external", N_("Number of the dossier there")},
                        {"internal", N_("Internal number at the OPCO")},
                        {"deca", N_("DECA number")},
                        {"remote", N_("State at the OPCO")}}});
}

struct TransmitOptions
{
  std::string number, opco = "atlas", last_name, teaching_cost, first_equipment, meals, nights,
                      signed_on;
  bool mandate = false, certify = false, again = false;
};

void bind_transmit(CommandLine& line, TransmitOptions& o, Kind kind)
{
  line.argument(kind, o.number, N_("Its number"));
  line.option("--opco", o.opco, "NAME", N_("Connection to use (default: atlas)"));
}

void bind_transmit_contract(CommandLine& line, TransmitOptions& o)
{
  bind_transmit(line, o, Kind::dossier);
}

using Transmit = util::Result<domain::Transmission> (services::OpcoLink::*)(const std::string&);

template <Transmit act>
util::Result<int> run_transmit(Session& session, const TransmitOptions& o)
{
  return with_link(session, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, (link.*act)(o.number));
  });
}

util::Result<int> run_transmit_invoice(Session& session, const TransmitOptions& o)
{
  const auto unanswered =
    o.again ? services::Unanswered::sent_again : services::Unanswered::looked_for;
  return with_link(session, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.invoice(o.number, unanswered));
  });
}

util::Result<int> run_transmit_certificate(Session& session, const TransmitOptions& o)
{
  return with_link(session, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.certificate(o.number, o.last_name));
  });
}

util::Result<formats::ConventionCosts> costs_of(const TransmitOptions& o)
{
  util::Errors problems;
  formats::ConventionCosts costs;
  std::optional<domain::Money> teaching;
  std::optional<domain::Date> signed_on;
  const auto whole = [&](const std::string& text,
                         const char* option) -> std::optional<std::int64_t> {
    if (!text.empty() && (!util::is_digits(text) || text.size() > 6)) {
      problems.push_back(util::Error{"usage.number", {text, option}}.at(option));
      return std::nullopt;
    }
    return text.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(text));
  };
  services::require({{"--teaching-cost", &o.teaching_cost}, {"--signed-on", &o.signed_on}},
                    problems);
  services::take(teaching, o.teaching_cost, domain::parse_positive, "--teaching-cost", problems);
  services::take(costs.first_equipment, o.first_equipment, domain::parse_non_negative,
                 "--first-equipment", problems);
  if (costs.first_equipment && *costs.first_equipment > domain::k_most_first_equipment) {
    problems.push_back(
      util::Error{"invoice.first_equipment_over",
                  {costs.first_equipment->text(), domain::k_most_first_equipment.text()}}
        .at("--first-equipment"));
  }
  services::take(signed_on, o.signed_on, domain::Date::parse, "--signed-on", problems);
  costs.meals = whole(o.meals, "--meals");
  costs.nights = whole(o.nights, "--nights");
  costs.mandate = o.mandate;
  if (!o.certify) {
    problems.push_back(util::Error{"opco.not_certified", {}}.at("--certify"));
  }
  if (!problems.empty()) {
    return problems;
  }
  costs.teaching = *teaching;
  costs.signed_on = *signed_on;
  return costs;
}

util::Result<int> run_convention(Session& session, const TransmitOptions& o)
{
  TRY_ASSIGN(const formats::ConventionCosts costs, costs_of(o));
  return with_link(session, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.convention(o.number, costs));
  });
}

util::Result<int> run_sync(Session& session, const std::string& opco)
{
  return with_link(
    session, opco.empty() ? "atlas" : opco, [&](services::OpcoLink& link) -> util::Result<int> {
      TRY_ASSIGN(const services::SyncReport report, link.sync());
      Json changes = Json::array();
      for (const services::SyncReport::Change& change : report.changes) {
        changes.push_back({{"number", change.subject},
                           {"from", formats::text_or_null(change.from)},
                           {"to", formats::text_or_null(change.to)}});
      }
      session.note(trf(N_("{0} dossiers at the OPCO, {1} of which are not linked to one here."),
                       report.seen, report.unlinked.size()));
      return session.show({{{"schema", "myatlas/opco-sync/1"},
                            {"seen", report.seen},
                            {"unlinked", report.unlinked},
                            {"changes", changes}},
                           {{"number", N_("Number")}, {"from", N_("Before")}, {"to", N_("Now")}},
                           "changes"});
    });
}

constexpr Example k_configure_examples[] = {
  {N_("OPCO Atlas, with the keys it gives"),
   "myatlas configure-opco --base-url https://cfa-ws.opco-atlas.org/SorApiEchangeCFA/v1/ "
   "--token-url https://login.example/token --scope 'api.read api.write' "
   "--client-id cfa-123 --client-secret-file secret --cfa-key-file cle-cfa"},
  {N_("What is configured, without its secrets"), "myatlas configure-opco"},
};
constexpr Example k_contract_examples[] = {
  {N_("A contract that was sent here, to the OPCO"), "myatlas transmit-contract D20260000001"},
  {N_("To another OPCO"), "myatlas transmit-contract D20260000001 --opco akto -o json"},
};
constexpr Example k_convention_examples[] = {
  {N_("With the document attached to the dossier"),
   "myatlas transmit-convention D20260000001 --teaching-cost 16000 --signed-on 2026-08-28 "
   "--certify"},
  {N_("With meals and first equipment"),
   "myatlas transmit-convention D20260000001 --teaching-cost 16000 --first-equipment 500 --meals "
   "120 --signed-on 2026-08-28 --certify"},
};
constexpr Example k_invoice_examples[] = {
  {N_("With its PDF"), "myatlas transmit-invoice FA-2026-0042"},
  {N_("Its number at the OPCO, for a script"),
   "myatlas transmit-invoice FA-2026-0042 -o json | jq -r .internal"},
};
constexpr Example k_certificate_examples[] = {
  {N_("A certificate of completion"), "myatlas transmit-certificate A2026-0000001"},
  {N_("Answered as JSON"), "myatlas transmit-certificate A2026-0000001 -o json"},
};
constexpr Example k_sync_examples[] = {
  {N_("Every morning, from cron"), "myatlas sync-opco -q"},
  {N_("What changed, for a script"), "myatlas sync-opco --opco akto -o json | jq -c '.changes[]'"},
};

} // namespace

const Command k_configure_opco = {
  "configure-opco",
  Group::requests,
  N_("Set up the connection to an OPCO (CFA)"),
  N_("Keeps how the CFA reaches an OPCO by the inter-OPCO API: its address, that of its tokens "
     "(OAuth 2, client credentials), and the CFA key from the "
     "OPCO's portal, read from files nobody else may read and kept sealed. What is left out stays. "
     "Without options it shows what is there. The API is "
     "reconstructed from public clients of it: confirm with the OPCO before relying on it; Afdas' "
     "DPoP is not spoken."),
  k_configure_examples,
  [](CommandLine& line) {
    declare_with<ConfigureOptions>(
      line,
      [](CommandLine& l, ConfigureOptions& o) {
        o.form.opco = "atlas";
        l.option("--opco", o.form.opco, "NAME", N_("Name of the connection (default: atlas)"));
        l.option("--base-url", o.form.base_url, "URL",
                 N_("Address of the API, with or without its version"));
        l.option("--token-url", o.form.token_url, "URL", N_("Where tokens are asked for"));
        l.option("--scope", o.form.scope, "TEXT", N_("Scope of the tokens"));
        l.option("--client-id", o.form.client_id, "ID", N_("Name of the client"));
        l.option("--client-secret-file", o.secret_file, "FILE",
                 N_("File with its secret, which nobody else may read"));
        l.option("--cfa-key-file", o.key_file, "FILE",
                 N_("File with the CFA key, which nobody else may read"));
        l.option("--api-version", o.form.version, "1|2", N_("Version of the norm the OPCO speaks"));
      },
      run_configure);
  }};

const Command k_transmit_contract = {
  "transmit-contract",
  Group::requests,
  N_("Transmit a contract to an OPCO (CFA)"),
  N_("Transmits the apprenticeship contract of a dossier by the inter-OPCO API and keeps the "
     "numbers the OPCO gives it. Sent once: when an answer did "
     "not come, the OPCO's dossiers are looked through for it before it is sent again. The API is "
     "reconstructed from public clients of it."),
  k_contract_examples,
  [](CommandLine& line) {
    declare_with<TransmitOptions>(line, bind_transmit_contract,
                                  run_transmit<&services::OpcoLink::contract>);
  }};

const Command k_transmit_convention = {
  "transmit-convention",
  Group::requests,
  N_("Transmit a training convention to an OPCO (CFA)"),
  N_("Transmits the convention of a dossier whose contract was transmitted: its data, and the "
     "document of the kind convention that is attached. The API "
     "is reconstructed from public clients of it."),
  k_convention_examples,
  [](CommandLine& line) {
    declare_with<TransmitOptions>(
      line,
      [](CommandLine& l, TransmitOptions& o) {
        bind_transmit(l, o, Kind::dossier);
        l.option("--teaching-cost", o.teaching_cost, "A", N_("Teaching cost in all, in euros"));
        l.option("--first-equipment", o.first_equipment, "A", N_("First equipment, in euros"));
        l.option("--meals", o.meals, "N", N_("Meals in all"));
        l.option("--nights", o.nights, "N", N_("Nights of lodging in all"));
        l.option("--signed-on", o.signed_on, "D", N_("Day it was signed, YYYY-MM-DD"));
        l.flag("--mandate", o.mandate, N_("The employer gave the CFA a mandate"));
        l.flag("--certify", o.certify,
               N_("Both parties signed it, and it says what is transmitted"));
      },
      run_convention);
  }};

const Command k_transmit_invoice = {
  "transmit-invoice",
  Group::invoices,
  N_("Transmit an invoice to an OPCO (CFA)"),
  N_("Transmits an invoice of the CFA, with its lines by instalment and its PDF, on a dossier "
     "whose contract was transmitted. Sent once: when an answer "
     "did not come, it is looked for among the OPCO's invoices before it is sent again; where the "
     "OPCO does not tell of them, ask it, then use --again. "
     "The API is reconstructed from public clients of it."),
  k_invoice_examples,
  [](CommandLine& line) {
    declare_with<TransmitOptions>(
      line,
      [](CommandLine& l, TransmitOptions& o) {
        bind_transmit(l, o, Kind::invoice);
        l.flag("--again", o.again,
               N_("Send it again, without looking for it: the OPCO said that it does not have it"));
      },
      run_transmit_invoice);
  }};

const Command k_transmit_certificate = {
  "transmit-certificate",
  Group::invoices,
  N_("Transmit a certificate of completion to an OPCO (CFA)"),
  N_("Transmits a certificate of completion as data, for the instalment whose time it covers "
     "(version 2 of the API; few OPCOs take it). The API is "
     "reconstructed from public clients of it."),
  k_certificate_examples,
  [](CommandLine& line) {
    declare_with<TransmitOptions>(
      line,
      [](CommandLine& l, TransmitOptions& o) {
        bind_transmit(l, o, Kind::certificate);
        l.option("--last-name", o.last_name, "NAME",
                 N_("Last name of who signed it, when its name is of more than two words"));
      },
      run_transmit_certificate);
  }};

const Command k_sync_opco = {
  "sync-opco",
  Group::requests,
  N_("Fetch updates from an OPCO (CFA)"),
  N_("Asks an OPCO for the states of the dossiers, page by page, their schedules and the states of "
     "the invoices, and enters what changed into the "
     "dossiers' history here. A state that the norm does not have is kept word for word. The API "
     "is reconstructed from public clients of it."),
  k_sync_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line,
      [](CommandLine& l, std::string& opco) {
        l.option("--opco", opco, "NAME", N_("Connection to use (default: atlas)"));
      },
      run_sync);
  }};

} // namespace myatlas::cli
