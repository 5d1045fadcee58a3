// A CFA's way to the OPCOs: the inter-OPCO API.
#include "operations/opco/transmit.hpp"

#include "gateway/opco_api.hpp"
#include "services/form_values.hpp"
#include "services/opco/connections.hpp"
#include "services/opco/transmit.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_transmission_answer = "myatlas/transmission/1";
constexpr const char* k_sync_answer = "myatlas/opco-sync/1";

Json transmission_json(const domain::Transmission& sent)
{
  return {{"schema", k_transmission_answer},
          {"kind", domain::name_of(domain::k_transmission_kinds, sent.kind)},
          {"subject", sent.subject},
          {"opco", sent.opco},
          {"state", domain::name_of(domain::k_transmission_states, sent.state)},
          {"external", formats::text_or_null(sent.external)},
          {"internal", formats::text_or_null(sent.internal)},
          {"deca", formats::text_or_null(sent.deca)},
          {"remote", formats::text_or_null(sent.remote)}};
}

// What `act` does over a connection that was configured: Result<T>(services::OpcoLink&).
template <typename Act>
auto over_link(const Context& context, const std::string& opco, const Act& act)
  -> std::invoke_result_t<Act, services::OpcoLink&>
{
  TRY_ASSIGN(const auto connection, services::connection_named(context, opco));
  TRY_ASSIGN(gateway::OpcoApi api, context.opco(connection));
  services::OpcoLink link(context, api, connection);
  return act(link);
}

template <typename Act>
util::Result<Json> transmitted(const Context& context, const std::string& opco, const Act& act)
{
  TRY_ASSIGN(const domain::Transmission sent, over_link(context, opco, act));
  return transmission_json(sent);
}

util::Result<Json> transmit_contract(const Context& context, const TransmitContract& o)
{
  return transmitted(context, o.opco,
                     [&](services::OpcoLink& link) { return link.contract(o.request); });
}

util::Result<Json> transmit_invoice(const Context& context, const TransmitInvoice& o)
{
  const auto unanswered =
    o.again ? services::Unanswered::sent_again : services::Unanswered::looked_for;
  return transmitted(context, o.opco,
                     [&](services::OpcoLink& link) { return link.invoice(o.number, unanswered); });
}

util::Result<Json> transmit_certificate(const Context& context, const TransmitCertificate& o)
{
  return transmitted(context, o.opco, [&](services::OpcoLink& link) {
    return link.certificate(o.number, o.last_name);
  });
}

struct ConventionAsked
{
  std::string request, opco;
  formats::ConventionCosts costs;
};

std::optional<std::int64_t> whole_number(const std::string& text, const char* member,
                                         util::Errors& problems)
{
  if (!text.empty() && (!util::is_digits(text) || text.size() > 6)) {
    problems.push_back(util::Error{"usage.number", {text, member}}.at(member));
    return std::nullopt;
  }
  return text.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(text));
}

void take_first_equipment(const std::string& text, formats::ConventionCosts& costs,
                          util::Errors& problems)
{
  services::take(costs.first_equipment, text, domain::parse_non_negative, "first_equipment",
                 problems);
  if (costs.first_equipment && *costs.first_equipment > domain::k_most_first_equipment) {
    problems.push_back(
      util::Error{"invoice.first_equipment_over",
                  {costs.first_equipment->text(), domain::k_most_first_equipment.text()}}
        .at("first_equipment"));
  }
}

util::Result<ConventionAsked> understood_convention(const TransmitConvention& o)
{
  util::Errors problems;
  ConventionAsked asked{.request = o.request, .opco = o.opco, .costs = {}};
  std::optional<domain::Money> teaching;
  std::optional<domain::Date> signed_on;
  services::require({{"teaching_cost", &o.teaching_cost}, {"signed_on", &o.signed_on}}, problems);
  services::take(teaching, o.teaching_cost, domain::parse_positive, "teaching_cost", problems);
  take_first_equipment(o.first_equipment, asked.costs, problems);
  services::take(signed_on, o.signed_on, domain::Date::parse, "signed_on", problems);
  asked.costs.meals = whole_number(o.meals, "meals", problems);
  asked.costs.nights = whole_number(o.nights, "nights", problems);
  asked.costs.mandate = o.mandate;
  if (!o.certify) {
    problems.push_back(util::Error{"opco.not_certified", {}}.at("certify"));
  }
  if (!problems.empty()) {
    return problems;
  }
  asked.costs.teaching = *teaching;
  asked.costs.signed_on = *signed_on;
  return asked;
}

util::Result<Json> transmit_convention(const Context& context, const ConventionAsked& asked)
{
  return transmitted(context, asked.opco, [&](services::OpcoLink& link) {
    return link.convention(asked.request, asked.costs);
  });
}

Json changes_json(const std::vector<services::SyncReport::Change>& changes)
{
  Json rows = Json::array();
  for (const services::SyncReport::Change& change : changes) {
    rows.push_back({{"number", change.subject},
                    {"from", formats::text_or_null(change.from)},
                    {"to", formats::text_or_null(change.to)}});
  }
  return rows;
}

util::Result<Json> sync_opco(const Context& context, const SyncOpco& request)
{
  const auto sync = [](services::OpcoLink& link) { return link.sync(); };
  TRY_ASSIGN(const services::SyncReport report, over_link(context, request.opco, sync));
  return Json{{"schema", k_sync_answer},
              {"seen", report.seen},
              {"unlinked", report.unlinked},
              {"changes", changes_json(report.changes)}};
}

constexpr About transmission(std::string_view name)
{
  return {
    .name = name, .effect = Effect::write, .who = Who::account, .answer = k_transmission_answer};
}

} // namespace

constexpr OperationOf<TransmitContract> k_transmit_contract =
  operation<transmit_contract>(transmission("transmit-contract"));

constexpr OperationOf<TransmitConvention> k_transmit_convention =
  operation<understood_convention, transmit_convention>(transmission("transmit-convention"));

constexpr OperationOf<TransmitInvoice> k_transmit_invoice =
  operation<transmit_invoice>(transmission("transmit-invoice"));

constexpr OperationOf<TransmitCertificate> k_transmit_certificate =
  operation<transmit_certificate>(transmission("transmit-certificate"));

constexpr OperationOf<SyncOpco> k_sync_opco = operation<sync_opco>({
  .name = "sync-opco",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_sync_answer,
});

} // namespace myatlas::operations
