// A CFA's way to the OPCOs: the inter-OPCO API.
#include "services/opco/transmit.hpp"

#include "commands/opco/commands.hpp"
#include "commands/options.hpp"
#include "services/form_values.hpp"
#include "services/opco/connections.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using Linked = std::function<util::Result<int>(services::OpcoLink&)>;

// Acts over a connection that was configured.
util::Result<int> with_link(Session& session, const services::Context& context,
                            const std::string& opco, const Linked& act)
{
  TRY_ASSIGN(const auto connection, services::connection_named(context, opco));
  TRY_ASSIGN(auto api, gateway::OpcoApi::open({.base_url = connection.base_url,
                                               .token_url = connection.token_url,
                                               .scope = connection.scope,
                                               .client_id = connection.client_id,
                                               .client_secret = connection.client_secret,
                                               .cfa_key = connection.cfa_key,
                                               .ca_file = session.settings().value("ca_file")}));
  services::OpcoLink link(context, api, connection);
  return act(link);
}

const std::vector<Field> k_transmission_fields = {{"subject", N_("Number")},
                                                  {"opco", N_("OPCO")},
                                                  {"state", N_("Transmission"), Show::state},
                                                  {"external", N_("Number of the dossier there")},
                                                  {"internal", N_("Internal number at the OPCO")},
                                                  {"deca", N_("DECA number")},
                                                  {"remote", N_("State at the OPCO")}};

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
                       k_transmission_fields});
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

util::Result<int> run_transmit_contract(Session& session, const services::Context& context,
                                        const TransmitOptions& o)
{
  return with_link(session, context, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.contract(o.number));
  });
}

void bind_transmit_invoice(CommandLine& line, TransmitOptions& o)
{
  bind_transmit(line, o, Kind::invoice);
  line.flag("--again", o.again,
            N_("Send it again, without looking for it: the OPCO said that it does not have it"));
}

util::Result<int> run_transmit_invoice(Session& session, const services::Context& context,
                                       const TransmitOptions& o)
{
  const auto unanswered =
    o.again ? services::Unanswered::sent_again : services::Unanswered::looked_for;
  return with_link(session, context, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.invoice(o.number, unanswered));
  });
}

void bind_transmit_certificate(CommandLine& line, TransmitOptions& o)
{
  bind_transmit(line, o, Kind::certificate);
  line.option("--last-name", o.last_name, "NAME",
              N_("Last name of who signed it, when its name is of more than two words"));
}

util::Result<int> run_transmit_certificate(Session& session, const services::Context& context,
                                           const TransmitOptions& o)
{
  return with_link(session, context, o.opco, [&](services::OpcoLink& link) -> util::Result<int> {
    return show(session, link.certificate(o.number, o.last_name));
  });
}

std::optional<std::int64_t> whole_number(const std::string& text, const char* option,
                                         util::Errors& problems)
{
  if (!text.empty() && (!util::is_digits(text) || text.size() > 6)) {
    problems.push_back(util::Error{"usage.number", {text, option}}.at(option));
    return std::nullopt;
  }
  return text.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(text));
}

void take_first_equipment(const std::string& text, formats::ConventionCosts& costs,
                          util::Errors& problems)
{
  services::take(costs.first_equipment, text, domain::parse_non_negative, "--first-equipment",
                 problems);
  if (costs.first_equipment && *costs.first_equipment > domain::k_most_first_equipment) {
    problems.push_back(
      util::Error{"invoice.first_equipment_over",
                  {costs.first_equipment->text(), domain::k_most_first_equipment.text()}}
        .at("--first-equipment"));
  }
}

util::Result<formats::ConventionCosts> costs_of(const TransmitOptions& o)
{
  util::Errors problems;
  formats::ConventionCosts costs;
  std::optional<domain::Money> teaching;
  std::optional<domain::Date> signed_on;
  services::require({{"--teaching-cost", &o.teaching_cost}, {"--signed-on", &o.signed_on}},
                    problems);
  services::take(teaching, o.teaching_cost, domain::parse_positive, "--teaching-cost", problems);
  take_first_equipment(o.first_equipment, costs, problems);
  services::take(signed_on, o.signed_on, domain::Date::parse, "--signed-on", problems);
  costs.meals = whole_number(o.meals, "--meals", problems);
  costs.nights = whole_number(o.nights, "--nights", problems);
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

void bind_convention(CommandLine& line, TransmitOptions& o)
{
  bind_transmit(line, o, Kind::dossier);
  line.option("--teaching-cost", o.teaching_cost, "A", N_("Teaching cost in all, in euros"));
  line.option("--first-equipment", o.first_equipment, "A", N_("First equipment, in euros"));
  line.option("--meals", o.meals, "N", N_("Meals in all"));
  line.option("--nights", o.nights, "N", N_("Nights of lodging in all"));
  line.option("--signed-on", o.signed_on, "D", N_("Day it was signed, YYYY-MM-DD"));
  line.flag("--mandate", o.mandate, N_("The employer gave the CFA a mandate"));
  line.flag("--certify", o.certify, N_("Both parties signed it, and it says what is transmitted"));
}

struct ConventionRequest
{
  std::string number, opco;
  formats::ConventionCosts costs;
};

util::Result<ConventionRequest> read_convention(const Session&, const TransmitOptions& o)
{
  TRY_ASSIGN(const formats::ConventionCosts costs, costs_of(o));
  return ConventionRequest{o.number, o.opco, costs};
}

util::Result<int> run_convention(Session& session, const services::Context& context,
                                 const ConventionRequest& request)
{
  return with_link(session, context, request.opco,
                   [&](services::OpcoLink& link) -> util::Result<int> {
                     return show(session, link.convention(request.number, request.costs));
                   });
}

void bind_sync(CommandLine& line, std::string& opco)
{
  line.option("--opco", opco, "NAME", N_("Connection to use (default: atlas)"));
}

const std::vector<Field> k_sync_fields = {
  {"number", N_("Number")}, {"from", N_("Before")}, {"to", N_("Now")}};

util::Result<int> run_sync(Session& session, const services::Context& context,
                           const std::string& opco)
{
  return with_link(session, context, opco.empty() ? "atlas" : opco,
                   [&](services::OpcoLink& link) -> util::Result<int> {
                     TRY_ASSIGN(const services::SyncReport report, link.sync());
                     Json changes = Json::array();
                     for (const services::SyncReport::Change& change : report.changes) {
                       changes.push_back({{"number", change.subject},
                                          {"from", formats::text_or_null(change.from)},
                                          {"to", formats::text_or_null(change.to)}});
                     }
                     session.note(session.texts().trf(
                       N_("{0} dossiers at the OPCO, {1} of which are not linked to one here."),
                       report.seen, report.unlinked.size()));
                     return session.show({{{"schema", "myatlas/opco-sync/1"},
                                           {"seen", report.seen},
                                           {"unlinked", report.unlinked},
                                           {"changes", changes}},
                                          k_sync_fields,
                                          "changes"});
                   });
}

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

const Command k_transmit_contract = {
  .name = "transmit-contract",
  .group = Group::requests,
  .summary = N_("Transmit a contract to an OPCO (CFA)"),
  .description = N_("Transmits the apprenticeship contract of a dossier by the inter-OPCO API and "
                    "keeps the numbers the OPCO gives it. Sent once: when an answer did not come, "
                    "the OPCO's dossiers are looked through for it before it is sent again. The "
                    "API is reconstructed from public clients of it."),
  .examples = k_contract_examples,
  .declare = with_options<bind_transmit_contract, run_transmit_contract>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_transmit_convention = {
  .name = "transmit-convention",
  .group = Group::requests,
  .summary = N_("Transmit a training convention to an OPCO (CFA)"),
  .description = N_("Transmits the convention of a dossier whose contract was transmitted: its "
                    "data, and the document of the kind convention that is attached. The API is "
                    "reconstructed from public clients of it."),
  .examples = k_convention_examples,
  .declare = with_request<bind_convention, read_convention, run_convention>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_transmit_invoice = {
  .name = "transmit-invoice",
  .group = Group::invoices,
  .summary = N_("Transmit an invoice to an OPCO (CFA)"),
  .description =
    N_("Transmits an invoice of the CFA, with its lines by instalment and its PDF, on a dossier "
       "whose contract was transmitted. Sent once: when an answer did not come, it is looked for "
       "among the OPCO's invoices before it is sent again; where the OPCO does not tell of them, "
       "ask it, then use --again. The API is reconstructed from public clients of it."),
  .examples = k_invoice_examples,
  .declare = with_options<bind_transmit_invoice, run_transmit_invoice>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_transmit_certificate = {
  .name = "transmit-certificate",
  .group = Group::invoices,
  .summary = N_("Transmit a certificate of completion to an OPCO (CFA)"),
  .description = N_("Transmits a certificate of completion as data, for the instalment whose time "
                    "it covers (version 2 of the API; few OPCOs take it). The API is reconstructed "
                    "from public clients of it."),
  .examples = k_certificate_examples,
  .declare = with_options<bind_transmit_certificate, run_transmit_certificate>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_sync_opco = {
  .name = "sync-opco",
  .group = Group::requests,
  .summary = N_("Fetch updates from an OPCO (CFA)"),
  .description = N_(
    "Asks an OPCO for the states of the dossiers, page by page, their schedules and the states of "
    "the invoices, and enters what changed into the dossiers' history here. A state that the norm "
    "does not have is kept word for word. The API is reconstructed from public clients of it."),
  .examples = k_sync_examples,
  .declare = with_options<bind_sync, run_sync>,
  .store = Use::write,
  .login = Login::required,
};

} // namespace myatlas::cli
